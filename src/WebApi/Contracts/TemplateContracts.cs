using PearlIo.Application.Templates;
using PearlIo.Domain.Templates;

namespace PearlIo.WebApi.Contracts;

/// <summary>A new template.</summary>
internal sealed record TemplateBody
{
    /// <summary>What projects and routes call it: a letter, then letters, digits and `-`, all in lower case, at most 40 together; not a built-in name; required.</summary>
    public string? Name { get; init; }

    /// <summary>The HTML of version 1, at most 524288 bytes in UTF-8; required.</summary>
    public string? Html { get; init; }
}

/// <summary>What can be changed of a template.</summary>
internal sealed record TemplateChangeBody
{
    /// <summary>The HTML of a new version, at most 524288 bytes in UTF-8.</summary>
    public string? Html { get; init; }
}

/// <summary>Which version to publish.</summary>
internal sealed record PublishBody
{
    /// <summary>Number of the version; required.</summary>
    public int? Version { get; init; }
}

/// <summary>A variable that a template declares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds; values are written as text.</param>
/// <param name="Default">What counts where nobody gives a value.</param>
/// <param name="Example">A value that shows what it is for; previews use it.</param>
/// <param name="Description">One sentence about it, or null.</param>
internal sealed record TemplateVariableResource(string Name, TemplateVariableType Type, string Default, string Example, string? Description)
{
    public static IReadOnlyList<TemplateVariableResource> Of(IReadOnlyList<TemplateVariable> variables) =>
        [.. variables.Select(v => new TemplateVariableResource(v.Name, v.Type, v.Default, v.Example, v.Description))];
}

/// <summary>A template of your own as lists show it.</summary>
/// <param name="Name">What projects and routes call it.</param>
/// <param name="PublishedVersion">The version that cards are drawn with where none is named, or null while all are drafts.</param>
/// <param name="LatestVersion">The newest version.</param>
/// <param name="Variables">What the published version declares, or the newest where none is published.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="UpdatedAt">When a version was last added or published, UTC.</param>
internal sealed record TemplateSummary(
    string Name, int? PublishedVersion, int LatestVersion, IReadOnlyList<TemplateVariableResource> Variables, DateTime CreatedAt, DateTime UpdatedAt)
{
    public static TemplateSummary Of(TemplateListing listing) => new(
        listing.Template.Name,
        listing.Template.PublishedVersion,
        listing.Template.LatestVersion,
        TemplateVariableResource.Of(listing.Variables),
        listing.Template.CreatedAt.UtcDateTime,
        listing.Template.UpdatedAt.UtcDateTime);
}

/// <summary>A page of templates.</summary>
/// <param name="Items">The templates, oldest first.</param>
/// <param name="NextCursor">What to pass as `cursor` for the next page, or null on the last.</param>
internal sealed record TemplatePage(IReadOnlyList<TemplateSummary> Items, string? NextCursor);

/// <summary>A version of a template.</summary>
/// <param name="Name">What projects and routes call it.</param>
/// <param name="BuiltIn">Whether it comes with the program; then it has no versions and cannot be changed.</param>
/// <param name="Version">Number of the version shown.</param>
/// <param name="PublishedVersion">The version that cards are drawn with where none is named, or null while all are drafts.</param>
/// <param name="LatestVersion">The newest version.</param>
/// <param name="Width">Width of its cards in px.</param>
/// <param name="Height">Height of its cards in px.</param>
/// <param name="Description">One sentence about it, or null.</param>
/// <param name="Variables">What it declares.</param>
/// <param name="Html">Its HTML.</param>
/// <param name="Warnings">What is left out when it is drawn, each as `line:column: sentence`.</param>
/// <param name="CreatedAt">When the template was made, UTC.</param>
/// <param name="UpdatedAt">When a version was last added or published, UTC.</param>
internal sealed record TemplateResource(
    string Name,
    bool BuiltIn,
    int? Version,
    int? PublishedVersion,
    int? LatestVersion,
    int Width,
    int Height,
    string? Description,
    IReadOnlyList<TemplateVariableResource> Variables,
    string Html,
    IReadOnlyList<string> Warnings,
    DateTime? CreatedAt,
    DateTime? UpdatedAt)
{
    public static TemplateResource Of(TemplateDetail detail) => new(
        detail.Name,
        detail.Template is null,
        detail.Number,
        detail.Template?.PublishedVersion,
        detail.Template?.LatestVersion,
        detail.Report.Width,
        detail.Report.Height,
        detail.Report.Description,
        TemplateVariableResource.Of(detail.Report.Variables),
        detail.Html,
        detail.Report.Warnings,
        detail.Template?.CreatedAt.UtcDateTime,
        detail.Template?.UpdatedAt.UtcDateTime);
}

/// <summary>A publication.</summary>
/// <param name="Name">The template.</param>
/// <param name="PublishedVersion">The version that cards are drawn with now.</param>
/// <param name="LatestVersion">The newest version.</param>
/// <param name="UpdatedAt">When it was published, UTC.</param>
internal sealed record PublicationResource(string Name, int? PublishedVersion, int LatestVersion, DateTime UpdatedAt)
{
    public static PublicationResource Of(Template template) =>
        new(template.Name, template.PublishedVersion, template.LatestVersion, template.UpdatedAt.UtcDateTime);
}
