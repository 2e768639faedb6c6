using PearlIo.Application.Templates;
using PearlIo.Domain.Fonts;
using PearlIo.Domain.Templates;

namespace PearlIo.Application.Fonts;

/// <summary>Finds out which of its tenant's fonts a template names.</summary>
public sealed class TemplateFonts(IFontRepository fonts, ITemplateRepository templates)
{
    /// <summary>Templates of the caller's tenant with the fonts that they name.</summary>
    public async Task<IReadOnlyDictionary<TemplateReference, ResolvedTemplate>> AddToAsync(
        IReadOnlyDictionary<TemplateReference, ResolvedTemplate> found, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(found);
        if (found.Count == 0 || await ListAsync(cancellationToken) is not { Count: > 0 } all)
        {
            return found;
        }

        var complete = new Dictionary<TemplateReference, ResolvedTemplate>();
        foreach (var (reference, template) in found)
        {
            complete.Add(reference, await AddToAsync(template, all, cancellationToken));
        }

        return complete;
    }

    /// <summary>A template of the caller's tenant with the fonts that it names.</summary>
    public async Task<ResolvedTemplate> AddToAsync(ResolvedTemplate found, CancellationToken cancellationToken) =>
        await ListAsync(cancellationToken) is { Count: > 0 } all ? await AddToAsync(found, all, cancellationToken) : found;

    /// <summary>The fonts of the caller's tenant that HTML names.</summary>
    public async Task<IReadOnlyList<Font>> FindAsync(string html, CancellationToken cancellationToken) =>
        Among(await ListAsync(cancellationToken), html);

    private async Task<ResolvedTemplate> AddToAsync(ResolvedTemplate template, IReadOnlyList<Font> all, CancellationToken cancellationToken) =>
        await templates.FindHtmlAsync(template.TemplateId, template.Version, cancellationToken) is { } html
            ? template with { Fonts = Among(all, html) }
            : template;

    private Task<IReadOnlyList<Font>> ListAsync(CancellationToken cancellationToken) => fonts.ListAsync(after: null, Font.MaxCount, cancellationToken);

    private static Font[] Among(IReadOnlyList<Font> all, string html) => [.. all.Where(font => FontNames.IsNamedIn(html, font.Family))];
}
