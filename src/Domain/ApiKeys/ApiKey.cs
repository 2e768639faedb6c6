using PearlIo.Domain.CachedImages;

namespace PearlIo.Domain.ApiKeys;

/// <summary>A key of a tenant; whoever holds its secret acts for the tenant.</summary>
public sealed record ApiKey
{
    /// <summary>Longest name, in characters (Unicode scalar values).</summary>
    public const int MaxNameLength = 255;

    /// <summary>UUID v7; stands in the key itself, see <see cref="KeyToken"/>.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant whose rows the key opens.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>What it is for, in its owner's words, 1-255 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Hash of the secret. The secret itself is kept nowhere.</summary>
    public required Sha256Hash SecretHash { get; init; }

    /// <summary>What it was given; <see cref="ScopeRules.Allow"/> knows what that holds besides.</summary>
    public required Scopes Scopes { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is refused, or null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked, or null.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>When it was last used, to the hour, or null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The key that rotation put in its place, or null.</summary>
    public Guid? ReplacedBy { get; init; }

    /// <summary>Whether it opens anything at a moment.</summary>
    public bool IsUsable(DateTimeOffset now) => RevokedAt is null && !IsExpired(now);

    /// <summary>Whether its time is over; at the very moment it is.</summary>
    public bool IsExpired(DateTimeOffset now) => ExpiresAt <= now;
}
