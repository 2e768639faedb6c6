namespace PearlIo.Domain.SigningKeys;

/// <summary>A key of a project; whoever has its secret can sign addresses of the project's cards.</summary>
public sealed record SigningKey
{
    /// <summary>Most keys of a project that are live at the same time: one in use, and the one that takes its place.</summary>
    public const int MaxLive = 2;

    /// <summary>Most keys of a project that are retired: each is tried for a signature that no live one made.</summary>
    public const int MaxRetired = 10;

    /// <summary>Longest name, in characters (Unicode scalar values).</summary>
    public const int MaxNameLength = 255;

    /// <summary>UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant that owns the key.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The project whose cards it signs.</summary>
    public required Guid ProjectId { get; init; }

    /// <summary>What it is for, in its owner's words, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Its secret, or null once it is revoked: then nothing needs it any more.</summary>
    public required SigningSecret? Secret { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was retired, or null.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>When it was revoked, or null.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>What its signatures are good for.</summary>
    public SigningKeyState State => this switch
    {
        { RevokedAt: not null } => SigningKeyState.Revoked,
        { RetiredAt: not null } => SigningKeyState.Retired,
        _ => SigningKeyState.Live,
    };
}

/// <summary>What the signatures of a key are good for.</summary>
public enum SigningKeyState
{
    /// <summary>Everything.</summary>
    Live,

    /// <summary>Cards that are kept already; nothing new is drawn.</summary>
    Retired,

    /// <summary>Nothing: they are like wrong ones.</summary>
    Revoked,
}
