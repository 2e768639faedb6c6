using PearlIo.Application.Projects;
using PearlIo.Domain.Projects;

namespace PearlIo.WebApi.Contracts;

/// <summary>What a caller says of a project.</summary>
internal sealed record ProjectBody
{
    /// <summary>Name of the site, 1-255 characters; required.</summary>
    public string? Title { get; init; }

    /// <summary>Absolute http(s) address of the site, at most 512 characters; required.</summary>
    public string? Url { get; init; }

    /// <summary>Absolute http(s) address of the site's icon, at most 512 characters.</summary>
    public string? Favicon { get; init; }

    /// <summary>Seconds that a card stays fresh, 0 (never kept) to 31536000; 86400 by default.</summary>
    public int? CacheDuration { get; init; }

    /// <summary>Template that cards are drawn with: a built-in one or your own, by `name` (its published version) or `name@3` (that version).</summary>
    public string? Template { get; init; }

    /// <summary>Colours of the template: `--brand`, `--ink`, `--paper`, each `#rgb` or `#rrggbb`.</summary>
    public IReadOnlyDictionary<string, string>? Theme { get; init; }

    /// <summary>Whether unsigned card requests are refused; false by default.</summary>
    public bool? RequireSignature { get; init; }

    /// <summary>The body that would give this project.</summary>
    public static ProjectBody Of(Project project) => new()
    {
        Title = project.Title,
        Url = project.Url,
        Favicon = project.Favicon,
        CacheDuration = project.CacheDuration,
        Template = project.Template,
        Theme = project.Theme,
        RequireSignature = project.RequireSignature,
    };

    /// <summary>The same for the application.</summary>
    public ProjectInput ToInput() => new(Title, Url, Favicon, CacheDuration, Template, Theme, RequireSignature);
}

/// <summary>A project as the API shows it.</summary>
/// <param name="Id">UUID v7.</param>
/// <param name="Title">Name of the site.</param>
/// <param name="Url">Address of the site.</param>
/// <param name="Favicon">Address of the site's icon.</param>
/// <param name="CacheDuration">Seconds that a card stays fresh.</param>
/// <param name="Template">Name of the template, or null for the default.</param>
/// <param name="Theme">Colours of the template by name.</param>
/// <param name="RequireSignature">Whether unsigned card requests are refused.</param>
/// <param name="CreatedAt">When the project was registered, UTC.</param>
/// <param name="UpdatedAt">When the project was last changed, UTC.</param>
internal sealed record ProjectResource(
    Guid Id,
    string Title,
    string Url,
    string? Favicon,
    int CacheDuration,
    string? Template,
    IReadOnlyDictionary<string, string> Theme,
    bool RequireSignature,
    DateTime CreatedAt,
    DateTime UpdatedAt)
{
    public static ProjectResource Of(Project project) => new(
        project.Id,
        project.Title,
        project.Url,
        project.Favicon,
        project.CacheDuration,
        project.Template,
        project.Theme,
        project.RequireSignature,
        project.CreatedAt.UtcDateTime,
        project.UpdatedAt.UtcDateTime);
}

/// <summary>A page of projects.</summary>
/// <param name="Items">The projects, oldest first.</param>
/// <param name="NextCursor">What to pass as `cursor` for the next page, or null on the last.</param>
internal sealed record ProjectPage(IReadOnlyList<ProjectResource> Items, string? NextCursor);
