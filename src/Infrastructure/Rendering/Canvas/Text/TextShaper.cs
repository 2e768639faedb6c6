using System.Buffers;
using System.Text;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Canvas.Native;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>Shapes paragraphs with Pango: bidi, fallback fonts and HarfBuzz. Belongs to one render thread.</summary>
internal sealed unsafe class TextShaper : ITextShaper, IDisposable
{
    private const char Placeholder = '\uFFFC';

    /// <summary>Hebrew and Arabic with their kin, the first half of such characters of other planes, and signs that say which way text runs (UAX 9).</summary>
    private static readonly SearchValues<char> Directional = SearchValues.Create(
        [.. CharacterRange.Of('\u0590', '\u08FF'), .. CharacterRange.Of('\uFB1D', '\uFDFF'), .. CharacterRange.Of('\uFE70', '\uFEFE'), .. CharacterRange.Of('\uD802', '\uD803'), .. CharacterRange.Of('\uD83A', '\uD83B'), '\u200E', '\u200F', .. CharacterRange.Of('\u202A', '\u202E'), .. CharacterRange.Of('\u2066', '\u2069')]);

    private const double MissingSpaceEm = 0.25;

    private readonly TextEngine _engine;
    private readonly FontSet _fonts;
    private readonly ClosingQuotes _quotes;
    private readonly DictionaryBreaks _words = new();
    private readonly PangoGlyphString* _glyphs = PangoNative.CreateGlyphs();

    public TextShaper(TextEngine engine)
    {
        _engine = engine;
        _fonts = new FontSet(engine);
        _quotes = new ClosingQuotes(_fonts);
    }

    /// <summary>The characters that no font had since <see cref="Begin"/>.</summary>
    public MissingCharacters Missing { get; } = new();

    /// <summary>Starts the next card. Nothing that was shaped before may be used any more.</summary>
    public void Begin()
    {
        _fonts.Trim();
        Missing.Clear();
    }

    /// <inheritdoc />
    public FontMetrics MetricsOf(TextProperties style) => _fonts.FirstOf(style, style.Language).Metrics;

    /// <inheritdoc />
    public ShapedParagraph Shape(string text, IReadOnlyList<TextPiece> pieces, bool isRightToLeft)
    {
        text = StreamSafeText.Of(text);
        var utf8 = ArrayPool<byte>.Shared.Rent(System.Text.Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var length = System.Text.Encoding.UTF8.GetBytes(text, utf8);
            fixed (byte* bytes = utf8)
            {
                var paragraph = new Paragraph(text, bytes, length, pieces);
                FindBreaks(paragraph);
                _words.Find(paragraph);
                Itemize(paragraph, isRightToLeft);
                paragraph.Segments.Finish(paragraph);
                return new ShapedParagraph(paragraph.Runs, paragraph.Advances, paragraph.Breaks);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    public void Dispose()
    {
        PangoNative.FreeGlyphs(_glyphs);
        _words.Dispose();
        _fonts.Dispose();
    }

    /// <summary>What Pango has to know of a part of the text, counted in bytes from where that starts.</summary>
    private AttributeListHandle Describe(Paragraph paragraph, int start, int length)
    {
        var attributes = PangoNative.CreateAttributeList();
        for (var i = paragraph.FindPiece(paragraph.CharacterAt(start)); i < paragraph.Pieces.Count; i++)
        {
            var piece = paragraph.Pieces[i];
            var (from, to) = (Math.Max(0, paragraph.ByteAt(piece.Start) - start), Math.Min(length, paragraph.ByteAt(piece.Start + piece.Length) - start));
            if (from >= length)
            {
                break;
            }

            var language = piece.Style.Language.Length > 0 ? piece.Style.Language : paragraph.Language;
            Insert(attributes, PangoNative.CreateFont(_fonts.Describe(piece.Style, piece.Style.Language)), from, to);
            Insert(attributes, PangoNative.CreateLanguageAttribute(PangoNative.LanguageFromString(language)), from, to);
            if (FeaturesOf(piece.Style) is { } features)
            {
                Insert(attributes, PangoNative.CreateFeatures(features), from, to);
            }
        }

        return attributes;
    }

    private static void Insert(AttributeListHandle attributes, PangoAttribute* attribute, int start, int end)
    {
        (attribute->Start, attribute->End) = ((uint)start, (uint)end);
        PangoNative.InsertAttribute(attributes, attribute);
    }

    /// <summary>Spaced letters are not joined (CSS Text 3, 8.2).</summary>
    private static string? FeaturesOf(TextProperties style)
    {
        const string NoLigatures = "liga=0,clig=0";
        return style.LetterSpacing == 0 ? style.FontFeatures
            : style.FontFeatures is { } features ? $"{NoLigatures},{features}" : NoLigatures;
    }

    private void Itemize(Paragraph paragraph, bool isRightToLeft)
    {
        // What is on one line has no say in which way the next one runs (UAX 9, rule P1), which Pango takes for one paragraph.
        var isMixed = isRightToLeft || paragraph.Text.AsSpan().ContainsAny(Directional);
        for (var start = 0; start < paragraph.ByteLength;)
        {
            var rest = new ReadOnlySpan<byte>(paragraph.Utf8 + start, paragraph.ByteLength - start);
            var length = isMixed && rest.IndexOf((byte)'\n') is >= 0 and var newline ? newline + 1 : rest.Length;
            ShapePart(paragraph, isRightToLeft, start, length);
            start += length;
        }
    }

    /// <summary>Shapes some bytes; told where they start rather than what comes before them, Pango does not count that each time.</summary>
    private void ShapePart(Paragraph paragraph, bool isRightToLeft, int start, int length)
    {
        using var attributes = Describe(paragraph, start, length);
        var items = PangoNative.Itemize(_engine.Context, isRightToLeft ? 1 : 0, paragraph.Utf8 + start, 0, length, attributes, 0);
        for (var node = items; node is not null; node = node->Next)
        {
            var item = (PangoItem*)node->Data;
            item->Offset += start;
            Move(item->ExtraAttributes, start);
        }

        YieldPoint.Pass();
        _quotes.Apply(paragraph, items);
        for (var node = items; node is not null; node = node->Next)
        {
            var item = (PangoItem*)node->Data;
            ShapeItem(paragraph, item);
            YieldPoint.Pass();
            PangoNative.FreeItem(item);
        }

        GObjectNative.FreeList(items);
    }

    /// <summary>Features are looked for where they are in the whole text.</summary>
    private static void Move(GList* attributes, int bytes)
    {
        for (var node = attributes; node is not null; node = node->Next)
        {
            var attribute = (PangoAttribute*)node->Data;
            (attribute->Start, attribute->End) = (attribute->Start + (uint)bytes, attribute->End + (uint)bytes);
        }
    }

    private void ShapeItem(Paragraph paragraph, PangoItem* item)
    {
        var analysis = (nint)(&item->ShapeEngine);
        PangoNative.Shape(paragraph.Utf8 + item->Offset, item->Length, paragraph.Utf8, paragraph.ByteLength, analysis, _glyphs);
        var glyphs = new Span<PangoGlyphInfo>(_glyphs->Glyphs, _glyphs->Count).ToArray();
        var characters = new int[glyphs.Length];
        for (var i = 0; i < glyphs.Length; i++)
        {
            characters[i] = paragraph.CharacterAt(item->Offset + _glyphs->Clusters[i]);
        }

        DropMissing(paragraph, glyphs, characters);
        var shaped = new ItemGlyphs(glyphs, WidthsOf(paragraph, item, glyphs), characters);
        TakeSpacesOfFirstFont(paragraph, item->Font, shaped);
        WidenBitmaps(shaped);
        PunctuationTrim.Apply(paragraph, shaped);
        GlyphSpacing.Apply(paragraph, shaped, item->Level, GlyphSpacing.IsCursive(item->Script));
        shaped.RoundWidths();
        for (var i = 0; i < glyphs.Length; i++)
        {
            paragraph.Advances[characters[i]] += shaped.Widths[i] / PangoNative.UnitsPerPx;
            if (paragraph.GraphemeStarts[characters[i]] && !Conjuncts.GoesOn(paragraph.Text, characters[i]))
            {
                paragraph.Breaks[characters[i]] |= TextBreak.Cluster;
            }
        }

        var (start, end) = (paragraph.CharacterAt(item->Offset), paragraph.CharacterAt(item->Offset + item->Length));
        _fonts.KeepSorted(paragraph.PieceAt(start).Style, item->Language);
        Ligatures.Share(paragraph, start, end);
        paragraph.Segments.Add(paragraph, start..end, item->Level);
        AddRuns(paragraph, item, glyphs, characters);
    }

    /// <summary>What no font has takes no room and shows no box.</summary>
    private void DropMissing(Paragraph paragraph, PangoGlyphInfo[] glyphs, int[] characters)
    {
        for (var i = 0; i < glyphs.Length; i++)
        {
            var isMissing = (glyphs[i].Glyph & PangoNative.UnknownGlyphFlag) != 0 && glyphs[i].Glyph != PangoNative.EmptyGlyph;
            var character = paragraph.Text[characters[i]];
            if (!isMissing && character is not (Placeholder or '\n' or '\t'))
            {
                continue;
            }

            // A font made of a few letters may have no space.
            var width = isMissing && character is ' ' or '\u00A0' ? paragraph.PieceAt(characters[i]).Style.FontSize * MissingSpaceEm * PangoNative.UnitsPerPx : 0;
            glyphs[i] = new PangoGlyphInfo { Glyph = PangoNative.EmptyGlyph, Width = (int)width, Attributes = glyphs[i].Attributes };
            if (isMissing && character is not Placeholder && !char.IsControl(character) && !char.IsWhiteSpace(character))
            {
                Missing.Add(Rune.TryGetRuneAt(paragraph.Text, characters[i], out var rune) ? rune : Rune.ReplacementChar);
            }
        }
    }

    /// <summary>Pango leaves a space to the font of the word before it; browsers take it from the first font that has one.</summary>
    private void TakeSpacesOfFirstFont(Paragraph paragraph, nint font, in ItemGlyphs shaped)
    {
        var (glyphs, widths, characters) = shaped;
        for (var i = 0; i < glyphs.Length; i++)
        {
            if (paragraph.Text[characters[i]] is ' ' or '\u00A0')
            {
                var style = paragraph.PieceAt(characters[i]).Style;
                var first = _fonts.FirstOf(style, style.Language);
                if (first.Metrics.SpaceWidth > 0 && first != _fonts.Get(font))
                {
                    glyphs[i] = new PangoGlyphInfo { Glyph = PangoNative.EmptyGlyph, Attributes = glyphs[i].Attributes };
                    widths[i] = first.WidthOf((int)Math.Round(first.Metrics.SpaceWidth * PangoNative.UnitsPerPx), FontSet.SizeOfAdvances(style.FontSize), FontSet.EffectiveSize(style.FontSize));
                }
            }
        }
    }

    /// <summary>The widths of an item's glyphs before Pango rounded them, in its units.</summary>
    private double[] WidthsOf(Paragraph paragraph, PangoItem* item, PangoGlyphInfo[] glyphs)
    {
        var (font, styled) = (_fonts.Get(item->Font), paragraph.PieceAt(paragraph.CharacterAt(item->Offset)).Style.FontSize);
        var (size, fontSize) = (FontSet.SizeOfAdvances(styled), FontSet.EffectiveSize(styled));
        return Array.ConvertAll(glyphs, glyph => glyph.Width == 0 ? 0 : font.WidthOf(glyph.Width, size, fontSize));
    }

    /// <summary>Bitmaps of emoji are 136 px wide where an em is 109 px; the font's outlines, which Pango measures, say 2550 of 2048.</summary>
    private static void WidenBitmaps(in ItemGlyphs shaped)
    {
        const uint IsColour = 1 << 1;
        const double Share = 136.0 / 109 / (2550.0 / 2048);
        for (var i = 0; i < shaped.Count; i++)
        {
            shaped.Widths[i] *= (shaped.Glyphs[i].Attributes & IsColour) != 0 ? Share : 1;
        }
    }

    /// <summary>An item may hold pieces of several styles that share a font.</summary>
    private void AddRuns(Paragraph paragraph, PangoItem* item, PangoGlyphInfo[] glyphs, int[] characters)
    {
        var font = _fonts.Get(item->Font);
        var (start, end) = (paragraph.CharacterAt(item->Offset), paragraph.CharacterAt(item->Offset + item->Length));
        while (start < end)
        {
            var piece = paragraph.PieceAt(start);
            var stop = Math.Min(end, piece.Start + piece.Length);
            var run = new GlyphRun(glyphs, characters)
            {
                Font = item->Font,
                Start = start,
                Length = stop - start,
                Level = item->Level,
                Style = piece.Style,
                Metrics = font.Metrics,
            };
            paragraph.Runs.Add(run.Slice(start, stop - start));
            start = stop;
        }
    }

    private static void FindBreaks(Paragraph paragraph)
    {
        const uint Line = 1 << 0;
        const uint White = 1 << 3;
        const uint CursorPosition = 1 << 4;
        var count = paragraph.CountCharacters() + 1;
        var attributes = ArrayPool<uint>.Shared.Rent(count);
        fixed (uint* found = attributes)
        {
            var language = PangoNative.LanguageFromString(paragraph.Pieces.Count > 0 ? paragraph.Pieces[0].Style.Language : string.Empty);
            PangoNative.GetCharacterAttributes(paragraph.Utf8, paragraph.ByteLength, -1, language, found, count);
        }

        for (var (at, character) = (0, 0); at < paragraph.Text.Length; character++)
        {
            var isBreak = at > 0 && (attributes[character] & Line) != 0 && !AsciiBreaks.Forbid(paragraph.Text[at - 1], paragraph.Text[at]);
            paragraph.Breaks[at] |= (isBreak ? TextBreak.Line : TextBreak.None)
                | ((attributes[character] & White) != 0 ? TextBreak.Space : TextBreak.None);
            paragraph.GraphemeStarts[at] = (attributes[character] & CursorPosition) != 0 && !Conjuncts.IsVowelSign(paragraph.Text[at]);
            at += char.IsSurrogatePair(paragraph.Text, at) ? 2 : 1;
        }

        ArrayPool<uint>.Shared.Return(attributes);
    }
}
