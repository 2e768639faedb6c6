using PearlIo.Application.Templates;
using PearlIo.Domain.OgImages;
using PearlIo.RenderingTests.Chromium.Cases;

namespace PearlIo.RenderingTests.Chromium;

/// <summary>
/// A person sees no difference between Chromium's picture of a document and ours. <c>PEARL_KEEP_PICTURES=1</c> keeps both, and what
/// differs, of documents that are alike, too.
/// </summary>
[Collection(ChromiumSuite.Name)]
public sealed class PaintComparisonTests(ChromiumBrowser browser, PearlDocuments pearl) : IClassFixture<PearlDocuments>
{
    private static readonly Dictionary<string, HtmlCase> Cases = PaintCases.All().ToDictionary(document => document.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Paints_as_Chromium_does(string name)
    {
        var document = Cases[name];
        Assert.True(pearl.Tools.Draw(new DocumentSource { Html = document.Html }, ImageFormat.Png).TryGetValue(out var drawn, out var failure), failure?.Message);
        PaintComparison.AssertAlike(document, await browser.ScreenshotAsync(document.Html), drawn.Bytes);
    }
}
