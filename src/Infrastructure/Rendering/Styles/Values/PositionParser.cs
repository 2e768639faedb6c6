using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Values;

/// <summary>Reads <c>&lt;position&gt;</c> (CSS Values 4, 9).</summary>
internal static class PositionParser
{
    private static readonly FixedLength Half = new(Length.Percentage(50));
    private static readonly FixedLength None = new(Length.Percentage(0));
    private static readonly FixedLength Whole = new(Length.Percentage(100));

    /// <summary>One to four values; null where none starts here.</summary>
    public static SpecifiedPair? Parse(TokenReader reader)
    {
        var parts = new List<(string? Word, SpecifiedLength? Length)>();
        while (parts.Count < 4 && Part(reader) is { } part)
        {
            parts.Add(part);
        }

        return parts.Count switch
        {
            0 => null,
            1 or 2 => Short(parts[0], parts.Count == 2 ? parts[1] : ("center", null)),
            _ => Long(parts),
        };
    }

    /// <summary>One axis of <c>background-position-x</c> or <c>-y</c>.</summary>
    public static SpecifiedLength? Axis(TokenReader reader, string start, string end)
    {
        if (Part(reader) is not { } part)
        {
            return null;
        }

        if (part.Word is null)
        {
            return part.Length;
        }

        var offset = Numbers.LengthPercentage(reader);
        return string.Equals(part.Word, start, StringComparison.Ordinal) ? offset ?? None : string.Equals(part.Word, end, StringComparison.Ordinal) ? offset is null ? Whole : new EndLength(offset)
            : part.Word is "center" && offset is null ? Half : null;
    }

    private static (string? Word, SpecifiedLength? Length)? Part(TokenReader reader)
    {
        if (!reader.AtEnd && reader.Current.Kind == CssTokenKind.Ident)
        {
            var word = reader.Current.Text.ToLowerInvariant();
            if (word is not ("left" or "right" or "top" or "bottom" or "center"))
            {
                return null;
            }

            reader.Skip();
            return (word, null);
        }

        return Numbers.LengthPercentage(reader) is { } length ? (null, length) : null;
    }

    private static SpecifiedPair? Short((string? Word, SpecifiedLength? Length) first, (string? Word, SpecifiedLength? Length) second)
    {
        if (first.Word is "top" or "bottom" || second.Word is "left" or "right")
        {
            (first, second) = (second, first);
        }

        return Edge(first, "left", "right") is { } x && Edge(second, "top", "bottom") is { } y ? new SpecifiedPair(x, y) : null;
    }

    private static SpecifiedLength? Edge((string? Word, SpecifiedLength? Length) part, string start, string end) => part.Word switch
    {
        null => part.Length,
        "center" => Half,
        _ when string.Equals(part.Word, start, StringComparison.Ordinal) => None,
        _ when string.Equals(part.Word, end, StringComparison.Ordinal) => Whole,
        _ => null,
    };

    /// <summary>Three or four values: each length belongs to the edge before it.</summary>
    private static SpecifiedPair? Long(List<(string? Word, SpecifiedLength? Length)> parts)
    {
        SpecifiedLength? x = null;
        SpecifiedLength? y = null;
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Word is not { } word)
            {
                return null;
            }

            var offset = i + 1 < parts.Count && word is not "center" ? parts[i + 1].Length : null;
            i += offset is null ? 0 : 1;
            var isX = word is "left" or "right" || (word is "center" && (x is null) && y is not null) || (word is "center" && x is null && NextIsY(parts, i));
            var at = word is "center" ? Half
                : word is "left" or "top" ? offset ?? None
                : offset is null ? Whole : (SpecifiedLength)new EndLength(offset);
            if (isX)
            {
                x = x is null ? at : null;
            }
            else
            {
                y = y is null ? at : null;
            }
        }

        return x is not null && y is not null ? new SpecifiedPair(x, y) : null;
    }

    private static bool NextIsY(List<(string? Word, SpecifiedLength? Length)> parts, int at)
        => at + 1 < parts.Count && parts[at + 1].Word is "top" or "bottom";
}
