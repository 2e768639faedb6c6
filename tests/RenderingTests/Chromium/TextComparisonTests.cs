using System.Globalization;
using System.Net;
using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Canvas.Text;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.RenderingTests.Chromium;

/// <summary>Words are as wide and fonts as high as in Chromium, before any layout.</summary>
[Collection(ChromiumSuite.Name)]
public sealed class TextComparisonTests(ChromiumBrowser browser)
{
    /// <summary>px: the 64th that Chromium counts in, and the hundredth of one for what rounding makes of it.</summary>
    private const double Tolerance = 1.01 / 64;

    private static readonly string[] Families = ["sans-serif", "serif", "monospace", "Inter", "Noto Sans", "Noto Serif", "Noto Sans Mono"];
    private static readonly double[] Sizes = [9, 10.5, 12, 13.33, 14, 16, 17, 20, 24, 31, 48, 77];

    private static readonly (string Language, string Text)[] Texts =
    [
        ("en", "The quick brown fox jumps over it. AVAWA To fi ffl 0123"), ("de", "Falsches Üben von Xylophonmusik"), ("ar", "مرحبا بالعالم العربي"), ("he", "שלום עולם טוב"),
        ("zh", "社交卡片服务，你好。"), ("ja", "カードサービス「はい」。"), ("ko", "소셜 카드 서비스"), ("hi", "सामाजिक कार्ड सेवा"), ("th", "บริการการ์ดโซเชียล"), ("el", "Η υπηρεσία καρτών"),
        ("ru", "Сервис карточек"), ("en", "🚀 👩‍💻 🇩🇪 👍🏽 ❤️"), ("ta", "சமூக அட்டை"), ("bn", "সামাজিক কার্ড"), ("en", "a → b • c “d” — e … ✓ ★"),
    ];

    [Fact]
    public async Task Fonts_are_as_high()
    {
        var styles = Families.SelectMany(family => Sizes.Select(size => TextProperties.Initial with { FontFamilies = [family], FontSize = size })).ToList();
        var measured = await MeasureAsync(styles.Select(style => (style, "en", "x")));
        using var pearl = new Shaper();
        var wrong = new List<string>();
        foreach (var (style, (span, line, strut)) in styles.Zip(measured))
        {
            var metrics = pearl.Text.MetricsOf(style);
            var (ascent, descent) = (strut.Y - span.Y, span.Y + span.Height - strut.Y);
            if (Math.Abs(ascent - metrics.Ascent) > 0.01 || Math.Abs(descent - metrics.Descent) > 0.01 || Math.Abs(line.Height - metrics.Height - metrics.LineGap) > 0.01)
            {
                wrong.Add($"{Describe(style)}: {metrics.Ascent} + {metrics.Descent} and line gap {metrics.LineGap}, in Chromium {ascent} + {descent} in {line.Height}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Words_are_as_wide()
    {
        var samples = Texts.SelectMany(text => Styles().Select(style => (Style: style with { Language = text.Language }, text.Language, text.Text))).ToList();
        var measured = await MeasureAsync(samples);
        using var pearl = new Shaper();
        var wrong = new List<string>();
        foreach (var (sample, (span, _, _)) in samples.Zip(measured))
        {
            var isRightToLeft = sample.Language is "ar" or "he";
            var width = pearl.Text.Shape(sample.Text, [new TextPiece(0, sample.Text.Length, sample.Style)], isRightToLeft).Advances.Sum();
            if (Math.Abs(width - span.Width) > Tolerance)
            {
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{Describe(sample.Style)} '{sample.Text}': {width:0.####}, in Chromium {span.Width:0.####}"));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static IEnumerable<TextProperties> Styles()
    {
        var plain = TextProperties.Initial with { FontFamilies = WithScripts("sans-serif") };
        foreach (var family in Families)
        {
            yield return plain with { FontFamilies = WithScripts(family) };
        }

        yield return plain with { FontSize = 11.5 };
        yield return plain with { FontSize = 64 };
        yield return plain with { FontWeight = 700 };
        yield return plain with { FontWeight = 500, FontFamilies = WithScripts("Inter") };
        yield return plain with { FontWeight = 800, FontFamilies = WithScripts("Inter") };
        yield return plain with { FontWeight = 600, FontFamilies = WithScripts("serif") };
        yield return plain with { IsItalic = true };
        yield return plain with { IsItalic = true, FontWeight = 700, FontFamilies = WithScripts("serif") };
        yield return plain with { LetterSpacing = 2 };
        yield return plain with { LetterSpacing = -0.5, WordSpacing = 5 };
    }

    private static string[] WithScripts(string family) => [family, .. HtmlCase.ScriptFamilies.Split(',').Select(name => name.Trim('\''))];

    private async Task<List<(MeasuredBox Span, MeasuredBox Line, MeasuredBox Strut)>> MeasureAsync(IEnumerable<(TextProperties Style, string Language, string Text)> samples)
    {
        var lines = samples.Select(sample => $"<div lang={sample.Language} style=\"white-space:pre;line-height:normal;{Css(sample.Style)}\"><span>{WebUtility.HtmlEncode(sample.Text)}</span><i style=\"display:inline-block\"></i></div>");
        var measured = await browser.MeasureAsync([HtmlCase.Of("texts", string.Concat(lines)).Html]);
        return [.. measured[0].Chunk(3).Select(boxes => (boxes[1], boxes[0], boxes[2]))];
    }

    private static string Css(TextProperties style) => string.Create(
        CultureInfo.InvariantCulture,
        $"font-family:{string.Join(',', style.FontFamilies)};font-size:{style.FontSize}px;font-weight:{style.FontWeight};font-style:{(style.IsItalic ? "italic" : "normal")};letter-spacing:{style.LetterSpacing}px;word-spacing:{style.WordSpacing}px");

    private static string Describe(TextProperties style)
        => $"{style.FontFamilies[0]} {style.FontSize}px {style.FontWeight}{(style.IsItalic ? " italic" : "")}{(style.LetterSpacing != 0 ? " spaced" : "")} {style.Language}";

    private sealed class Shaper : IDisposable
    {
        private readonly TextEngine _engine = new(FontLibrary.Open(new RenderingOptions().FontPath));

        public Shaper() => Text = new TextShaper(_engine);

        public TextShaper Text { get; }

        public void Dispose()
        {
            Text.Dispose();
            _engine.Dispose();
        }
    }
}
