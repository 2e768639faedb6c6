using System.Globalization;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.RenderingTests.Templates;

/// <summary>Every text of the built-in templates can be read on what is painted behind it, as WCAG 2's AA asks (1.4.3).</summary>
public sealed class ContrastTests(TemplatePages pages) : IClassFixture<TemplatePages>
{
    private const double LeastContrast = 4.5;
    private const double LeastContrastOfLargeText = 3;

    /// <summary>px, 18 points.</summary>
    private const double LargeText = 24;

    /// <summary>px, 14 points.</summary>
    private const double LargeBoldText = 18.66;

    private const int Bold = 700;

    /// <summary>Every second px of every second row: edges of shapes are wider.</summary>
    private const int Step = 2;

    private const string ColoursOfTextOff = "*, ::before, ::after { -webkit-text-fill-color: transparent !important; text-shadow: none !important }</style>";

    /// <summary>Indigo, and colours that nobody would choose to read on: bright yellow, nearly black, middle grey.</summary>
    private static readonly string[] Brands = ["#6366f1", "#ffff00", "#0a0a0a", "#7f7f7f"];

    public static TheoryData<string> Names => [.. BuiltInTemplates.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_text_can_be_read(string name)
    {
        var template = CompiledTemplate.Compile(BuiltInTemplates.ReadSource(name).Replace("</style>", ColoursOfTextOff, StringComparison.Ordinal));
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var brand in Brands)
        {
            foreach (var isLight in (bool[])[false, true])
            {
                var theme = TemplatePages.Theme(brand, isLight);
                Check(template, TemplatePages.Examples(template), theme, $"{brand} on {(isLight ? "light" : "dark")}", wrong);
                Check(template, TemplatePages.Fill(template, "A text that goes on for a while, and is cut", Chromium.Pictures.White), theme, $"{brand} on {(isLight ? "light" : "dark")} with white pictures", wrong);
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Text_in_the_colour_of_its_background_is_found()
    {
        const string Html = "<!doctype html><style>body { margin: 0; background: #777; color: #888 }</style><p>Hardly</p>";
        var wrong = new SortedSet<string>(StringComparer.Ordinal);

        Check(CompiledTemplate.Compile(Html.Replace("</style>", ColoursOfTextOff, StringComparison.Ordinal)), new Dictionary<string, string>(StringComparer.Ordinal), [], "test", wrong);

        Assert.Single(wrong);
    }

    private void Check(
        CompiledTemplate template,
        Dictionary<string, string> values,
        IReadOnlyList<KeyValuePair<string, string>> theme,
        string description,
        SortedSet<string> wrong)
    {
        var page = pages.LayOut(template, values, theme);
        var background = pages.Paint(page);
        foreach (var text in TextInk.TextsOf(page.Root))
        {
            var contrast = LeastContrastOf(text, TextInk.Of(text, pages.Glyphs).Intersect(new PixelRect(0, 0, page.Width, page.Height)), background);
            if (contrast < (IsLarge(text) ? LeastContrastOfLargeText : LeastContrast))
            {
                wrong.Add(string.Create(
                    CultureInfo.InvariantCulture, $"{description}: text of {text.Run.Style.FontSize} px at ({text.X:0}, {text.Baseline:0}) has a contrast of {contrast:0.00}"));
            }
        }
    }

    private static bool IsLarge(TextFragment text)
        => text.Run.Style.FontSize >= LargeText || (text.Run.Style.FontSize >= LargeBoldText && text.Run.Style.FontWeight >= Bold);

    private static double LeastContrastOf(TextFragment text, PixelRect ink, PixelBuffer background)
    {
        var colour = text.Run.Style.Color;
        var opacity = OpacityOf(text.Box) * colour.Alpha;
        var opaque = new Rgb(ToByte(colour.Red), ToByte(colour.Green), ToByte(colour.Blue));
        var (least, seen) = (double.MaxValue, new HashSet<uint>());
        for (var y = ink.Top; y < ink.Bottom; y += Step)
        {
            for (var x = ink.Left; x < ink.Right; x += Step)
            {
                if (seen.Add(background.Row(y)[x]))
                {
                    var behind = Rgb.FromPixel(background.Row(y)[x]);
                    least = Math.Min(least, behind.Mix(opaque, opacity).ContrastWith(behind));
                }
            }
        }

        return least;
    }

    private static double OpacityOf(LayoutBox? box) => box is null ? 1 : box.Style.Paint.Opacity * OpacityOf(box.Parent);

    private static byte ToByte(float part) => (byte)Math.Round(part * 255);
}
