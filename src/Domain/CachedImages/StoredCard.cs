using PearlIo.Domain.OgImages;

namespace PearlIo.Domain.CachedImages;

/// <summary>The one row per slot that a hit needs: which card is current and where its bytes are.</summary>
public sealed record StoredCard
{
    /// <summary>What was asked for.</summary>
    public required Slot Slot { get; init; }

    /// <summary>What was answered.</summary>
    public required Sha256Hash CacheKey { get; init; }

    /// <summary>A hash over what the picture shows, whatever drew it; null on cards of a release that kept none.</summary>
    public Sha256Hash? Inputs { get; init; }

    /// <summary>The <see cref="CachedImage"/> that this card is.</summary>
    public required Guid ImageId { get; init; }

    /// <summary>Name of the bytes in the store.</summary>
    public required ObjectName StoragePath { get; init; }

    /// <summary>SHA-256 of the bytes; the entity tag.</summary>
    public required Sha256Hash ContentHash { get; init; }

    /// <summary>Format of the bytes.</summary>
    public required ImageFormat Format { get; init; }

    /// <summary>Length of the bytes.</summary>
    public required int ByteSize { get; init; }

    /// <summary>When the card was drawn.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the card was last known to be right: drawn, or its inputs found unchanged.</summary>
    public required DateTimeOffset ConfirmedAt { get; init; }

    /// <summary>Whether something was missing when the card was drawn.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>When the card is due to be drawn again.</summary>
    public required DateTimeOffset FreshUntil { get; init; }

    /// <summary>When the card may be deleted.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
