using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.OgImages;

/// <summary>Everything that decides about a card, known before anything is drawn.</summary>
public sealed record CardPlan
{
    /// <summary>The project.</summary>
    public required Project Project { get; init; }

    /// <summary>The route that won, or null where none matched.</summary>
    public required Route? Route { get; init; }

    /// <summary>What the card says.</summary>
    public required CardContent Content { get; init; }

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
