using System.Collections.Frozen;

namespace PearlIo.Infrastructure.Rendering.Styles.Syntax;

/// <summary>Values that are right in quirks mode alone: lengths without a unit and colours without a hash (Quirks Mode, 3.1 and 3.2).</summary>
internal static class QuirkyValues
{
    private const int Digits = 6;
    private const int LargestNumber = 999_999;

    private static readonly FrozenSet<string> Lengths = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "background-position", "border-spacing", "border-top-width", "border-right-width", "border-bottom-width", "border-left-width", "border-width",
        "bottom", "clip", "font-size", "height", "left", "letter-spacing", "margin-right", "margin-left", "margin-top", "margin-bottom", "margin",
        "max-height", "max-width", "min-height", "min-width", "padding-top", "padding-bottom", "padding-left", "padding-right", "padding", "right",
        "text-indent", "top", "vertical-align", "width", "word-spacing");

    private static readonly FrozenSet<string> Colours = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "background-color", "border-color", "border-top-color", "border-right-color", "border-bottom-color", "border-left-color", "color");

    /// <summary>Makes such values of a declaration those that they stand for; what stands in functions stays.</summary>
    /// <param name="name">The property.</param>
    /// <param name="value">Its value.</param>
    public static void Apply(string name, TokenReader value)
    {
        var (areLengths, areColours) = (Lengths.Contains(name), Colours.Contains(name));
        var tokens = value.List.Tokens;
        for (var at = value.Position; (areLengths || areColours) && at < value.End; at = value.List.After(at))
        {
            if (areLengths && tokens[at].Kind == CssTokenKind.Number)
            {
                tokens[at] = tokens[at] with { Kind = CssTokenKind.Dimension, Text = "px" };
            }
            else if (areColours && DigitsOf(tokens[at]) is { } digits)
            {
                tokens[at] = tokens[at] with { Kind = CssTokenKind.Hash, Text = digits };
            }
        }
    }

    /// <summary>The digits of a colour without a hash, or null. Digits alone are a number, which has lost its zeros.</summary>
    private static string? DigitsOf(in CssToken token)
    {
        var digits = token switch
        {
            { Kind: CssTokenKind.Ident } => token.Text,
            { Kind: CssTokenKind.Number or CssTokenKind.Dimension, IsInteger: true, Number: >= 0 and <= LargestNumber }
                => $"{(int)token.Number}{(token.Kind == CssTokenKind.Dimension ? token.Text : string.Empty)}".PadLeft(Digits, '0'),
            _ => string.Empty,
        };
        return digits.Length is Digits / 2 or Digits && digits.All(char.IsAsciiHexDigit) ? digits : null;
    }
}
