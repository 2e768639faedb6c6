using PearlIo.Application.Fetching;
using PearlIo.Domain.Assets;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;
using PearlIo.Domain.Pages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.OgImages;

/// <summary>Everything that decides about a card, known before anything is drawn.</summary>
public sealed record CardPlan
{
    private const int VersionLength = 16;

    /// <summary>The project with its routes, as they were read.</summary>
    public required Site Site { get; init; }

    /// <summary>The project.</summary>
    public Project Project => Site.Project;

    /// <summary>The route that won, or null where none matched.</summary>
    public required Route? Route { get; init; }

    /// <summary>What the card says.</summary>
    public required CardContent Content { get; init; }

    /// <summary>The page's name as its path tells it, or null for a site's first page.</summary>
    public string? PathTitle { get; init; }

    /// <summary>How it is encoded.</summary>
    public required CardOutput Output { get; init; }

    /// <summary>Seconds that the card stays fresh; 0 means that it is not kept.</summary>
    public required int CacheDuration { get; init; }

    /// <summary>The page.</summary>
    public required PagePath Page { get; init; }

    /// <summary>Address of the page.</summary>
    public required string PageUrl { get; init; }

    /// <summary>What is asked for.</summary>
    public required Slot Slot { get; init; }

    /// <summary>Everything that makes the picture but what draws it.</summary>
    public required Sha256Hash Inputs { get; init; }

    /// <summary>The version of the card that its address may name (<c>v</c>): 16 hexadecimal digits, known without drawing.</summary>
    public string Version => Inputs.Hex[..VersionLength];

    /// <summary>Whether only a card that is kept may be answered, and nothing be drawn: the key of the request's signature is retired.</summary>
    public bool KeptOnly { get; init; }

    /// <summary>How often cards of page, route and project were removed.</summary>
    public CardRemovals Removals { get; init; }

    /// <summary>Whether the database was away, so that what was told of the page is not in the plan.</summary>
    public bool IsUncertain { get; init; }

    /// <summary>What is known of the page and the pictures that the card is made from.</summary>
    public KnownSources Sources { get; init; } = KnownSources.None;

    /// <summary>Whether the card says what its page says.</summary>
    public bool ReadsPage { get; init; }

    /// <summary>Addresses of the pictures that the card shows, assets among them.</summary>
    public IReadOnlyList<string> PictureAddresses { get; init; } = [];

    /// <summary>Whether the card is made from anything outside.</summary>
    public bool IsFromOutside => ReadsPage || PictureAddresses.Any(address => !AssetAddress.Is(address));

    /// <summary>Whether anything has to be at hand before the card is drawn.</summary>
    public bool HasSources => ReadsPage || PictureAddresses.Count > 0;

    /// <summary>Whether its page or a picture of it could never be had, so that a better card may follow soon.</summary>
    public bool IsProvisional => (ReadsPage && Sources.Page is null or { IsMissing: true }) || PictureAddresses.Any(a => !Sources.Pixels.ContainsKey(a));

    /// <summary>What the plan was made from; null on one that was made otherwise, which cannot be renewed.</summary>
    internal PlanBasis? Basis { get; init; }

    /// <summary>What is answered: changes with everything that makes the picture.</summary>
    public required Sha256Hash CacheKey { get; init; }

    /// <summary>The format that a picture without a card (a fallback) is answered in.</summary>
    public ImageFormat FallbackFormat => Output.Format switch
    {
        ReturnType.Jpeg => ImageFormat.Jpeg,
        ReturnType.Webp => ImageFormat.Webp,
        _ => ImageFormat.Png,
    };
}

/// <summary>What a plan is made from besides what is outside.</summary>
internal sealed record PlanBasis(CardRequest Request, Site Site, RouteMatch? Match, KnownPage? Page, QueryTrust Trust);
