using System.Collections.Frozen;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>Names of CSS that are not supported: those that a still picture does not need, and those that would change it.</summary>
internal static class KnownNames
{
    /// <summary>Without effect on a picture, so that nobody is told.</summary>
    public static readonly FrozenSet<string> WithoutEffect = new[]
    {
        "animation", "animation-composition", "animation-delay", "animation-direction", "animation-duration", "animation-fill-mode",
        "animation-iteration-count", "animation-name", "animation-play-state", "animation-timing-function", "animation-timeline",
        "transition", "transition-behavior", "transition-delay", "transition-duration", "transition-property", "transition-timing-function",
        "cursor", "caret-color", "accent-color", "color-scheme", "pointer-events", "touch-action", "user-select", "-webkit-user-select",
        "-webkit-user-drag", "-webkit-tap-highlight-color", "-webkit-touch-callout", "-webkit-font-smoothing", "-moz-osx-font-smoothing",
        "text-rendering", "text-size-adjust", "-webkit-text-size-adjust", "font-display", "font-smooth", "font-optical-sizing", "font-synthesis",
        "font-synthesis-weight", "font-synthesis-style", "font-synthesis-small-caps", "font-palette", "print-color-adjust",
        "-webkit-print-color-adjust", "color-adjust", "forced-color-adjust", "image-orientation", "image-rendering", "resize", "appearance",
        "-webkit-appearance", "scroll-behavior", "scroll-margin", "scroll-padding", "scroll-snap-align", "scroll-snap-type", "scroll-snap-stop",
        "scrollbar-color", "scrollbar-gutter", "scrollbar-width", "overscroll-behavior", "overscroll-behavior-x", "overscroll-behavior-y",
        "overflow-anchor", "-webkit-overflow-scrolling", "will-change", "contain", "contain-intrinsic-size", "content-visibility", "isolation",
        "backface-visibility", "-webkit-backface-visibility", "transform-style", "perspective", "perspective-origin", "background-attachment",
        "list-style-position", "list-style-image", "quotes", "orphans", "widows", "page", "page-break-after",
        "page-break-before", "page-break-inside", "break-after", "break-before", "break-inside", "border-collapse", "border-spacing",
        "caption-side", "empty-cells", "table-layout", "counter-increment", "counter-reset", "counter-set", "text-decoration-skip-ink",
        "text-decoration-skip", "text-underline-position", "text-orientation", "-webkit-box-orient", "box-orient", "box-decoration-break",
        "-webkit-box-decoration-break", "mask-mode", "mask-type", "mask-composite", "-webkit-mask-composite", "hanging-punctuation",
        "zoom", "interpolate-size", "field-sizing", "src", "speak", "container", "container-type", "container-name",
        "view-transition-name", "math-style", "font-language-override", "font-size-adjust", "text-spacing-trim", "text-autospace",
        "hyphenate-character",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Unsupported = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["float"] = "use display: flex",
        ["clear"] = "nothing floats in a card",
        ["shape-outside"] = "nothing floats in a card",
        ["columns"] = "use display: flex with two boxes",
        ["column-count"] = "use display: flex with two boxes",
        ["column-width"] = "use display: flex with two boxes",
        ["column-rule"] = "use display: flex with two boxes",
        ["writing-mode"] = "text runs from side to side; use transform: rotate()",
        ["mix-blend-mode"] = "use opacity or a colour that is mixed already",
        ["background-blend-mode"] = "use colours that are mixed already",
        ["backdrop-filter"] = "put filter: blur() on the picture behind",
        ["-webkit-backdrop-filter"] = "put filter: blur() on the picture behind",
        ["border-image"] = "use a background with padding",
        ["border-image-source"] = "use a background with padding",
        ["initial-letter"] = "use a <span> with a larger font-size",
        ["text-emphasis"] = "use text-decoration",
        ["-webkit-box-reflect"] = "draw the picture twice, with transform: scaleY(-1)",
        ["offset-path"] = "use transform",
        ["clip"] = "use clip-path: inset()",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Says of a property that is not supported what to do.</summary>
    public static void Report(string name, Action<string> report)
    {
        if (WithoutEffect.Contains(name) || IsOfAnotherBrowser(name))
        {
            return;
        }

        if (Unsupported.TryGetValue(name, out var instead))
        {
            report($"{name} is not supported; {instead}.");
        }
        else if (name.StartsWith("grid", StringComparison.Ordinal))
        {
            report($"{name} is not supported, for there is no grid; use display: flex with flex-wrap.");
        }
        else
        {
            var similar = Similar(name);
            report(similar is null ? $"{Shown(name)} is no property that is supported; leave it out." : $"{Shown(name)} is no property; did you mean {similar}?");
        }
    }

    /// <summary>Says what is wrong with a value.</summary>
    public static string WrongValue(string name, string value)
    {
        var shown = Shown(value.Trim());
        return (name, value.Trim().ToLowerInvariant()) switch
        {
            ("display", "grid" or "inline-grid") => "display: grid is not supported; use display: flex with flex-wrap.",
            ("display", var display) when display.Contains("table", StringComparison.Ordinal) => $"display: {shown} is not supported; use display: flex.",
            (_, var low) when low.StartsWith("fit-content(", StringComparison.Ordinal) => $"{name}: fit-content() is for grids; use fit-content with a max-width.",
            ("content", _) => $"content takes strings and attr(); {shown} is left out.",
            (_, var low) when low.Contains("file:", StringComparison.Ordinal) => $"{name}: files of the machine are not read; use an uploaded asset or a data: address.",
            (_, var low) when low.Contains("gradient(in ", StringComparison.Ordinal) => $"{name}: gradients are mixed in sRGB only; leave out what stands after \"in\".",
            ("order" or "z-index", _) => $"{name} takes a whole number, such as 2; {shown} is left out.",
            ("line-clamp" or "-webkit-line-clamp", _) => $"{name} takes a number of lines, such as 2, or none; {shown} is left out.",
            ("flex-grow" or "flex-shrink", _) => $"{name} takes a number of 0 or more; {shown} is left out.",
            ("font-weight", _) => $"{name} takes a number from 1 to 1000, normal, bold, bolder or lighter; {shown} is left out.",
            (_, var low) when double.TryParse(low, System.Globalization.CultureInfo.InvariantCulture, out _) => $"{name}: {shown} needs a unit, such as {shown}px.",
            _ => $"{name} does not take the value {shown}; the declaration is left out.",
        };
    }

    /// <summary>Says of a value that is taken what is drawn in its place; null for most.</summary>
    public static string? Approximation(string name, TokenReader value)
    {
        if (!name.StartsWith("border", StringComparison.Ordinal) && !name.StartsWith("outline", StringComparison.Ordinal))
        {
            return null;
        }

        for (var i = value.Start; i < value.End; i++)
        {
            var token = value.List.Tokens[i];
            if (token.IsIdent("groove") || token.IsIdent("ridge") || token.IsIdent("inset") || token.IsIdent("outset"))
            {
                return $"{name}: {token.Text} is drawn solid; write solid, dashed, dotted or double.";
            }
        }

        return null;
    }

    /// <summary>Chromium passes over those, too.</summary>
    private static bool IsOfAnotherBrowser(string name)
        => name.StartsWith("-moz-", StringComparison.Ordinal) || name.StartsWith("-ms-", StringComparison.Ordinal)
            || name.StartsWith("-o-", StringComparison.Ordinal) || name.StartsWith("mso-", StringComparison.Ordinal);

    private static string? Similar(string name)
    {
        if (name.Length is < 3 or > 40)
        {
            return null;
        }

        string? best = null;
        var least = (name.Length / 4) + 1;
        foreach (var known in PropertyTable.Names)
        {
            var distance = Math.Abs(known.Length - name.Length) > least ? int.MaxValue : Distance(name, known);
            if (distance < least || (distance == least && best is null))
            {
                (best, least) = (known, distance);
            }
        }

        return best;
    }

    /// <summary>Letters that have to be added, removed or replaced.</summary>
    private static int Distance(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[right.Length];
    }

    private static string Shown(string text) => text.Length > 60 ? string.Concat(text.AsSpan(0, 60), "…") : text;
}
