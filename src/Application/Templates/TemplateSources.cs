using PearlIo.Application.Access;
using PearlIo.Domain.Templates;

namespace PearlIo.Application.Templates;

/// <summary>Reads the HTML of tenants' templates for the renderer, which keeps what it has compiled.</summary>
public sealed class TemplateSources(ITemplateRepository templates, CallerContext callers)
{
    /// <summary>The HTML, or null where the version is not there any more.</summary>
    public async Task<string?> FindAsync(ResolvedTemplate template, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(template);
        using var scope = callers.Enter(Caller.Service(template.TenantId));
        return await templates.FindHtmlAsync(template.TemplateId, template.Version, cancellationToken);
    }
}
