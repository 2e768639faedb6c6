using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;

namespace PearlIo.Application.OgImages;

/// <summary>How an answer with a card came about; the <c>X-Pearl-Cache</c> header and a metric's label.</summary>
public enum CardOutcome
{
    /// <summary>From the cache.</summary>
    Hit,

    /// <summary>Drawn for this request.</summary>
    Miss,

    /// <summary>A general picture, for the card could not be had.</summary>
    Fallback,
}

/// <summary>A card ready to be answered.</summary>
public sealed record OgImage
{
    /// <summary>The encoded picture.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Format of the bytes.</summary>
    public required ImageFormat Format { get; init; }

    /// <summary>SHA-256 of the bytes; the entity tag.</summary>
    public required Sha256Hash ContentHash { get; init; }

    /// <summary>When the card was drawn.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is due, or null where it is not kept at all.</summary>
    public required DateTimeOffset? FreshUntil { get; init; }

    /// <summary>How the answer came about.</summary>
    public required CardOutcome Outcome { get; init; }

    /// <summary>What drawing took, or null where nothing was drawn.</summary>
    public RenderTimes? Times { get; init; }
}

/// <summary>What drawing a card took, in milliseconds.</summary>
public sealed record RenderTimes(double DrawMs, double EncodeMs);
