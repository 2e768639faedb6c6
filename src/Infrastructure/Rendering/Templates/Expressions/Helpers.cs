using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using PearlIo.Domain.Templates;

namespace PearlIo.Infrastructure.Rendering.Templates.Expressions;

/// <summary>The helpers that templates may call. Pure: the same arguments always give the same value.</summary>
internal static class Helpers
{
    private const int LongestText = 10_000;

    private static readonly FrozenDictionary<string, Helper> Known = new Dictionary<string, Helper>(StringComparer.Ordinal)
    {
        ["upper"] = new(1, 1, a => Values.ToText(a[0]).ToUpperInvariant()),
        ["lower"] = new(1, 1, a => Values.ToText(a[0]).ToLowerInvariant()),
        ["capitalize"] = new(1, 1, a => Capitalise(Values.ToText(a[0]))),
        ["truncate"] = new(2, 2, a => Truncate(Values.ToText(a[0]), Values.ToNumber(a[1]))),
        ["initial"] = new(1, 1, a => First(Values.ToText(a[0]))),
        ["initials"] = new(1, 1, a => Initials(Values.ToText(a[0]))),
        ["date"] = new(1, 2, a => FormatDate(Values.ToText(a[0]), a.Length > 1 ? Values.ToText(a[1]) : "d MMMM yyyy")),
        ["number"] = new(1, 2, a => FormatNumber(a[0], a.Length > 1 ? Values.ToNumber(a[1]) : 0)),
        ["default"] = new(2, 2, a => Values.IsTrue(a[0]) ? a[0] : a[1]),
        ["join"] = new(1, 2, a => Join(a[0], a.Length > 1 ? Values.ToText(a[1]) : ", ")),
        ["length"] = new(1, 1, a => (double)Length(a[0])),
        ["eq"] = new(2, 2, a => Values.AreEqual(a[0], a[1])),
        ["ne"] = new(2, 2, a => !Values.AreEqual(a[0], a[1])),
        ["gt"] = new(2, 2, a => Values.ToNumber(a[0]) > Values.ToNumber(a[1])),
        ["lt"] = new(2, 2, a => Values.ToNumber(a[0]) < Values.ToNumber(a[1])),
        ["not"] = new(1, 1, a => !Values.IsTrue(a[0])),
        ["and"] = new(2, 8, a => Array.TrueForAll(a, Values.IsTrue)),
        ["or"] = new(2, 8, a => Array.Exists(a, Values.IsTrue)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Names, in order.</summary>
    public static IEnumerable<string> Names => Known.Keys.Order(StringComparer.Ordinal);

    /// <summary>Says what is wrong with a call, or null.</summary>
    public static string? CheckCount(string name, int count)
    {
        if (!Known.TryGetValue(name, out var helper))
        {
            return $"There is no helper '{name}': use one of {string.Join(", ", Names)}.";
        }

        return count >= helper.Least && count <= helper.Most ? null
            : helper.Least == helper.Most ? FormattableString.Invariant($"'{name}' takes {helper.Least} value(s), not {count}.")
            : FormattableString.Invariant($"'{name}' takes {helper.Least} to {helper.Most} values, not {count}.");
    }

    public static object Call(string name, object[] arguments)
    {
        var value = Known[name].Function(arguments);
        return value is string { Length: > LongestText } text ? text[..LongestText] : value;
    }

    private static string Capitalise(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Truncate(string text, double length)
    {
        var elements = StringInfo.ParseCombiningCharacters(text);
        var most = (int)Math.Clamp(length, 1, LongestText);
        return elements.Length <= most ? text : text[..elements[most]].TrimEnd() + "…";
    }

    /// <summary>First letters of the first and last word.</summary>
    private static string Initials(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words switch
        {
            [] => string.Empty,
            [var only] => First(only),
            [var first, .., var last] => First(first) + First(last),
        };
    }

    /// <summary>The first letter or digit, in upper case where the script has one.</summary>
    private static string First(string word)
    {
        var elements = StringInfo.GetTextElementEnumerator(word);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            if (Rune.IsLetterOrDigit(element.EnumerateRunes().First()))
            {
                return element.ToUpperInvariant();
            }
        }

        return string.Empty;
    }

    private static string FormatDate(string value, string format)
    {
        if (TemplateValues.ReadDate(value) is not { } date)
        {
            return value;
        }

        try
        {
            return date.ToString(format.Length == 1 ? "%" + format : format, CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            return value;
        }
    }

    private static string FormatNumber(object value, double digits)
        => Values.ToNumber(value).ToString("N" + ((int)Math.Clamp(digits, 0, 10)).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Join(object value, string separator)
        => value is IReadOnlyList<string> list ? string.Join(separator, list) : Values.ToText(value);

    private static int Length(object value) => value is IReadOnlyList<string> list ? list.Count : new StringInfo(Values.ToText(value)).LengthInTextElements;

    private sealed record Helper(int Least, int Most, Func<object[], object> Function);
}

/// <summary>What values count as: texts, numbers, truths and lists of texts.</summary>
internal static class Values
{
    public static string ToText(object value) => value switch
    {
        string text => text,
        double number => number.ToString("0.##########", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : string.Empty,
        IReadOnlyList<string> list => string.Join(", ", list),
        _ => string.Empty,
    };

    public static double ToNumber(object value) => value switch
    {
        double number => number,
        string text => TemplateValues.ReadNumber(text) ?? 0,
        _ => 0,
    };

    /// <summary>As Handlebars has it: empty text, 0, false and an empty list are not true.</summary>
    public static bool IsTrue(object value) => value switch
    {
        string text => text.Length > 0,
        double number => number != 0,
        bool truth => truth,
        IReadOnlyList<string> list => list.Count > 0,
        _ => false,
    };

    public static bool AreEqual(object one, object two)
        => one is double || two is double ? ToNumber(one) == ToNumber(two) : string.Equals(ToText(one), ToText(two), StringComparison.Ordinal);
}
