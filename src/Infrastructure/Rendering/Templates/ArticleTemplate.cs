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
    private const int DescriptionWidth = 980;

    /// <summary>px by which letters hang over the edge of the content, as the tail of a j does.</summary>
    private const int Overhang = 16;

    private const int TileTop = 64;
    private const int TileSize = 76;
    private const int TileRadius = 21;
    private const int InitialSize = 42;
    private const int TileGap = 24;
    private const int HeaderMiddle = TileTop + (TileSize / 2);

    private const int HairlineTop = 526;
    private const int AccentWidth = 88;
    private const int AddressMiddle = 573;

    private const int BodyTop = 162;
    private const int BodyBottom = 508;
    private const int BodyHeight = BodyBottom - BodyTop;
    private const int DescriptionGap = 22;
    private const int MostDescriptionLines = 3;
    private const double LargestWithDescription = 88;

    private const int KeptBackgrounds = 4;

    private static readonly Columns Content = Within(Margin, ContentWidth);

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
        initial.Paint(tools.Glyphs, target, x, y, theme.OnBrand.Pixel, Content);
        return initial.MissingGlyphs;
    }

    private int DrawBody(CardCopy copy, CardTheme theme, PixelBuffer target)
    {
        using var headline = LayOutHeadline(copy);
        if (copy.Description.Length == 0)
        {
            PaintHeadline(headline, copy, theme, target, BodyTop + ((BodyHeight - headline.Box.Height) / 2));
            return headline.MissingGlyphs;
        }

        using var description = LayOutDescription(copy, BodyHeight - headline.Box.Height - DescriptionGap);
        var top = BodyTop + ((BodyHeight - headline.Box.Height - DescriptionGap - description.Box.Height) / 2);
        PaintHeadline(headline, copy, theme, target, top);
        var x = Mirror(Margin, DescriptionWidth, copy.IsRightToLeft);
        description.Paint(tools.Glyphs, target, x, top + headline.Box.Height + DescriptionGap, theme.Muted.Pixel, Content);
        return headline.MissingGlyphs + description.MissingGlyphs;
    }

    private void PaintHeadline(TextLayout headline, CardCopy copy, CardTheme theme, PixelBuffer target, double top)
        => headline.Paint(tools.Glyphs, target, HeadlineX(headline, copy), top, theme.Ink.Pixel, Content);

    /// <summary>A balanced headline is narrower than its room, and stands where reading starts.</summary>
    private static double HeadlineX(TextLayout headline, CardCopy copy) => Mirror(Margin, headline.Width, copy.IsRightToLeft);

    /// <summary>Where text that is <paramref name="width"/> px wide may be painted.</summary>
    private static Columns Within(double left, int width) => new((int)left - Overhang, (int)left + width + Overhang);

    private TextLayout LayOutHeadline(CardCopy copy)
    {
        var measured = MeasureHeadline(copy);
        var fit = HeadlineFit.Choose(measured, RoomForHeadline(copy));
        var measuredWidth = fit.Width * HeadlineFit.MeasuredSize / fit.Size;
        var text = fit.Overflows
            ? Ellipsis.Apply(copy.Headline, measured, HeadlineFit.MeasuredSize, measuredWidth, HeadlineFit.MaxLines)
            : copy.Headline;
        var headline = new TextLayout(tools.Engine, text, TextStyles.Headline(text, fit.Size, copy.Language));
        headline.Wrap(fit.Width, HeadlineFit.MaxLines, StartOf(copy), copy.IsRightToLeft);
        if (measured.Any(segment => segment.Width > measuredWidth))
        {
            var widestWhole = LineFit.WidestWhole(measured, measuredWidth) * fit.Size / HeadlineFit.MeasuredSize;
            headline.Narrow(widestWhole + LineFit.Slack);
        }

        return headline;
    }

    /// <summary>A description wants two lines at least.</summary>
    private static HeadlineRoom RoomForHeadline(CardCopy copy)
    {
        var lineHeight = Scripts.LineHeightOf(copy.Headline);
        if (copy.Description.Length == 0)
        {
            return new HeadlineRoom(ContentWidth, BodyHeight, lineHeight, double.MaxValue);
        }

        var below = DescriptionGap + (2 * TextStyles.Description(copy.Description, copy.Language).LineHeight);
        return new HeadlineRoom(ContentWidth, BodyHeight - below, lineHeight, LargestWithDescription);
    }

    private IReadOnlyList<TextSegment> MeasureHeadline(CardCopy copy)
    {
        var style = TextStyles.Headline(copy.Headline, HeadlineFit.MeasuredSize, copy.Language);
        using var line = new TextLayout(tools.Engine, copy.Headline, style);
        return line.Measure();
    }

    private TextLayout LayOutDescription(CardCopy copy, double room)
    {
        var style = TextStyles.Description(copy.Description, copy.Language);
        var maxLines = Math.Clamp((int)(room / style.LineHeight), 1, MostDescriptionLines);
        var description = WrapDescription(copy, copy.Description, style, maxLines);
        if (!description.IsEllipsized)
        {
            return description;
        }

        description.Dispose();
        using var measured = new TextLayout(tools.Engine, copy.Description, style);
        return WrapDescription(copy, Ellipsis.Apply(copy.Description, measured.Measure(), style.Size, DescriptionWidth, maxLines), style, maxLines);
    }

    private TextLayout WrapDescription(CardCopy copy, string text, TextStyle style, int maxLines)
    {
        var description = new TextLayout(tools.Engine, text, style);
        description.Wrap(DescriptionWidth, maxLines, StartOf(copy), Scripts.IsRightToLeft(text));
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
        line.Paint(tools.Glyphs, target, x, place.Middle - (line.Box.Height / 2), colour.Pixel, Within(x, place.Width));
        return line.MissingGlyphs;
    }
}
