using PearlIo.Infrastructure.Rendering.Styles.Properties;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>Values that were parsed while cards were styled, by their texts. Bounded; shared by threads.</summary>
/// <param name="isQuirky">Whether documents are drawn by the rules of the nineties.</param>
internal sealed class ParsedTexts(bool isQuirky)
{
    private const int MostEntries = 1024;
    private const int LongestKept = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DeclarationBlock Block, StyleProblem[] Problems)> _inline = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, string Text), Declared[]?> _values = [];

    /// <summary>The declarations of a <c>style</c> attribute; problems stand at 1:1.</summary>
    public (DeclarationBlock Block, StyleProblem[] Problems) Inline(string text)
    {
        lock (_lock)
        {
            if (_inline.TryGetValue(text, out var known))
            {
                return known;
            }
        }

        var problems = new List<StyleProblem>();
        var parsed = (CssParser.ParseInline(text, 1, 1, problems, isQuirky), problems.ToArray());
        lock (_lock)
        {
            Keep(_inline, text, parsed, text.Length);
        }

        return parsed;
    }

    /// <summary>The longhands of a value in which variables are put in; null where it is wrong.</summary>
    public Declared[]? Value(string name, string text)
    {
        lock (_lock)
        {
            if (_values.TryGetValue((name, text), out var known))
            {
                return known;
            }
        }

        var parsed = DeclarationParser.Parse(name, text);
        lock (_lock)
        {
            Keep(_values, (name, text), parsed, text.Length);
        }

        return parsed;
    }

    private static void Keep<TKey, TValue>(Dictionary<TKey, TValue> cache, TKey key, TValue value, int length)
        where TKey : notnull
    {
        if (length > LongestKept)
        {
            return;
        }

        if (cache.Count >= MostEntries)
        {
            cache.Clear();
        }

        cache[key] = value;
    }
}
