using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>All that layout knows of text. Implemented with Pango; used by one thread.</summary>
internal interface ITextShaper
{
    /// <summary>The metrics of the first font of a style, as lines are built from them (CSS Inline 3, 3).</summary>
    FontMetrics MetricsOf(TextProperties style);

    /// <summary>Shapes a paragraph: pieces of one style each.</summary>
    /// <param name="text">The paragraph, white space collapsed and transformed. U+FFFC stands for what is no text.</param>
    /// <param name="pieces">In order, without gaps, together the whole text.</param>
    /// <param name="isRightToLeft">The paragraph's direction.</param>
    ShapedParagraph Shape(string text, IReadOnlyList<TextPiece> pieces, bool isRightToLeft);
}

/// <summary>A part of a paragraph in one style.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="Length">UTF-16 units.</param>
/// <param name="Style">How it is set.</param>
internal readonly record struct TextPiece(int Start, int Length, TextProperties Style);

/// <summary>A font's heights in px at one size, rounded as Chromium rounds them.</summary>
/// <param name="Ascent">Above the baseline.</param>
/// <param name="Descent">Below the baseline.</param>
/// <param name="LineGap">Between lines of <c>line-height: normal</c>.</param>
/// <param name="XHeight">Of a small x.</param>
/// <param name="UnderlineOffset">From the baseline down to the middle of an underline.</param>
/// <param name="UnderlineThickness">Of the underline.</param>
/// <param name="StrikeOffset">From the baseline up to the middle of a line through.</param>
/// <param name="SpaceWidth">Of a space.</param>
/// <param name="ZeroWidth">Of a 0; null where the font has none.</param>
/// <param name="CapHeight">Of capitals.</param>
internal readonly record struct FontMetrics(
    double Ascent, double Descent, double LineGap, double XHeight, double UnderlineOffset, double UnderlineThickness, double StrikeOffset, double SpaceWidth, double? ZeroWidth,
    double CapHeight)
{
    public double Height => Ascent + Descent;
}

/// <summary>A shaped paragraph.</summary>
/// <param name="Runs">In the order of the text.</param>
/// <param name="Advances">
/// px of each UTF-16 unit, letter-spacing and word-spacing included; a cluster's advance stands at its first unit, that of a ligature in equal shares at its letters.
/// </param>
/// <param name="Breaks">For each UTF-16 unit, what may happen before it.</param>
internal sealed record ShapedParagraph(IReadOnlyList<TextRun> Runs, double[] Advances, TextBreak[] Breaks);

/// <summary>What may happen before a character.</summary>
[Flags]
internal enum TextBreak : byte
{
    None = 0,

    /// <summary>A line may break here (UAX 14).</summary>
    Line = 1,

    /// <summary>A cluster starts here, so that a word can be broken by force.</summary>
    Cluster = 2,

    /// <summary>The character after it is white space that vanishes at the end of a line.</summary>
    Space = 4,

    /// <summary>A line may break here because a dictionary says that a word ends, in a script without spaces.</summary>
    Word = 8,

    /// <summary>A letter starts here within a glyph that is several letters: where a line ends here, text has to be shaped anew.</summary>
    Ligature = 16,
}

/// <summary>Glyphs of one font, style and direction. What is behind it belongs to the shaper.</summary>
internal abstract class TextRun
{
    /// <summary>First UTF-16 unit in the paragraph.</summary>
    public required int Start { get; init; }

    /// <summary>UTF-16 units.</summary>
    public required int Length { get; init; }

    /// <summary>The bidi level (UAX 9); odd for right to left.</summary>
    public required int Level { get; init; }

    public required TextProperties Style { get; init; }

    /// <summary>Metrics of the font that the glyphs are from.</summary>
    public required FontMetrics Metrics { get; init; }

    public int End => Start + Length;

    /// <summary>px of the cluster that starts at each of its UTF-16 units; 0 within a cluster.</summary>
    public abstract double[] Advances();

    /// <summary>The glyphs of some of its characters.</summary>
    public abstract TextRun Slice(int start, int length);

    /// <summary>The same glyphs as part of a paragraph in which it starts some UTF-16 units later.</summary>
    public abstract TextRun Move(int units);
}
