using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using PearlIo.Domain.Templates;
using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>What a template says of itself in its front block: a comment <c>&lt;!-- pearl { ... } --&gt;</c> with JSON in it, so that the file stays HTML.</summary>
internal sealed partial record TemplateFront
{
    public const int DefaultWidth = Template.DefaultWidth;
    public const int DefaultHeight = Template.DefaultHeight;

    /// <summary>px of the smallest and largest side of a card.</summary>
    public const int MinSide = Template.MinSide;

    public const int MaxSide = Template.MaxSide;

    private const string Start = "<!--";
    private const string End = "-->";
    private const string Mark = "pearl";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter<TemplateVariableType>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Whether the file has a front block.</summary>
    public bool IsWritten { get; init; }

    /// <summary>One sentence about the template, or null.</summary>
    public string? Description { get; init; }

    /// <summary>px.</summary>
    public int Width { get; init; } = DefaultWidth;

    /// <summary>px.</summary>
    public int Height { get; init; } = DefaultHeight;

    /// <summary>By name.</summary>
    public IReadOnlyList<TemplateVariable> Variables { get; init; } = [];

    /// <summary>Reads the front block of a file; a file without one has no declared variables.</summary>
    /// <param name="html">The file.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static TemplateFront Read(string html, List<StyleProblem> problems)
    {
        var open = html.AsSpan().TrimStart().StartsWith(Start) ? html.IndexOf(Start, StringComparison.Ordinal) : -1;
        var close = open < 0 ? -1 : html.IndexOf(End, open + Start.Length, StringComparison.Ordinal);
        if (close < 0 || !html[(open + Start.Length)..close].TrimStart().StartsWith(Mark, StringComparison.Ordinal))
        {
            return new TemplateFront();
        }

        var at = html.IndexOf(Mark, open, StringComparison.Ordinal) + Mark.Length;
        return new Reader(new SourceText(html), html[at..close], at, problems).Read();
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VariableName();

    /// <summary>As the front block writes a variable.</summary>
    private sealed record Declaration(TemplateVariableType Type = TemplateVariableType.Text, string Default = "", string Example = "", string? Description = null);

    /// <summary>As the front block is written.</summary>
    private sealed record Block(
        string? Description = null, int Width = DefaultWidth, int Height = DefaultHeight, Dictionary<string, Declaration>? Variables = null);

    private sealed class Reader(SourceText source, string json, int offset, List<StyleProblem> problems)
    {
        public TemplateFront Read()
        {
            try
            {
                return Check(JsonSerializer.Deserialize<Block>(json, Json) ?? new Block());
            }
            catch (JsonException e)
            {
                Report(PlaceOf(e), $"The front block is no JSON that is understood: {e.Message.Split(" Path:")[0]}");
                return new TemplateFront { IsWritten = true };
            }
        }

        private int PlaceOf(JsonException exception)
        {
            var at = 0;
            for (var line = exception.LineNumber ?? 0; line > 0 && json.IndexOf('\n', at) is >= 0 and var found; line--)
            {
                at = found + 1;
            }

            return offset + Math.Min(json.Length, at + (int)(exception.BytePositionInLine ?? 0));
        }

        private TemplateFront Check(Block block)
        {
            if (block.Width is < MinSide or > MaxSide || block.Height is < MinSide or > MaxSide)
            {
                Report(offset, $"Width and height must be {MinSide} to {MaxSide} px.");
            }
            else if (block.Width * block.Height > Template.MaxPixels)
            {
                Report(offset, $"Width times height must be at most {Template.MaxPixels} pixels.");
            }

            var variables = new List<TemplateVariable>();
            foreach (var (name, declared) in block.Variables ?? [])
            {
                variables.Add(Check(name, declared));
            }

            if (variables.Count > TemplateVariable.MaxCount)
            {
                Report(offset, $"A template has at most {TemplateVariable.MaxCount} variables.");
            }

            return new TemplateFront { IsWritten = true, Description = block.Description, Width = block.Width, Height = block.Height, Variables = variables };
        }

        private TemplateVariable Check(string name, Declaration declared)
        {
            var place = offset + Math.Max(0, json.IndexOf('"' + name + '"', StringComparison.Ordinal));
            if (!VariableName().IsMatch(name) || name.Length > TemplateVariable.MaxNameLength)
            {
                Report(place, $"'{name}' is no name of a variable: a letter, then letters, digits, _ or -, at most {TemplateVariable.MaxNameLength} together.");
            }

            CheckValue(place, name, "default", declared.Type, declared.Default);
            CheckValue(place, name, "example", declared.Type, declared.Example);
            return new TemplateVariable
            {
                Name = name,
                Type = declared.Type,
                Default = declared.Default,
                Example = declared.Example,
                Description = declared.Description,
            };
        }

        private void CheckValue(int place, string name, string which, TemplateVariableType type, string value)
        {
            if (TemplateValues.Check(type, value) is { } problem)
            {
                Report(place, $"The {which} of '{name}' {problem}.");
            }
        }

        private void Report(int place, string message)
        {
            var (line, column) = source.Locate(place);
            problems.Add(new StyleProblem(line, column, message, IsError: true));
        }
    }
}
