using PearlIo.Application.OgImages;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;
using PearlIo.Domain.Routes;
using Route = PearlIo.Domain.Routes.Route;
using PearlIo.WebApi.Hosting;

namespace PearlIo.WebApi.OgImages;

/// <summary>
/// Pictures for answers that have no card to show, drawn once at the start: a crawler gets a picture whatever happens.
/// Drawing them opens the fonts too, so that the first card is as fast as the second.
/// </summary>
internal sealed class Pictures(ICardRenderer renderer, TimeProvider clock)
{
    private readonly Dictionary<ImageFormat, OgImage> _fallbacks = [];

    /// <summary>For addresses of no project.</summary>
    public OgImage Unknown { get; private set; } = null!;

    /// <summary>For projects that want a signature.</summary>
    public OgImage Forbidden { get; private set; } = null!;

    /// <summary>For paths that cannot be read.</summary>
    public OgImage Malformed { get; private set; } = null!;

    /// <summary>The general card in a format, where the card of the page could not be had.</summary>
    public OgImage Fallback(ImageFormat format) => _fallbacks[format];

    /// <summary>Draws them all.</summary>
    /// <exception cref="StartUpException">The renderer cannot draw.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        Unknown = await NoticeAsync("There is no card at this address", cancellationToken);
        Forbidden = await NoticeAsync("This card needs a signed address", cancellationToken);
        Malformed = await NoticeAsync("This address cannot be read", cancellationToken);
        foreach (var format in new[] { ReturnType.Png, ReturnType.Jpeg, ReturnType.Webp })
        {
            var general = new CardContent { Template = renderer.Templates[0], Title = "Open the page to read on", SiteName = "Preview", Address = string.Empty };
            var card = Demand(await renderer.RenderAsync(general, new CardOutput(format, Route.DefaultByteBudget), new RenderOrder(Guid.Empty), cancellationToken));
            _fallbacks[card.Format] = card;
        }
    }

    private async Task<OgImage> NoticeAsync(string sentence, CancellationToken cancellationToken) =>
        Demand(await renderer.RenderNoticeAsync(sentence, ImageFormat.Png, cancellationToken));

    private OgImage Demand(Domain.Common.Result<RenderedCard> result) => result.TryGetValue(out var card, out var failure)
        ? new OgImage
        {
            Bytes = card.Bytes,
            Format = card.Format,
            ContentHash = Sha256Hash.Of(card.Bytes),
            CreatedAt = clock.GetUtcNow(),
            FreshUntil = null,
            Outcome = CardOutcome.Fallback,
        }
        : throw new StartUpException($"The renderer cannot draw: {failure.Message}");
}
