using PearlIo.Infrastructure.Rendering.Encoding;
using PearlIo.Infrastructure.Rendering.Templates;
using PearlIo.RenderingTests.Templates;

namespace PearlIo.RenderingTests.Chromium;

/// <summary>A person sees no difference between Chromium's picture of a built-in template and ours.</summary>
[Collection(ChromiumSuite.Name)]
public sealed class TemplateComparisonTests(ChromiumBrowser browser, TemplatePages pages) : IClassFixture<TemplatePages>
{
    private const string Brand = "#6366f1";
    private const string Arabic = "كيف جعلنا كل بطاقة اجتماعية تجيب في أجزاء من الثانية";
    private const string Japanese = "すべてのカードをミリ秒で返すまでの長い道のり";

    public static TheoryData<string, bool> Names
    {
        get
        {
            var names = new TheoryData<string, bool>();
            foreach (var name in BuiltInTemplates.Names)
            {
                names.Add(name, false);
                names.Add(name, true);
            }

            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public Task Paints_its_example_as_Chromium_does(string name, bool isLight)
        => CompareAsync(name, isLight, isLight ? "light" : "dark", TemplatePages.Examples(BuiltInTemplates.Find(name)!));

    [Theory]
    [InlineData("article")]
    [InlineData("photo")]
    [InlineData("product")]
    [InlineData("profile")]
    public Task Paints_pictures_as_Chromium_does(string name)
        => CompareAsync(name, isLight: true, "with pictures", WithPictures(BuiltInTemplates.Find(name)!));

    [Theory]
    [InlineData("article", "arabic", Arabic)]
    [InlineData("article", "japanese", Japanese)]
    [InlineData("event", "arabic", Arabic)]
    [InlineData("event", "japanese", Japanese)]
    [InlineData("quote", "arabic", Arabic)]
    [InlineData("quote", "japanese", Japanese)]
    public Task Paints_other_scripts_as_Chromium_does(string name, string script, string text)
        => CompareAsync(name, isLight: false, script, TemplatePages.Fill(BuiltInTemplates.Find(name)!, text));

    private static Dictionary<string, string> WithPictures(CompiledTemplate template)
    {
        var values = TemplatePages.Examples(template);
        foreach (var (name, value) in TemplatePages.Fill(template, string.Empty, Pictures.Png(400, 300)))
        {
            values[name] = value.StartsWith("data:", StringComparison.Ordinal) ? value : values[name];
        }

        return values;
    }

    private async Task CompareAsync(string name, bool isLight, string variant, Dictionary<string, string> values)
    {
        var theme = TemplatePages.Theme(Brand, isLight);
        var page = pages.LayOut(BuiltInTemplates.Find(name)!, values, theme);
        var document = new HtmlCase($"template {name} {variant}", TemplateDocument.Write(page, BuiltInTemplates.ReadSource(name), theme));
        using var encoder = new PngEncoder();
        var ours = encoder.EncodeTruecolour(pages.Paint(page));
        PaintComparison.AssertAlike(document, await browser.ScreenshotAsync(document.Html), ours);
    }
}
