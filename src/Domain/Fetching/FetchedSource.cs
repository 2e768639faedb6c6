namespace PearlIo.Domain.Fetching;

/// <summary>What came of fetching an address that cards of a project are made from: a page, or a picture. The last good outcome stays while later ones fail.</summary>
public sealed record FetchedSource
{
    /// <summary>Longest address that is fetched, in characters, all of which are ASCII.</summary>
    public const int MaxAddressLength = 2_000;

    /// <summary>How long what nobody asked for again is kept.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    /// <summary>The tenant that owns the project.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The project whose cards use it.</summary>
    public required Guid ProjectId { get; init; }

    /// <summary>The absolute address, percent-encoded.</summary>
    public required string Address { get; init; }

    /// <summary>What was found last: of a page its variables, of a picture <see cref="FetchedPicture"/>. Null where nothing was ever found.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>The entity tag of what was found, or null.</summary>
    public string? ETag { get; init; }

    /// <summary>The date that the server gave to what was found, as it wrote it, or null.</summary>
    public string? LastModified { get; init; }

    /// <summary>When it was last found, or found unchanged; null where it never was.</summary>
    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>When it was last tried.</summary>
    public required DateTimeOffset TriedAt { get; init; }

    /// <summary>From when on it is to be asked for again.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Why the last try found nothing, or null where it did.</summary>
    public string? Cause { get; init; }

    /// <summary>The status of the last answer, or null where there was none.</summary>
    public int? Status { get; init; }

    /// <summary>Whether there never was anything, so that what is made from it misses it.</summary>
    public bool IsMissing => Values is null;

    /// <summary>Whether the server says that there is no such page, and there never was.</summary>
    public bool IsGone => IsMissing && Status is 404 or 410;

    /// <summary>The hash of a picture's bytes, or null.</summary>
    public string? PictureHash => Values?.GetValueOrDefault(FetchedPicture.Hash);
}

/// <summary>Names of the values that are kept of a picture.</summary>
public static class FetchedPicture
{
    /// <summary>SHA-256 of the file's bytes, hexadecimal.</summary>
    public const string Hash = "hash";

    /// <summary>Name of the format.</summary>
    public const string Format = "format";

    /// <summary>Width in px.</summary>
    public const string Width = "width";

    /// <summary>Height in px.</summary>
    public const string Height = "height";
}
