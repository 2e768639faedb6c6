using PearlIo.Domain.SigningKeys;

namespace PearlIo.WebApi.Contracts;

/// <summary>What a caller says of a new signing key.</summary>
internal sealed record SigningKeyBody
{
    /// <summary>What it is for, 1-255 characters; none by default.</summary>
    public string? Name { get; init; }
}

/// <summary>A signing key as the API shows it: never its secret.</summary>
/// <param name="Id">UUID v7.</param>
/// <param name="ProjectId">The project whose cards it signs.</param>
/// <param name="Name">What it is for, or null.</param>
/// <param name="State">`live` signs everything, `retired` serves cards that are kept, `revoked` is good for nothing.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="RetiredAt">When it was retired, UTC, or null.</param>
/// <param name="RevokedAt">When it was revoked, UTC, or null.</param>
internal sealed record SigningKeyResource(
    Guid Id, Guid ProjectId, string? Name, SigningKeyState State, DateTime CreatedAt, DateTime? RetiredAt, DateTime? RevokedAt)
{
    public static SigningKeyResource Of(SigningKey key) => new(
        key.Id, key.ProjectId, key.Name, key.State, key.CreatedAt.UtcDateTime, key.RetiredAt?.UtcDateTime, key.RevokedAt?.UtcDateTime);
}

/// <summary>A new signing key, with its secret: it is shown this once.</summary>
/// <param name="Id">UUID v7.</param>
/// <param name="ProjectId">The project whose cards it signs.</param>
/// <param name="Name">What it is for, or null.</param>
/// <param name="State">`live`.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="Secret">What to sign with; keep it where secrets are kept.</param>
internal sealed record NewSigningKeyResource(Guid Id, Guid ProjectId, string? Name, SigningKeyState State, DateTime CreatedAt, string Secret)
{
    public static NewSigningKeyResource Of(SigningKey key) =>
        new(key.Id, key.ProjectId, key.Name, key.State, key.CreatedAt.UtcDateTime, key.Secret!.Reveal());
}

/// <summary>A page of signing keys.</summary>
/// <param name="Items">The keys, oldest first, revoked ones too.</param>
/// <param name="NextCursor">What to pass as `cursor` for the next page, or null on the last.</param>
internal sealed record SigningKeyPage(IReadOnlyList<SigningKeyResource> Items, string? NextCursor);
