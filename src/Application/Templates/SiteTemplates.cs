using System.Collections.Frozen;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.Domain.Templates;

namespace PearlIo.Application.Templates;

/// <summary>Finds out what the names of templates stand for that a project and its routes use.</summary>
public sealed class SiteTemplates(ITemplateRepository templates, ICardRenderer renderer)
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
        return references.Length == 0
            ? None
            : (await templates.ResolveAsync(references, cancellationToken)).ToFrozenDictionary(r => r.Key.ToString(), r => r.Value, StringComparer.Ordinal);
    }
}
