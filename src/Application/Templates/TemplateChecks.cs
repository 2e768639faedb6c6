using System.Text.RegularExpressions;
using PearlIo.Application.Common;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.Templates;

namespace PearlIo.Application.Templates;

/// <summary>
/// Checks the template that a project or route names, and the values that it gives its variables. Part of the transaction that writes
/// them, so that the template cannot go meanwhile.
/// </summary>
public sealed partial class TemplateChecks(ICardRenderer renderer, ITemplateCompiler compiler, ITemplateRepository templates)
{
    /// <summary>What is wrong with the template of a project, or null.</summary>
    public async Task<Failure?> CheckAsync(string? named, CancellationToken cancellationToken) =>
        named is null ? null : (await FindAsync(named, mustStay: true, cancellationToken)).Failure;

    /// <summary>What is wrong with template and variables of a route, or null.</summary>
    /// <param name="named">How the route names its template, or null.</param>
    /// <param name="ofProject">How the project names its template, or null.</param>
    /// <param name="variables">What the route says of variables, or null.</param>
    /// <param name="cancellationToken">Stops the look-ups.</param>
    public async Task<Failure?> CheckAsync(
        string? named, string? ofProject, IReadOnlyDictionary<string, string>? variables, CancellationToken cancellationToken)
    {
        var found = await FindAsync(named ?? ofProject ?? renderer.Templates[0], mustStay: named is not null, cancellationToken);
        if (!found.TryGetValue(out var use, out var failure))
        {
            return named is null ? null : failure;
        }

        // What is left for the page's path to fill in is not known yet.
        var known = variables?.Where(v => !Placeholder().IsMatch(v.Value));
        return CheckValues(use.Variables, known ?? []);
    }

    /// <summary>What a name stands for.</summary>
    /// <param name="named">How the template is named.</param>
    /// <param name="mustStay">Whether it may not go before the transaction ends.</param>
    /// <param name="cancellationToken">Stops the look-ups.</param>
    /// <returns>The template, or a failure of the field <c>template</c>.</returns>
    public async Task<Result<TemplateUse>> FindAsync(string named, bool mustStay, CancellationToken cancellationToken)
    {
        if (renderer.Templates.Contains(named, StringComparer.Ordinal))
        {
            var report = compiler.FindBuiltIn(named)?.Report;
            return new TemplateUse(named, Own: null, report?.Variables ?? [], report?.Width ?? Template.DefaultWidth, report?.Height ?? Template.DefaultHeight);
        }

        if (TemplateReference.Parse(named) is not { } reference || await FindOwnAsync(reference.Name, mustStay, cancellationToken) is not { } template)
        {
            return Refuse($"'template' names no template. There is: {string.Join(", ", renderer.Templates)}, and those of your own.");
        }

        if ((reference.Version ?? template.PublishedVersion) is not { } number)
        {
            return Refuse($"'template' names {template.Name}, of which no version is published. Publish one first, or name one, such as {template.Name}@{template.LatestVersion}.");
        }

        return await templates.FindVersionAsync(template.Id, number, cancellationToken) is { } version
            ? TemplateUse.Of(template, version)
            : Refuse($"'template' names version {number}, which {template.Name} does not have. The newest is {template.LatestVersion}.");
    }

    /// <summary>What is wrong with values of variables, each by its name, or null.</summary>
    public static Failure? CheckValues(IReadOnlyList<TemplateVariable> declared, IEnumerable<KeyValuePair<string, string>> values)
    {
        ArgumentNullException.ThrowIfNull(declared);
        ArgumentNullException.ThrowIfNull(values);
        var types = declared.ToDictionary(v => v.Name, v => v.Type, StringComparer.Ordinal);
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            if (types.TryGetValue(name, out var type) && TemplateValues.Check(type, value) is { } problem)
            {
                errors[$"variables.{name}"] = [$"'variables.{name}' {problem}."];
            }
        }

        return errors.Count == 0 ? null : Invalid.Because(errors);
    }

    private Task<Template?> FindOwnAsync(string name, bool mustStay, CancellationToken cancellationToken) =>
        mustStay ? templates.HoldAsync(name, cancellationToken) : templates.FindAsync(name, cancellationToken);

    private static Failure Refuse(string message) => Invalid.Field("template", message);

    [GeneratedRegex(@"\{[A-Za-z_][A-Za-z0-9_]*\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}

/// <summary>What the name of a template stands for.</summary>
/// <param name="Name">The template's name, without a version.</param>
/// <param name="Own">The version of the tenant's own template, or null for one that comes with the program.</param>
/// <param name="Variables">What it declares.</param>
/// <param name="Width">Width of its cards, in px.</param>
/// <param name="Height">Height of its cards, in px.</param>
public sealed record TemplateUse(string Name, ResolvedTemplate? Own, IReadOnlyList<TemplateVariable> Variables, int Width, int Height)
{
    internal static TemplateUse Of(Template template, TemplateVersion version)
    {
        var own = new ResolvedTemplate(template.TenantId, template.Id, template.Name, version.Number, version.ContentHash, version.Width, version.Height);
        return new TemplateUse(template.Name, own, version.Variables, version.Width, version.Height);
    }
}
