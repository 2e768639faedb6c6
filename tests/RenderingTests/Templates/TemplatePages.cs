using System.Text.Json;
using PearlIo.Domain.Templates;
using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Canvas.Glyphs;
using PearlIo.Infrastructure.Rendering.Painting;
using PearlIo.Infrastructure.Rendering.Queueing;
using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.RenderingTests.Templates;

/// <summary>Cards of built-in templates, laid out and painted by one workspace.</summary>
public sealed class TemplatePages : IDisposable
{
    private readonly RenderWorkspace _workspace = new(FontLibrary.Open(new RenderingOptions().FontPath));

    internal GlyphCache Glyphs => _workspace.Glyphs;

    /// <summary>A page of the template's own size; good until the next one.</summary>
    internal LaidOutPage LayOut(
        CompiledTemplate template, IReadOnlyDictionary<string, string> values, IReadOnlyList<KeyValuePair<string, string>> theme)
        => _workspace.LayOut(template, values, theme, template.Front.Width, template.Front.Height, new RenderBudget(RenderBudget.Usual));

    /// <summary>The page's picture; good until the next one.</summary>
    internal PixelBuffer Paint(LaidOutPage page) => _workspace.Paint(page, new RenderBudget(RenderBudget.Usual));

    /// <summary>The custom properties of a theme.</summary>
    /// <param name="brand">A colour.</param>
    /// <param name="isLight">Whether the card stands on white.</param>
    internal static IReadOnlyList<KeyValuePair<string, string>> Theme(string brand, bool isLight)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal) { ["--brand"] = brand };
        if (isLight)
        {
            given["--paper"] = "#ffffff";
        }

        return CardTheme.Resolve(given, string.Empty).ToCustomProperties();
    }

    /// <summary>The values that a template names as its example.</summary>
    internal static Dictionary<string, string> Examples(CompiledTemplate template)
        => template.Front.Variables.ToDictionary(variable => variable.Name, variable => variable.Example, StringComparer.Ordinal);

    /// <summary>One text for all that a template can say, and one picture for all that it can show.</summary>
    /// <param name="template">The template.</param>
    /// <param name="text">For texts, and for each of five items of lists.</param>
    /// <param name="picture">An address; empty for none.</param>
    internal static Dictionary<string, string> Fill(CompiledTemplate template, string text, string picture = "")
        => template.Front.Variables.ToDictionary(variable => variable.Name, variable => Of(variable.Type, text, picture), StringComparer.Ordinal);

    public void Dispose() => _workspace.Dispose();

    private static string Of(TemplateVariableType type, string text, string picture) => type switch
    {
        TemplateVariableType.Image => picture,
        TemplateVariableType.List => JsonSerializer.Serialize(Enumerable.Repeat(text, 5)),
        TemplateVariableType.Number => "4.8",
        TemplateVariableType.Date => "2026-09-27",
        TemplateVariableType.Boolean => "true",
        TemplateVariableType.Color => "#000000",
        _ => text,
    };
}
