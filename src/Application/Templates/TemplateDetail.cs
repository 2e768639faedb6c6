using PearlIo.Domain.Templates;

namespace PearlIo.Application.Templates;

/// <summary>A version of a template with all there is to know of it.</summary>
/// <param name="Name">Name of the template.</param>
/// <param name="Template">The tenant's template, or null for one that comes with the program.</param>
/// <param name="Number">Number of the version shown, or null for one that comes with the program.</param>
/// <param name="Html">The HTML of the version.</param>
/// <param name="Report">What it says of itself, and what is left out when it is drawn.</param>
public sealed record TemplateDetail(string Name, Template? Template, int? Number, string Html, TemplateReport Report)
{
    internal static TemplateDetail Of(Template template, int number, string html, TemplateReport report) => new(template.Name, template, number, html, report);
}
