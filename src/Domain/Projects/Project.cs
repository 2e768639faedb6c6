namespace PearlIo.Domain.Projects;

/// <summary>A site whose pages get cards.</summary>
public sealed record Project
{
    /// <summary>Longest title, in characters (Unicode scalar values).</summary>
    public const int MaxTitleLength = 255;

    /// <summary>Longest address of the site or its favicon, in characters (Unicode scalar values).</summary>
    public const int MaxUrlLength = 512;

    /// <summary>Seconds that a card stays fresh when nobody says otherwise: a day.</summary>
    public const int DefaultCacheDuration = 86_400;

    /// <summary>Most seconds that a card may stay fresh: a year.</summary>
    public const int MaxCacheDuration = 31_536_000;

    /// <summary>UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant that owns the project.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The name of the site, 1-255 characters; shown on its cards.</summary>
    public required string Title { get; init; }

    /// <summary>Absolute http(s) address of the site, at most 512 characters.</summary>
    public required string Url { get; init; }

    /// <summary>Absolute http(s) address of the site's icon, or null.</summary>
    public string? Favicon { get; init; }

    /// <summary>Seconds that a card stays fresh, 0 (never kept) to a year.</summary>
    public required int CacheDuration { get; init; }

    /// <summary>Template that the project's cards are drawn with, <c>name</c> or <c>name@version</c>, or null for the default.</summary>
    public string? Template { get; init; }

    /// <summary>Values of the template's custom properties (<c>--brand</c>, <c>--ink</c>, <c>--paper</c>), by name.</summary>
    public IReadOnlyDictionary<string, string> Theme { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether unsigned card requests are refused.</summary>
    public bool RequireSignature { get; init; }

    /// <summary>When the project was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the project was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Counts changes of the project from 1; its entity tag.</summary>
    public long Version { get; init; } = 1;

    /// <summary>Counts changes to the set of the project's routes, so that a compiled route table can be kept and trusted.</summary>
    public long RoutesRevision { get; init; } = 1;

    /// <summary>Counts changes of whatever else the project's cards depend on: what was told of pages, purges, keys for signing.</summary>
    public long CardsRevision { get; init; } = 1;

    /// <summary>Counts removals of all cards of the project: each gives all of its cards new addresses.</summary>
    public long Removals { get; init; }

    /// <summary>When cards of the project were last purged, or null: what was read of pages and pictures before is read again.</summary>
    public DateTimeOffset? PurgedAt { get; init; }

    /// <summary>Whether an operator suspended the tenant of the project, so that its cards are the general card; read only.</summary>
    public bool IsSuspended { get; init; }
}
