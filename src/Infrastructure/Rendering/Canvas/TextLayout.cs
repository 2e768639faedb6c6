namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>One laid out text: shaped, in visual order, broken into lines.</summary>
internal sealed class TextLayout : IDisposable
{
    private const uint LineBreakBit = 1 << 0;
    private const uint WhiteSpaceBit = 1 << 3;
    private const byte FirstByteOfFour = 0xF0;
    private const int Halvings = 9;

    private readonly GObjectHandle _layout;
    private readonly byte[] _utf8;

    /// <summary>Lays a text out in one line.</summary>
    public TextLayout(TextEngine engine, string text, TextStyle style)
    {
        _utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        _layout = PangoNative.CreateLayout(engine.Context);
        PangoNative.SetText(_layout, _utf8, _utf8.Length);
        SetFont(style);
        SetAttributes(style);
        PangoNative.SetWrap(_layout, PangoNative.WrapWordThenCharacter);
    }

    /// <summary>How many characters turned out to have no glyph; known after <see cref="Paint"/>.</summary>
    public int MissingGlyphs { get; private set; }

    /// <summary>px that lines were broken at; 0 before <see cref="Wrap"/>.</summary>
    public double Width { get; private set; }

    public int LineCount => PangoNative.GetLineCount(_layout);

    public bool IsEllipsized => PangoNative.IsEllipsized(_layout) != 0;

    /// <summary>Where the letters are, in px from the layout's corner.</summary>
    public TextBox Ink
    {
        get
        {
            PangoNative.GetExtents(_layout, out var ink, out _);
            return TextBox.FromUnits(ink);
        }
    }

    /// <summary>The lines' boxes, in px from the layout's corner.</summary>
    public TextBox Box
    {
        get
        {
            PangoNative.GetExtents(_layout, out _, out var logical);
            return TextBox.FromUnits(logical);
        }
    }

    /// <summary>Breaks the text into lines, the last of which ends with an ellipsis where the text is longer.</summary>
    /// <param name="width">px.</param>
    /// <param name="maxLines">At least 1.</param>
    /// <param name="alignment">The side on which lines stand.</param>
    /// <param name="isRightToLeft">Whether the text's own direction is right to left, for which Pango swaps left and right.</param>
    public void Wrap(double width, int maxLines, TextAlignment alignment, bool isRightToLeft)
    {
        Width = width;
        PangoNative.SetWidth(_layout, ToUnits(width));
        PangoNative.SetHeight(_layout, -maxLines);
        PangoNative.SetEllipsize(_layout, PangoNative.EllipsizeEnd);
        PangoNative.SetAlignment(_layout, (int)(isRightToLeft ? Swap(alignment) : alignment));
    }

    /// <summary>
    /// Breaks wrapped text again at the smallest width that takes no more lines, for a word that is broken by force would
    /// leave its last letters alone. Text that is too long for its lines stays as it is.
    /// </summary>
    /// <param name="least">px that a line keeps, so that no other word is broken.</param>
    public void Narrow(double least)
    {
        var (lines, tooNarrow) = (LineCount, Math.Min(least, Width));
        if (lines == 1 || IsEllipsized)
        {
            return;
        }

        for (var i = 0; i < Halvings; i++)
        {
            var middle = (tooNarrow + Width) / 2;
            PangoNative.SetWidth(_layout, ToUnits(middle));
            (tooNarrow, Width) = LineCount <= lines && !IsEllipsized ? (tooNarrow, middle) : (middle, Width);
        }

        PangoNative.SetWidth(_layout, ToUnits(Width));
    }

    /// <summary>Paints the text into a picture.</summary>
    /// <param name="glyphs">The calling thread's masks.</param>
    /// <param name="target">The picture.</param>
    /// <param name="x">px of the layout's left edge.</param>
    /// <param name="y">px of the layout's upper edge.</param>
    /// <param name="colour">Blue, green, red, 255 from the lowest byte.</param>
    /// <param name="clip">The columns that may be painted: a glyph wider than its line cannot be broken.</param>
    public unsafe void Paint(GlyphCache glyphs, PixelBuffer target, double x, double y, uint colour, Columns clip)
    {
        var plane = PixelPlane.Of(target);
        var columns = plane.Bounds.Intersect(new PixelRect(clip.First, 0, clip.End, int.MaxValue));
        var pen = new GlyphPainter(glyphs, plane, colour, new PixelClip(columns));
        using var runs = PangoNative.CreateIterator(_layout);
        do
        {
            var run = PangoNative.GetRun(runs);
            if (run is null || run->Item->Font == 0)
            {
                continue;
            }

            PangoRectangle box;
            PangoNative.GetRunExtents(runs, ink: null, &box);
            var baseline = PangoNative.GetBaseline(runs);
            var infos = new ReadOnlySpan<PangoGlyphInfo>(run->Glyphs->Glyphs, run->Glyphs->Count);
            pen.Paint(run->Item->Font, infos, x + ToPx(box.X), y + ToPx(baseline));
        }
        while (PangoNative.NextRun(runs) != 0);

        MissingGlyphs = pen.MissingGlyphs;
    }

    /// <summary>The text of one line cut where a line may break.</summary>
    public unsafe IReadOnlyList<TextSegment> Measure()
    {
        var advances = MeasureBytes();
        var attributes = PangoNative.GetCharacterAttributes(_layout, out var count);
        var segments = new List<TextSegment>();
        var (word, space, end) = (0.0, 0.0, 0);
        for (var (at, character) = (0, 0); at < _utf8.Length && character < count; character++)
        {
            if (character > 0 && (attributes[character] & LineBreakBit) != 0)
            {
                segments.Add(new TextSegment(word, space, end));
                (word, space) = (0, 0);
            }

            end += _utf8[at] >= FirstByteOfFour ? 2 : 1;
            var advance = AdvanceOfCharacter(advances, ref at);
            if ((attributes[character] & WhiteSpaceBit) != 0)
            {
                space += advance;
            }
            else
            {
                (word, space) = (word + space + advance, 0);
            }
        }

        segments.Add(new TextSegment(word, space, end));
        return segments;
    }

    public void Dispose() => _layout.Dispose();

    private static double ToPx(int units) => units / (double)PangoNative.UnitsPerPx;

    private static int ToUnits(double px) => (int)Math.Ceiling(px * PangoNative.UnitsPerPx);

    private static TextAlignment Swap(TextAlignment alignment) => alignment switch
    {
        TextAlignment.Left => TextAlignment.Right,
        TextAlignment.Right => TextAlignment.Left,
        _ => alignment,
    };

    private double AdvanceOfCharacter(double[] advances, ref int at)
    {
        var advance = advances[at++];
        while (at < _utf8.Length && (_utf8[at] & 0xC0) == 0x80)
        {
            advance += advances[at++];
        }

        return advance;
    }

    private unsafe double[] MeasureBytes()
    {
        var advances = new double[_utf8.Length];
        using var runs = PangoNative.CreateIterator(_layout);
        do
        {
            var run = PangoNative.GetRun(runs);
            for (var i = 0; run is not null && i < run->Glyphs->Count; i++)
            {
                advances[run->Item->Offset + run->Glyphs->Clusters[i]] += ToPx(run->Glyphs->Glyphs[i].Width);
            }
        }
        while (PangoNative.NextRun(runs) != 0);

        return advances;
    }

    private void SetFont(TextStyle style)
    {
        using var description = PangoNative.CreateFontDescription();
        PangoNative.SetFamily(description, style.Families);
        PangoNative.SetWeight(description, style.Weight);
        PangoNative.SetAbsoluteSize(description, style.Size * PangoNative.UnitsPerPx);
        PangoNative.SetFontDescription(_layout, description);
    }

    private void SetAttributes(TextStyle style)
    {
        using var attributes = PangoNative.CreateAttributeList();
        PangoNative.InsertAttribute(attributes, PangoNative.CreateAbsoluteLineHeight(ToUnits(style.LineHeight)));
        PangoNative.InsertAttribute(attributes, PangoNative.CreateInsertHyphens(insert: 0));
        PangoNative.InsertAttribute(attributes, PangoNative.CreateLanguage(PangoNative.LanguageFromString(style.Language)));
        if (style.LetterSpacing != 0)
        {
            PangoNative.InsertAttribute(attributes, PangoNative.CreateLetterSpacing((int)(style.LetterSpacing * PangoNative.UnitsPerPx)));
        }

        PangoNative.SetAttributes(_layout, attributes);
    }
}

/// <summary>A rectangle in px.</summary>
internal readonly record struct TextBox(double X, double Y, double Width, double Height)
{
    public static TextBox FromUnits(PangoRectangle box)
    {
        const double Scale = 1.0 / PangoNative.UnitsPerPx;
        return new TextBox(box.X * Scale, box.Y * Scale, box.Width * Scale, box.Height * Scale);
    }
}

/// <summary>A piece of text that no line break splits, and the white space after it that vanishes at the end of a line.</summary>
/// <param name="Width">px.</param>
/// <param name="SpaceAfter">px.</param>
/// <param name="End">Where it ends in the text, white space included, in UTF-16 units.</param>
internal readonly record struct TextSegment(double Width, double SpaceAfter, int End = 0);
