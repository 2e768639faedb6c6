using System.Collections.Concurrent;
using PearlIo.Application.Templates;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <inheritdoc />
internal sealed class TemplateCompiler : ITemplateCompiler
{
    private readonly ConcurrentDictionary<string, BuiltInTemplate> _builtIn = new(StringComparer.Ordinal);

    public TemplateReport Compile(string html) => Report(CompiledTemplate.Compile(html));

    public BuiltInTemplate? FindBuiltIn(string name) => BuiltInTemplates.Find(name) is { } compiled
        ? _builtIn.GetOrAdd(name, static (known, template) => new BuiltInTemplate(known, BuiltInTemplates.ReadSource(known), Report(template)), compiled)
        : null;

    private static TemplateReport Report(CompiledTemplate template) => new(
        template.Front.Width,
        template.Front.Height,
        template.Front.Description,
        template.Front.Variables,
        [.. template.Problems.Where(problem => problem.IsError).Select(problem => problem.ToString())],
        [.. template.Problems.Where(problem => !problem.IsError).Select(problem => problem.ToString())]);
}
