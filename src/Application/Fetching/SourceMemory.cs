using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using PearlIo.Application.Access;
using PearlIo.Application.Common;
using PearlIo.Domain.Fetching;
using PearlIo.Domain.Projects;

namespace PearlIo.Application.Fetching;

/// <summary>
/// Keeps in memory what was found outside. What others may have read meanwhile is compared with the database once a minute; with the
/// database away it stays in use as it is.
/// </summary>
public sealed partial class SourceMemory(
    IFetchedSourceRepository rows, CallerContext callers, TimeProvider clock, ILogger<SourceMemory> logger) : IDisposable
{
    /// <summary>Characters that all of it takes at most, by estimate.</summary>
    private const long MaxCharacters = 16 << 20;

    private const int Overhead = 300;

    private static readonly TimeSpan Comparison = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MaxCharacters });

    /// <summary>What is kept of addresses, by address.</summary>
    /// <param name="project">The project whose cards are made from them.</param>
    /// <param name="addresses">The addresses.</param>
    /// <param name="asksDatabase">False where the database is known to be away.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="DatabaseUnavailableException">Of some of them nothing is in memory, and the database is away.</exception>
    public async Task<IReadOnlyDictionary<string, FetchedSource>> FindAsync(
        Project project, IReadOnlyCollection<string> addresses, bool asksDatabase, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(addresses);
        var found = new Dictionary<string, FetchedSource>(StringComparer.Ordinal);
        var asked = new List<string>();
        var areAllKnown = true;
        foreach (var address in addresses.Distinct(StringComparer.Ordinal))
        {
            var entry = _kept.Get<Entry>((project.Id, address));
            if (entry is not null)
            {
                found[address] = entry.Source;
            }

            if (entry is null || clock.GetElapsedTime(entry.ComparedAt) > Comparison)
            {
                areAllKnown &= entry is not null;
                asked.Add(address);
            }
        }

        if (asked.Count > 0 && asksDatabase)
        {
            await CompareAsync(project, asked, found, areAllKnown, cancellationToken);
        }

        return found;
    }

    /// <summary>Keeps what was found: in memory, and in the database once there was anything to find.</summary>
    public async Task KeepAsync(FetchedSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Hold(source);
        if (source.IsMissing)
        {
            // Paths that somebody invents must not fill the database.
            return;
        }

        try
        {
            using var scope = callers.Enter(Caller.Service(source.TenantId));
            await rows.PutAsync(source, CancellationToken.None);
        }
        catch (DatabaseUnavailableException e)
        {
            LogNotKept(e.Message);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _kept.Dispose();

    private async Task CompareAsync(
        Project project, List<string> asked, Dictionary<string, FetchedSource> found, bool areAllKnown, CancellationToken cancellationToken)
    {
        try
        {
            using var scope = callers.Enter(Caller.Service(project.TenantId));
            foreach (var row in await rows.FindAsync(project.Id, asked, cancellationToken))
            {
                if (!found.TryGetValue(row.Address, out var kept) || kept.TriedAt < row.TriedAt)
                {
                    found[row.Address] = row;
                }
            }
        }
        catch (DatabaseUnavailableException) when (areAllKnown)
        {
            return;
        }

        foreach (var address in asked.Where(found.ContainsKey))
        {
            Hold(found[address]);
        }
    }

    private void Hold(FetchedSource source)
    {
        var size = Overhead + source.Address.Length + (source.Values?.Sum(v => v.Key.Length + v.Value.Length) ?? 0);
        var options = new MemoryCacheEntryOptions { Size = size, SlidingExpiration = Unused };
        _kept.Set((source.ProjectId, source.Address), new Entry(source, clock.GetTimestamp()), options);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "What was read of a page or picture is kept in memory only: {Reason}")]
    private partial void LogNotKept(string reason);

    private sealed record Entry(FetchedSource Source, long ComparedAt);
}
