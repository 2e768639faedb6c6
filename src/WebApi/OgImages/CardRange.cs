using System.Globalization;

namespace PearlIo.WebApi.OgImages;

/// <summary>What a <c>Range</c> header asks for of so many bytes (RFC 9110 section 14).</summary>
/// <param name="Kind">What to answer.</param>
/// <param name="First">The first byte.</param>
/// <param name="Length">How many bytes.</param>
internal readonly record struct CardRange(CardRangeKind Kind, int First = 0, int Length = 0)
{
    private const string Unit = "bytes=";

    /// <summary>
    /// Reads a header. What is no range of bytes, or several ranges at once, counts as if it were not there (section 14.2 lets a
    /// server do so); a range that begins behind the last byte cannot be satisfied (section 15.5.17).
    /// </summary>
    public static CardRange Read(string? header, int total)
    {
        if (header is null || !header.StartsWith(Unit, StringComparison.OrdinalIgnoreCase))
        {
            return default;
        }

        var text = header.AsSpan(Unit.Length).Trim();
        var dash = text.IndexOf('-');
        if (dash < 0 || text.Contains(','))
        {
            return default;
        }

        var first = text[..dash].TrimEnd();
        var last = text[(dash + 1)..].TrimStart();
        return first.IsEmpty ? ReadSuffix(last, total) : ReadFrom(first, last, total);
    }

    private static CardRange ReadSuffix(ReadOnlySpan<char> text, int total)
    {
        if (!TryRead(text, out var length))
        {
            return default;
        }

        return length == 0 || total == 0 ? new CardRange(CardRangeKind.Unsatisfiable) : Part(Math.Max(0, total - length), total - 1);
    }

    private static CardRange ReadFrom(ReadOnlySpan<char> firstText, ReadOnlySpan<char> lastText, int total)
    {
        var last = (long)total - 1;
        if (!TryRead(firstText, out var first) || (!lastText.IsEmpty && !TryRead(lastText, out last)) || (!lastText.IsEmpty && last < first))
        {
            return default;
        }

        return first >= total ? new CardRange(CardRangeKind.Unsatisfiable) : Part(first, Math.Min(last, total - 1));
    }

    private static CardRange Part(long first, long last) => new(CardRangeKind.Part, (int)first, (int)(last - first + 1));

    // A number too long to hold is as good as the largest.
    private static bool TryRead(ReadOnlySpan<char> text, out long number)
    {
        number = long.MaxValue;
        return !text.IsEmpty
            && !text.ContainsAnyExceptInRange('0', '9')
            && (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) || (number = long.MaxValue) > 0);
    }
}

/// <summary>What to answer to a <c>Range</c> header.</summary>
internal enum CardRangeKind
{
    /// <summary>All of it, as without the header.</summary>
    Whole,

    /// <summary>The part, with 206.</summary>
    Part,

    /// <summary>Nothing, with 416.</summary>
    Unsatisfiable,
}
