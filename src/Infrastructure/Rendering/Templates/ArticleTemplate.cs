using PearlIo.Application.OgImages;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Painting;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>
/// The card of a page: tile and site name at the top, headline and description between, address at the foot. Where the
/// headline runs from right to left the card is mirrored. Belongs to one render thread.
/// </summary>
internal sealed class ArticleTemplate(RenderTools tools) : IDisposable
{
    /// <summary>px.</summary>
    public const int Width = 1200;

    /// <summary>px.</summary>
    public const int Height = 630;

    public const string Name = "article";

    private const int Margin = 80;
    private const int ContentWidth = Width - (2 * Margin);
    private const int DescriptionWidth = 960;

    private const int TileTop = 64;
    private const int TileSize = 76;
    private const int TileRadius = 21;
    private const int InitialSize = 42;
    private const int TileGap = 24;
    private const int HeaderMiddle = TileTop + (TileSize / 2);

    private const int HairlineTop = 521;
    private const int AccentWidth = 88;
    private const int AddressMiddle = 569;

    private const int BodyTop = 164;
    private const int BodyBottom = 500;
    private const int DescriptionGap = 24;
    private const double LargestWithDescription = 88;

    private const int KeptBackgrounds = 4;

    private readonly BackgroundCache<(CardTheme Theme, bool IsMirrored)> _backgrounds = new(Width, Height, KeptBackgrounds);

    /// <summary>Draws a card into a picture of its size.</summary>
    /// <returns>How many characters no font had.</returns>
    public int Draw(CardContent content, PixelBuffer target)
    {
        var copy = CardCopy.From(content, tools.Coverage);
        var theme = CardTheme.Resolve(content.Theme, content.SiteName);
        target.CopyFrom(_backgrounds.Get((theme, copy.IsRightToLeft), layer => PaintBackground(layer, theme, copy.IsRightToLeft)));
        var missing = DrawHeader(copy, theme, target) + DrawBody(copy, theme, target) + DrawAddress(copy, theme, target);
        return copy.MissingGlyphs + missing;
    }

    public void Dispose() => _backgrounds.Dispose();

    private static void PaintBackground(PixelBuffer layer, CardTheme theme, bool isMirrored)
    {
        var glow = new Glow(Mirror(1080, 0, isMirrored), -60, 900);
        glow.Paint(layer, theme.Paper, theme.Glow);
        layer.Row(HairlineTop + 1).Slice(Margin, ContentWidth).Fill(theme.Hairline.Pixel);
        using (var painter = new Painter(layer))
        {
            var tile = new Shape(Mirror(Margin, TileSize, isMirrored), TileTop, TileSize, TileSize, TileRadius);
            painter.FillRounded(tile, theme.BrandLight, theme.BrandDark);
            var accent = new Shape(Mirror(Margin, AccentWidth, isMirrored), HairlineTop - 1, AccentWidth, 5, 2.5);
            painter.FillRounded(accent, theme.BrandLight, theme.BrandDark);
        }

        layer.MakeOpaque();
    }

    /// <summary>The left edge of something that is <paramref name="x"/> px from the side where reading starts.</summary>
    private static double Mirror(double x, double width, bool isMirrored) => isMirrored ? Width - x - width : x;

    private static TextAlignment StartOf(CardCopy copy) => copy.IsRightToLeft ? TextAlignment.Right : TextAlignment.Left;

    private int DrawHeader(CardCopy copy, CardTheme theme, PixelBuffer target)
    {
        var missing = DrawInitial(copy, theme, target);
        const int Start = Margin + TileSize + TileGap;
        const int Room = Width - Margin - Start;
        var style = TextStyles.SiteName(copy.SiteName, copy.Language);
        return missing + DrawLine(copy.SiteName, style, copy, (Start, Room, HeaderMiddle), target, theme.Ink);
    }

    private int DrawInitial(CardCopy copy, CardTheme theme, PixelBuffer target)
    {
        using var initial = new TextLayout(tools.Engine, copy.Initial, TextStyles.Initial(copy.Initial, InitialSize, copy.Language));
        var ink = initial.Ink;
        var x = Mirror(Margin, TileSize, copy.IsRightToLeft) + ((TileSize - ink.Width) / 2) - ink.X;
        var y = TileTop + ((TileSize - ink.Height) / 2) - ink.Y;
        initial.Paint(tools.Glyphs, target, x, y, theme.OnBrand.Pixel);
        return initial.MissingGlyphs;
    }

    private int DrawBody(CardCopy copy, CardTheme theme, PixelBuffer target)
    {
        using var headline = LayOutHeadline(copy);
        var lines = headline.LineCount;
        using var description = LayOutDescription(copy, lines == 1 ? 3 : 2);
        var gap = copy.Description.Length > 0 ? DescriptionGap : 0;
        var below = copy.Description.Length > 0 ? description.Box.Height : 0;
        var top = BodyTop + ((BodyBottom - BodyTop - headline.Box.Height - gap - below) / 2);
        headline.Paint(tools.Glyphs, target, Mirror(Margin, ContentWidth, copy.IsRightToLeft), top, theme.Ink.Pixel);
        var descriptionX = Mirror(Margin, DescriptionWidth, copy.IsRightToLeft);
        description.Paint(tools.Glyphs, target, descriptionX, top + headline.Box.Height + gap, theme.Muted.Pixel);
        return headline.MissingGlyphs + description.MissingGlyphs;
    }

    private TextLayout LayOutHeadline(CardCopy copy)
    {
        var largest = copy.Description.Length > 0 ? LargestWithDescription : double.MaxValue;
        var fit = HeadlineFit.Choose(MeasureHeadline(copy), ContentWidth, largest);
        var headline = new TextLayout(tools.Engine, copy.Headline, TextStyles.Headline(copy.Headline, fit.Size, copy.Language));
        headline.Wrap(fit.Width, HeadlineFit.MaxLines, StartOf(copy), copy.IsRightToLeft);
        return headline;
    }

    private IReadOnlyList<TextSegment> MeasureHeadline(CardCopy copy)
    {
        using var line = new TextLayout(
            tools.Engine, copy.Headline, TextStyles.Headline(copy.Headline, HeadlineFit.MeasuredSize, copy.Language));
        return line.Measure();
    }

    private TextLayout LayOutDescription(CardCopy copy, int maxLines)
    {
        var description = new TextLayout(tools.Engine, copy.Description, TextStyles.Description(copy.Description, copy.Language));
        description.Wrap(DescriptionWidth, maxLines, StartOf(copy), Scripts.IsRightToLeft(copy.Description));
        return description;
    }

    private int DrawAddress(CardCopy copy, CardTheme theme, PixelBuffer target)
    {
        var style = TextStyles.Address(copy.Address, copy.Language);
        return DrawLine(copy.Address, style, copy, (Margin, ContentWidth, AddressMiddle), target, theme.Muted);
    }

    private int DrawLine(
        string text, TextStyle style, CardCopy copy, (int Start, int Width, int Middle) place, PixelBuffer target, Rgb colour)
    {
        using var line = new TextLayout(tools.Engine, text, style);
        line.Wrap(place.Width, maxLines: 1, StartOf(copy), Scripts.IsRightToLeft(text));
        var x = Mirror(place.Start, place.Width, copy.IsRightToLeft);
        line.Paint(tools.Glyphs, target, x, place.Middle - (line.Box.Height / 2), colour.Pixel);
        return line.MissingGlyphs;
    }
}
