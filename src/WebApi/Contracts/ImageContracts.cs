using PearlIo.Application.CachedImages;

namespace PearlIo.WebApi.Contracts;

/// <summary>A kept card.</summary>
/// <param name="Id">UUID v7.</param>
/// <param name="Url">Address of the page, cut at 512 characters.</param>
/// <param name="RouteId">The route that won for the page, or null where none matched.</param>
/// <param name="Format">The media type, such as `image/png`.</param>
/// <param name="Width">Width in px.</param>
/// <param name="Height">Height in px.</param>
/// <param name="Bytes">Length of the picture.</param>
/// <param name="CreatedAt">When it was drawn, UTC.</param>
/// <param name="FreshUntil">When it is due to be drawn again.</param>
/// <param name="ExpiresAt">When it may be deleted; until then it is the last good card where no other can be had.</param>
/// <param name="LastHitAt">When it was answered last, to the hour, or null where it was not.</param>
/// <param name="Current">Whether it is the one that is answered, and not an older one of the same address.</param>
/// <param name="Provisional">Whether something was missing when it was drawn.</param>
internal sealed record ImageResource(
    Guid Id,
    string Url,
    Guid? RouteId,
    string Format,
    int Width,
    int Height,
    int Bytes,
    DateTime CreatedAt,
    DateTime FreshUntil,
    DateTime ExpiresAt,
    DateTime? LastHitAt,
    bool Current,
    bool Provisional)
{
    public static ImageResource Of(KeptImage image) => new(
        image.Id,
        image.Url,
        image.RouteId,
        image.ContentType,
        image.Width,
        image.Height,
        image.ByteSize,
        image.CreatedAt.UtcDateTime,
        image.FreshUntil.UtcDateTime,
        image.ExpiresAt.UtcDateTime,
        image.LastHitAt?.UtcDateTime,
        image.IsCurrent,
        image.Provisional);
}

/// <summary>A page of kept cards.</summary>
/// <param name="Items">The cards, newest first.</param>
/// <param name="NextCursor">What to pass as `cursor` for the next page, or null on the last.</param>
internal sealed record ImagePage(IReadOnlyList<ImageResource> Items, string? NextCursor);

/// <summary>What a purge did here, and what others keep all the same.</summary>
/// <param name="Mode">`refresh` or `remove`.</param>
/// <param name="Cards">How many cards were made due, or deleted.</param>
/// <param name="Platforms">What each platform keeps on its side, where no purge reaches.</param>
internal sealed record PurgeResource(string Mode, int Cards, IReadOnlyList<PlatformResource> Platforms)
{
    public static PurgeResource Of(Purged purged) => new(purged.Mode is PurgeMode.Remove ? "remove" : "refresh", purged.Cards, PlatformResource.All);
}

/// <summary>What a platform keeps of a card.</summary>
/// <param name="Name">The platform.</param>
/// <param name="Keeps">What it keeps, and for how long.</param>
/// <param name="Renew">What makes it read the page again: an address, or what to do.</param>
internal sealed record PlatformResource(string Name, string Keeps, string Renew)
{
    private const string NewAddress = "Give the card a new address: another 'v' in its query, as the page's tags have it after a removal.";

    /// <summary>As far as it is published or was measured.</summary>
    public static IReadOnlyList<PlatformResource> All { get; } =
    [
        new("Facebook", "Page and picture, until somebody has them read again.", "https://developers.facebook.com/tools/debug/"),
        new("LinkedIn", "Page and picture, about 7 days.", "https://www.linkedin.com/post-inspector/"),
        new("X", "The picture, by its literal address.", NewAddress),
        new("WhatsApp", "Page and picture, 72 hours and longer.", NewAddress),
        new("Slack", "Page and picture, about 30 minutes.", "Wait, or give the page's address another query."),
        new("Telegram", "The page, and the picture by its address.", "Send the page's address to https://t.me/WebpageBot."),
        new("Discord", "The picture, by its address.", NewAddress),
    ];
}
