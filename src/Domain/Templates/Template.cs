namespace PearlIo.Domain.Templates;

/// <summary>A template of a tenant's own: a name that stands for the published one of its versions.</summary>
public sealed record Template
{
    /// <summary>Most versions that are kept; the oldest that nobody uses goes for a new one.</summary>
    public const int MaxVersions = 100;

    /// <summary>Most bytes of a version's HTML, in UTF-8: the body of a request has room for it, whatever has to be escaped.</summary>
    public const int MaxHtmlBytes = 512 * 1024;

    /// <summary>Width of a card whose template says nothing, in px.</summary>
    public const int DefaultWidth = 1200;

    /// <summary>Height of a card whose template says nothing, in px.</summary>
    public const int DefaultHeight = 630;

    /// <summary>Smallest width and height of a card, in px.</summary>
    public const int MinSide = 16;

    /// <summary>Largest width and height of a card, in px.</summary>
    public const int MaxSide = 4096;

    /// <summary>Most pixels of a card.</summary>
    public const int MaxPixels = 4_000_000;

    /// <summary>UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant that owns the template.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>What projects and routes call it; <see cref="TemplateReference"/> says which names there are.</summary>
    public required string Name { get; init; }

    /// <summary>The version that cards are drawn with where no other is named, or null while all are drafts.</summary>
    public int? PublishedVersion { get; init; }

    /// <summary>The newest version.</summary>
    public required int LatestVersion { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a version was last added or published.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Counts changes of the template from 1; its entity tag.</summary>
    public long Version { get; init; } = 1;
}
