using PearlIo.Domain.OgImages;

namespace PearlIo.Domain.CachedImages;

/// <summary>One drawn card whose bytes are kept in the store; owns its object alone.</summary>
public sealed record CachedImage
{
    /// <summary>Longest address kept for display, in characters (Unicode scalar values); longer ones are cut.</summary>
    public const int MaxUrlLength = 512;

    /// <summary>How long a card is kept after it is due, so that a last good copy can be found.</summary>
    public static readonly TimeSpan KeepTime = TimeSpan.FromDays(30);

    /// <summary>UUID v7, so that the names of a slot's objects sort by age.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant that owns the card.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The project whose page it shows.</summary>
    public required Guid ProjectId { get; init; }

    /// <summary>The route that won for the page, or null where none matched.</summary>
    public Guid? RouteId { get; init; }

    /// <summary>Address of the page, cut for display.</summary>
    public required string Url { get; init; }

    /// <summary>The page that it is of, by which all of its cards are found; null for cards of before this was kept.</summary>
    public PageHash? Page { get; init; }

    /// <summary>What was asked for; see <see cref="Slot"/>.</summary>
    public required Slot Slot { get; init; }

    /// <summary>What was answered: a hash over the slot and everything that makes the picture.</summary>
    public required Sha256Hash CacheKey { get; init; }

    /// <summary>A hash over what the picture shows, whatever drew it: the cache key without the renderer's version.</summary>
    public required Sha256Hash Inputs { get; init; }

    /// <summary>Name of the bytes in the store.</summary>
    public required ObjectName StoragePath { get; init; }

    /// <summary>SHA-256 of the bytes; the card's entity tag.</summary>
    public required Sha256Hash ContentHash { get; init; }

    /// <summary>Format of the bytes.</summary>
    public required ImageFormat Format { get; init; }

    /// <summary>Name of the template that it was drawn with; only the statistics keep it.</summary>
    public required string Template { get; init; }

    /// <summary>Width in px.</summary>
    public required int Width { get; init; }

    /// <summary>Height in px.</summary>
    public required int Height { get; init; }

    /// <summary>Length of the bytes.</summary>
    public required int ByteSize { get; init; }

    /// <summary>Milliseconds that drawing and encoding took.</summary>
    public required double RenderMs { get; init; }

    /// <summary>Whether something was missing when the card was drawn, so that it is due soon.</summary>
    public bool Provisional { get; init; }

    /// <summary>When the card was drawn.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the card is due to be drawn again.</summary>
    public required DateTimeOffset FreshUntil { get; init; }

    /// <summary>When the card may be deleted.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
