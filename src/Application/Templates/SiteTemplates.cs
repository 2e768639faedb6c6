using System.Collections.Frozen;
using PearlIo.Application.Fonts;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.Domain.Templates;

namespace PearlIo.Application.Templates;

/// <summary>Finds out what the names of templates stand for that a project and its routes use, and which fonts these name.</summary>
public sealed class SiteTemplates(ITemplateRepository templates, TemplateFonts fonts, ICardRenderer renderer)
{
    private static readonly FrozenDictionary<string, ResolvedTemplate> None = FrozenDictionary<string, ResolvedTemplate>.Empty;

    /// <summary>The tenant's own ones by how they are named; asks nobody where all of them come with the program.</summary>
    public async Task<IReadOnlyDictionary<string, ResolvedTemplate>> ResolveAsync(Project project, RouteTable routes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(routes);
        var references = routes.Templates.Append(project.Template)
            .OfType<string>()
            .Where(name => !renderer.Templates.Contains(name, StringComparer.Ordinal))
            .Select(TemplateReference.Parse)
            .OfType<TemplateReference>()
            .Distinct()
            .ToArray();
        if (references.Length == 0)
        {
            return None;
        }

        var found = await fonts.AddToAsync(await templates.ResolveAsync(references, cancellationToken), cancellationToken);
        return found.ToFrozenDictionary(r => r.Key.ToString(), r => r.Value, StringComparer.Ordinal);
    }
}
