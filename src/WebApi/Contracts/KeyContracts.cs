using PearlIo.Application.ApiKeys;
using PearlIo.Application.Common;
using PearlIo.Domain.ApiKeys;
using PearlIo.Domain.Common;

namespace PearlIo.WebApi.Contracts;

/// <summary>What a caller says of a new key.</summary>
internal sealed record KeyBody
{
    /// <summary>What it is for, 1-255 characters; required.</summary>
    public string? Name { get; init; }

    /// <summary>What it may do: `read`, `write`, `publish`, `admin`, `operator`; required. Your own key must be allowed all of it.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>From when on it is refused, ISO 8601, in the future; never by default.</summary>
    public string? ExpiresAt { get; init; }

    /// <summary>The same for the application, or what cannot be read.</summary>
    public Result<CreateKey> ToCommand()
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var expiresAt = IsoTime.Read("expiresAt", ExpiresAt, errors);
        return errors.Count == 0 ? new CreateKey(Name, Scopes, expiresAt) : Invalid.Because(errors);
    }
}

/// <summary>How a key is rotated.</summary>
internal sealed record RotateBody
{
    /// <summary>Seconds that the old key still works, 0 to 2592000 (30 days); 86400 (a day) by default.</summary>
    public int? GraceSeconds { get; init; }
}

/// <summary>A key as the API shows it: never its secret.</summary>
/// <param name="Id">The public part of the key.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What it may do; `admin` may read, write and publish too.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="ExpiresAt">From when on it is refused, UTC, or null for never.</param>
/// <param name="RevokedAt">When it was revoked, UTC, or null.</param>
/// <param name="LastUsedAt">When it was last used, UTC, to the hour, or null for never.</param>
/// <param name="ReplacedBy">Id of the key that rotation put in its place, or null.</param>
internal sealed record KeyResource(
    string Id,
    string Name,
    IReadOnlyList<string> Scopes,
    DateTime CreatedAt,
    DateTime? ExpiresAt,
    DateTime? RevokedAt,
    DateTime? LastUsedAt,
    string? ReplacedBy)
{
    public static KeyResource Of(ApiKey key) => new(
        KeyToken.FormatId(key.Id),
        key.Name,
        key.Scopes.ToNames(),
        key.CreatedAt.UtcDateTime,
        key.ExpiresAt?.UtcDateTime,
        key.RevokedAt?.UtcDateTime,
        key.LastUsedAt?.UtcDateTime,
        key.ReplacedBy is { } id ? KeyToken.FormatId(id) : null);
}

/// <summary>A new key, with its secret: it is shown this once and kept nowhere.</summary>
/// <param name="Id">The public part of the key.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What it may do; `admin` may read, write and publish too.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="ExpiresAt">From when on it is refused, UTC, or null for never.</param>
/// <param name="Key">The key to send as `Authorization: Bearer ...`; keep it where secrets are kept.</param>
internal sealed record NewKeyResource(
    string Id, string Name, IReadOnlyList<string> Scopes, DateTime CreatedAt, DateTime? ExpiresAt, string Key)
{
    public static NewKeyResource Of(NewKey made)
    {
        var shown = KeyResource.Of(made.Key);
        return new NewKeyResource(shown.Id, shown.Name, shown.Scopes, shown.CreatedAt, shown.ExpiresAt, made.Token.Reveal());
    }
}

/// <summary>A page of keys.</summary>
/// <param name="Items">The keys, oldest first, revoked ones too.</param>
/// <param name="NextCursor">What to pass as `cursor` for the next page, or null on the last.</param>
internal sealed record KeyPage(IReadOnlyList<KeyResource> Items, string? NextCursor);
