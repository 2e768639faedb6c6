using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>A small picture of one sentence below a pearl. Belongs to one render thread.</summary>
internal sealed class NoticeTemplate(RenderTools tools)
{
    /// <summary>px.</summary>
    public const int Width = 600;

    /// <summary>px.</summary>
    public const int Height = 315;

    private const int LongestSentence = 300;
    private const int TextWidth = 470;
    private const int MaxLines = 3;
    private const int PearlRadius = 19;
    private const int Gap = 26;

    private static readonly Rgb Paper = new(0x0E, 0x10, 0x17);
    private static readonly Rgb Ink = new(0xC6, 0xCB, 0xD6);
    private static readonly Rgb PearlLight = new(0xFB, 0xF8, 0xF4);
    private static readonly Rgb PearlShade = new(0x7E, 0x86, 0x9B);

    /// <summary>Draws the sentence into a picture of its size.</summary>
    /// <returns>How many characters no font had.</returns>
    public int Draw(string sentence, PixelBuffer target)
    {
        var text = new CardText(tools.Coverage);
        var clean = text.Clean(sentence, LongestSentence);
        var style = TextStyles.Notice(clean, Scripts.LanguageOf(clean));
        var width = Balance(clean, style);
        using var layout = new TextLayout(tools.Engine, clean, style);
        layout.Wrap(width, MaxLines, TextAlignment.Centre, isRightToLeft: false);
        var top = (Height - (2 * PearlRadius) - Gap - layout.Box.Height) / 2;
        PaintBackground(target, top + PearlRadius);
        layout.Paint(tools.Glyphs, target, (Width - width) / 2, top + (2 * PearlRadius) + Gap, Ink.Pixel, Columns.All);
        return text.MissingGlyphs + layout.MissingGlyphs;
    }

    private static void PaintBackground(PixelBuffer target, double pearlMiddle)
    {
        target.Pixels.Fill(Paper.Pixel);
        using (var painter = new Painter(target))
        {
            painter.FillPearl(Width / 2.0, pearlMiddle, PearlRadius, PearlLight, PearlShade);
        }

        target.MakeOpaque();
    }

    private double Balance(string sentence, TextStyle style)
    {
        using var measured = new TextLayout(tools.Engine, sentence, style);
        return Math.Min(TextWidth, LineFit.Balance(measured.Measure(), TextWidth - LineFit.Slack) + LineFit.Slack);
    }
}
