using System.Globalization;
using PearlIo.Application.Common;
using PearlIo.Application.OgImages;
using PearlIo.Application.Pages;
using PearlIo.Application.Pictures;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.Fetching;
using PearlIo.Domain.Projects;

namespace PearlIo.Application.Fetching;

/// <summary>
/// Reads what cards are made from outside: pages and pictures. Each is fetched by one at a time, is kept with its validators, and stays
/// as it was last found while it cannot be had.
/// </summary>
public sealed class CardSources(
    SourceMemory memory, IPageFetcher pages, IPictureFetcher pictures, IPictureDecoder decoder, CardMetrics metrics, TimeProvider clock)
{
    // Upscaled, a smaller one is a blur.
    private const int SmallestSide = 32;

    // What is no picture now may be mended, or may have had too little time on a busy machine.
    private static readonly TimeSpan LongestRefusal = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    private readonly SingleFlight<(Guid ProjectId, string Address), FetchedSource> _pageReadings = new();
    private readonly SingleFlight<(Guid ProjectId, string Address), ReadPicture> _pictureReadings = new();

    /// <summary>A page as it is kept or, where that is due or nothing is kept, as it is now.</summary>
    /// <param name="project">The project that it is of.</param>
    /// <param name="address">Its absolute address.</param>
    /// <param name="demand">How much its newest state matters.</param>
    /// <param name="asksDatabase">False where the database is known to be away.</param>
    /// <param name="cancellationToken">Stops this caller's waiting.</param>
    /// <returns>What is known of it by the end of the patience, or null.</returns>
    public async Task<FetchedSource?> ReadPageAsync(
        Project project, string address, SourceDemand demand, bool asksDatabase, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(project);
        var kept = (await FindAsync(project, [address], asksDatabase, cancellationToken)).GetValueOrDefault(address);
        if (kept is not null && !demand.Wants(kept, project.PurgedAt, clock.GetUtcNow()))
        {
            return kept;
        }

        var reading = _pageReadings.RunAsync((project.Id, address), () => FetchPageAsync(project, address, kept), cancellationToken);
        return await InTimeAsync(reading, demand, kept, cancellationToken);
    }

    /// <summary>Pictures as they are kept or, where that is due or nothing is kept, as they are now; all at the same time.</summary>
    /// <param name="project">The project whose cards show them.</param>
    /// <param name="addresses">Their absolute addresses.</param>
    /// <param name="demand">How much their newest state matters.</param>
    /// <param name="asksDatabase">False where the database is known to be away.</param>
    /// <param name="cancellationToken">Stops this caller's waiting.</param>
    /// <returns>What is known of them by the end of the patience.</returns>
    public async Task<KnownSources> ReadPicturesAsync(
        Project project, IReadOnlyCollection<string> addresses, SourceDemand demand, bool asksDatabase, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(addresses);
        if (addresses.Count == 0)
        {
            return KnownSources.None;
        }

        var kept = await FindAsync(project, addresses, asksDatabase, cancellationToken);
        var read = await Task.WhenAll(addresses.Distinct(StringComparer.Ordinal).Select(
            address => ReadPictureAsync(project, address, kept.GetValueOrDefault(address), demand, cancellationToken)));
        return new KnownSources
        {
            Pictures = read.OfType<ReadPicture>().ToDictionary(p => p.Source.Address, p => p.Source, StringComparer.Ordinal),
            Pixels = read.OfType<ReadPicture>().Where(p => p.Picture is not null).ToDictionary(p => p.Source.Address, p => p.Picture!, StringComparer.Ordinal),
        };
    }

    private async Task<ReadPicture?> ReadPictureAsync(
        Project project, string address, FetchedSource? kept, SourceDemand demand, CancellationToken cancellationToken)
    {
        var known = kept is null ? null : new ReadPicture(kept, FindHeld(kept.PictureHash));
        if (known is not null && !demand.Wants(kept!, project.PurgedAt, clock.GetUtcNow()) && (known.Picture is not null || kept!.Cause is not null))
        {
            return known;
        }

        var reading = _pictureReadings.RunAsync((project.Id, address), () => FetchPictureAsync(project, address, known), cancellationToken);
        return await InTimeAsync(reading, demand, known, cancellationToken);
    }

    // Real time always: servers outside know no other.
    private static async Task<T?> InTimeAsync<T>(Task<T> reading, SourceDemand demand, T? kept, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await reading.WaitAsync(demand.Patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            return kept;
        }
    }

    private async Task<IReadOnlyDictionary<string, FetchedSource>> FindAsync(
        Project project, IReadOnlyCollection<string> addresses, bool asksDatabase, CancellationToken cancellationToken)
    {
        try
        {
            return await memory.FindAsync(project, addresses, asksDatabase, cancellationToken);
        }
        catch (DatabaseUnavailableException)
        {
            // What is outside may be there nevertheless.
            return await memory.FindAsync(project, addresses, asksDatabase: false, cancellationToken);
        }
    }

    private async Task<FetchedSource> FetchPageAsync(Project project, string address, FetchedSource? kept)
    {
        if (address.Length > FetchedSource.MaxAddressLength)
        {
            return Failed(project, address, kept, FetchCauses.AddressTooLong, status: null, TimeSpan.FromHours(1));
        }

        // Most pages name a picture, and what decodes it may start while the page is fetched.
        decoder.Prepare();
        var request = new PageRequest(new Uri(address), new Uri(project.Url)) { Known = ValidatorsOf(kept) };
        var fetch = await pages.FetchAsync(request, CancellationToken.None);
        metrics.Fetched(fetch.Kind);
        var source = fetch.Kind switch
        {
            FetchKind.Found => Found(project, address, PageVariables.Of(fetch.Metadata!), fetch.Validators, fetch.FreshFor),
            FetchKind.NotModified when kept is not null => Unchanged(kept, fetch.FreshFor),
            _ => Failed(project, address, kept, fetch.Cause ?? PageCauses.Unreachable, fetch.Status, fetch.FreshFor),
        };
        await memory.KeepAsync(source);
        return source;
    }

    private async Task<ReadPicture> FetchPictureAsync(Project project, string address, ReadPicture? known)
    {
        if (address.Length > FetchedSource.MaxAddressLength)
        {
            return new ReadPicture(Failed(project, address, known?.Source, FetchCauses.AddressTooLong, status: null, TimeSpan.FromHours(1)), Picture: null);
        }

        decoder.Prepare();

        // Without its pixels at hand, an answer that nothing changed would be of no use.
        var request = new FetchedAddress(new Uri(address), new Uri(project.Url)) { Known = known?.Picture is null ? null : ValidatorsOf(known.Source) };
        var fetch = await pictures.FetchAsync(request, CancellationToken.None);
        metrics.Fetched(fetch.Kind);
        var read = fetch.Kind switch
        {
            FetchKind.Found => await DecodeAsync(project, address, known?.Source, fetch),
            FetchKind.NotModified when known is not null => known with { Source = Unchanged(known.Source, fetch.FreshFor) },
            _ => new ReadPicture(Failed(project, address, known?.Source, fetch.Cause ?? PageCauses.Unreachable, status: null, fetch.FreshFor), known?.Picture),
        };
        await memory.KeepAsync(read.Source);
        return read;
    }

    private async Task<ReadPicture> DecodeAsync(Project project, string address, FetchedSource? kept, PictureFetch fetch)
    {
        var result = await decoder.DecodeAsync(fetch.Bytes, CardPicture.MaxSide, CancellationToken.None);
        if (result.Failure is { Kind: FailureKind.TooBusy })
        {
            // It says nothing of the picture.
            return new ReadPicture(Failed(project, address, kept, PageCauses.Busy, status: null, Soon), FindHeld(kept?.PictureHash));
        }

        if (!result.TryGetValue(out var file, out _) || (file.Width < SmallestSide && file.Height < SmallestSide))
        {
            var cause = result.Failure is null ? FetchCauses.TooSmall : FetchCauses.NoPicture;
            var refusedFor = fetch.FreshFor < LongestRefusal ? fetch.FreshFor : LongestRefusal;
            return new ReadPicture(Failed(project, address, kept, cause, status: null, refusedFor), FindHeld(kept?.PictureHash));
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [FetchedPicture.Hash] = file.Picture.Hash.Hex,
            [FetchedPicture.Format] = file.Format,
            [FetchedPicture.Width] = file.Width.ToString(CultureInfo.InvariantCulture),
            [FetchedPicture.Height] = file.Height.ToString(CultureInfo.InvariantCulture),
        };
        return new ReadPicture(Found(project, address, values, fetch.Validators, fetch.FreshFor), file.Picture);
    }

    private CardPicture? FindHeld(string? hash) => hash is null ? null : decoder.FindHeld(Sha256Hash.Parse(hash), CardPicture.MaxSide);

    private static Validators? ValidatorsOf(FetchedSource? kept) =>
        kept is { Values: not null } && (kept.ETag ?? kept.LastModified) is not null ? new Validators(kept.ETag, kept.LastModified) : null;

    private FetchedSource Found(
        Project project, string address, IReadOnlyDictionary<string, string> values, Validators? validators, TimeSpan freshFor)
    {
        var now = Timestamps.Now(clock);
        return new FetchedSource
        {
            TenantId = project.TenantId,
            ProjectId = project.Id,
            Address = address,
            Values = values,
            ETag = validators?.ETag,
            LastModified = validators?.LastModified,
            FoundAt = now,
            TriedAt = now,
            DueAt = now + freshFor,
        };
    }

    private FetchedSource Unchanged(FetchedSource kept, TimeSpan freshFor)
    {
        var now = Timestamps.Now(clock);
        return kept with { FoundAt = now, TriedAt = now, DueAt = now + freshFor, Cause = null, Status = null };
    }

    private FetchedSource Failed(Project project, string address, FetchedSource? kept, string cause, int? status, TimeSpan freshFor)
    {
        var now = Timestamps.Now(clock);
        var source = kept ?? new FetchedSource { TenantId = project.TenantId, ProjectId = project.Id, Address = address, TriedAt = now, DueAt = now };
        return source with { TriedAt = now, DueAt = now + freshFor, Cause = cause, Status = status };
    }

    private sealed record ReadPicture(FetchedSource Source, CardPicture? Picture);
}
