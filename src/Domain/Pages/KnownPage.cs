namespace PearlIo.Domain.Pages;

/// <summary>What is known of one page of a site beside its path.</summary>
public sealed record KnownPage
{
    /// <summary>
    /// Longest canonical path, in characters, all of which are ASCII: with what stands before and behind it in a card's address it is no
    /// longer than <see cref="Routes.PagePath.MaxBytes"/>.
    /// </summary>
    public const int MaxPathLength = 2_000;

    /// <summary>The tenant that owns the page.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The project that the page belongs to.</summary>
    public required Guid ProjectId { get; init; }

    /// <summary>The one spelling of its path, <see cref="Routes.PagePath.Canonical"/>.</summary>
    public required string Path { get; init; }

    /// <summary>Values of the template's variables by name, or null where nobody has told any.</summary>
    public IReadOnlyDictionary<string, string>? Variables { get; init; }

    /// <summary>Where the variables come from, or null where there are none.</summary>
    public PageOrigin? Origin { get; init; }

    /// <summary>Counts removals of the page's cards: each gives them new addresses.</summary>
    public long Revision { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The variables that a build told, or null.</summary>
    public IReadOnlyDictionary<string, string>? Told => Origin == PageOrigin.Build ? Variables : null;
}

/// <summary>Where the variables of a page come from.</summary>
public enum PageOrigin
{
    /// <summary>A caller told them, such as the build of the site.</summary>
    Build,

    /// <summary>The page's own metadata had them.</summary>
    Page,
}
