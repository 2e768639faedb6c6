using PearlIo.Domain.Templates;
using PearlIo.Infrastructure.Rendering.Canvas.Glyphs;
using PearlIo.Infrastructure.Rendering.Canvas.Text;
using PearlIo.Infrastructure.Rendering.Markup;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>Values of one card, ready to be filled in: of their types, defaults in place, texts fit to be drawn.</summary>
internal sealed class TemplateInput
{
    /// <summary>Characters of one text that layout works on; more than a card could show.</summary>
    private const int MostCharacters = 2_000;

    private TemplateInput(Dictionary<string, object> values, IReadOnlyList<MarkupAttribute> rootAttributes, MissingCharacters missing)
        => (Values, RootAttributes, Missing) = (values, rootAttributes, missing);

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, object> Values { get; }

    /// <summary>Language and direction of the card's text, for a template that does not say.</summary>
    public IReadOnlyList<MarkupAttribute> RootAttributes { get; }

    /// <summary>Characters that were left out because no font has them.</summary>
    public MissingCharacters Missing { get; }

    /// <summary>Takes what was given for a template.</summary>
    /// <param name="declared">The template's variables; where there are none, everything given is text.</param>
    /// <param name="given">By name; an empty text counts as absent.</param>
    /// <param name="coverage">The characters that fonts have.</param>
    public static TemplateInput From(
        IReadOnlyList<TemplateVariable> declared, IReadOnlyDictionary<string, string> given, GlyphCoverage coverage)
    {
        var text = new CardText(coverage);
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        var first = string.Empty;
        foreach (var variable in declared)
        {
            var raw = given.TryGetValue(variable.Name, out var value) && value.Length > 0 ? value : variable.Default;
            values[variable.Name] = Convert(variable.Type, raw, text);
            first = first.Length == 0 && variable.Type == TemplateVariableType.Text ? (string)values[variable.Name] : first;
        }

        if (declared.Count == 0)
        {
            foreach (var (name, value) in given)
            {
                values[name] = text.Clean(value, MostCharacters);
            }
        }

        var main = values.TryGetValue("title", out var title) && title is string { Length: > 0 } headline ? headline : first;
        return new TemplateInput(values, AttributesOf(main, given), text.Missing);
    }

    private static object Convert(TemplateVariableType type, string value, CardText text) => type switch
    {
        TemplateVariableType.Number => value.Length == 0 ? string.Empty : TemplateValues.ReadNumber(value) ?? 0,
        TemplateVariableType.Boolean => value is "true",
        TemplateVariableType.List => (TemplateValues.ReadList(value) ?? []).Select(item => text.Clean(item, MostCharacters)).Where(item => item.Length > 0).ToArray(),
        TemplateVariableType.Text => text.Clean(value, MostCharacters),
        _ => value,
    };

    // Han characters alone do not tell Japanese from Chinese; a page that says its language does.
    private static List<MarkupAttribute> AttributesOf(string text, IReadOnlyDictionary<string, string> given)
    {
        var attributes = new List<MarkupAttribute>();
        if (Scripts.IsRightToLeft(text))
        {
            attributes.Add(new MarkupAttribute("dir", "rtl"));
        }

        if (text.Length > 0)
        {
            var written = Scripts.LanguageOf(text);
            var isTold = written is "zh" && given.TryGetValue("language", out var told) && Scripts.IsOfHanCharacters(told);
            attributes.Add(new MarkupAttribute("lang", isTold ? given["language"] : written));
        }

        return attributes;
    }
}
