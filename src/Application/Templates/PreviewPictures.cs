using Microsoft.Extensions.Options;
using PearlIo.Application.Assets;
using PearlIo.Application.OgImages;
using PearlIo.Application.Pages;
using PearlIo.Application.Pictures;
using PearlIo.Domain.Assets;

namespace PearlIo.Application.Templates;

/// <summary>Gets the pictures of a card that is kept nowhere: assets of the tenant, and what is fetched from elsewhere, of which nothing is kept either.</summary>
public sealed class PreviewPictures(
    ICardRenderer renderer, SiteAssets assets, IPictureFetcher fetcher, IPictureDecoder decoder, IOptions<DeliveryOptions> options)
{
    // Real time always: servers outside know no other. Whoever waits is a person at work on a template.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly bool _fetches = options.Value.FetchSources;

    /// <summary>The pictures by address; those that cannot be had in time are left out.</summary>
    /// <param name="preview">The card.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public async Task<IReadOnlyDictionary<string, CardPicture>> FindAsync(CardPreview preview, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(preview);
        if (!MayNamePictures(preview))
        {
            return preview.Content.Pictures;
        }

        var addresses = (await renderer.PicturesOfAsync(preview.Content, preview.Html)).Take(CardPlanner.MaxPictures).ToList();
        var fetching = Task.WhenAll(addresses.Where(CardPlanner.IsOutside).Select(address => FetchAsync(address, cancellationToken)));
        var pictures = new Dictionary<string, CardPicture>(await ReadAssetsAsync(addresses, cancellationToken), StringComparer.Ordinal);
        foreach (var (address, picture) in await fetching)
        {
            if (picture is not null)
            {
                pictures[address] = picture;
            }
        }

        return pictures;
    }

    // HTML that is kept nowhere is compiled to find them.
    private static bool MayNamePictures(CardPreview preview) => preview.Html is null
        || preview.Content.Variables.Values.Append(preview.Html).Any(
            text => text.Contains(AssetAddress.Scheme, StringComparison.OrdinalIgnoreCase) || text.Contains("http", StringComparison.OrdinalIgnoreCase));

    private async Task<IReadOnlyDictionary<string, CardPicture>> ReadAssetsAsync(List<string> addresses, CancellationToken cancellationToken)
    {
        var named = addresses.Where(AssetAddress.Is).ToList();
        return named.Count == 0
            ? new Dictionary<string, CardPicture>(StringComparer.Ordinal)
            : await assets.ReadAsync(SiteAssets.Named(named, await assets.ListAsync(cancellationToken)), Patience, asksDatabase: true, cancellationToken);
    }

    private async Task<(string Address, CardPicture? Picture)> FetchAsync(string address, CancellationToken cancellationToken)
    {
        if (!_fetches)
        {
            return (address, null);
        }

        try
        {
            return (address, await FetchAndDecodeAsync(new Uri(address), cancellationToken).WaitAsync(Patience, cancellationToken));
        }
        catch (TimeoutException)
        {
            return (address, null);
        }
    }

    private async Task<CardPicture?> FetchAndDecodeAsync(Uri address, CancellationToken cancellationToken)
    {
        decoder.Prepare();
        var fetch = await fetcher.FetchAsync(new FetchedAddress(address, Site: null), cancellationToken);
        if (fetch.Kind is not FetchKind.Found)
        {
            return null;
        }

        var decoded = await decoder.DecodeAsync(fetch.Bytes, CardPicture.MaxSide, cancellationToken);
        return decoded.TryGetValue(out var file, out _) ? file.Picture : null;
    }
}
