using System.Globalization;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;

namespace PearlIo.Application.OgImages;

/// <summary>How an answer with a card came about; the <c>X-Pearl-Cache</c> header and a metric's label.</summary>
public enum CardOutcome
{
    /// <summary>From the cache.</summary>
    Hit,

    /// <summary>From the cache, though it is due: a new one is on its way.</summary>
    Stale,

    /// <summary>Drawn for this request.</summary>
    Miss,

    /// <summary>A last good copy or a general picture, for the card could not be had.</summary>
    Fallback,
}

/// <summary>A card ready to be answered.</summary>
public sealed record OgImage
{
    private string? _entityTag;
    private string? _lastModified;

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

    /// <summary>Whether something was missing when it was drawn, so that a better one will follow.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>The plan that it was drawn by, which may know more than the one that was asked for; null where nothing was drawn.</summary>
    public CardPlan? DrawnBy { get; init; }

    /// <summary>What drawing took, or null where nothing was drawn.</summary>
    public RenderTimes? Times { get; init; }

    /// <summary>The strong entity tag (RFC 9110 section 8.8.3).</summary>
    public string EntityTag => _entityTag ??= $"\"{ContentHash.Hex}\"";

    /// <summary>When it was drawn as an HTTP date (RFC 9110 section 5.6.7).</summary>
    public string LastModified => _lastModified ??= CreatedAt.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>What drawing a card took.</summary>
/// <param name="DrawMs">Milliseconds.</param>
/// <param name="EncodeMs">Milliseconds.</param>
/// <param name="Encoding">How it was encoded to keep its bytes.</param>
public sealed record RenderTimes(double DrawMs, double EncodeMs, string Encoding = "");
