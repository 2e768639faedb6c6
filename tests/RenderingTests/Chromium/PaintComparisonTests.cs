using System.Globalization;
using PearlIo.Application.Templates;
using PearlIo.Domain.OgImages;
using PearlIo.RenderingTests.Chromium.Cases;
using PearlIo.TestKit.Rendering;

namespace PearlIo.RenderingTests.Chromium;

/// <summary>
/// A person sees no difference between Chromium's picture of a document and ours. <c>PEARL_KEEP_PICTURES=1</c> keeps both, and what
/// differs, of documents that are alike, too.
/// </summary>
[Collection(ChromiumSuite.Name)]
public sealed class PaintComparisonTests(ChromiumBrowser browser, PearlDocuments pearl) : IClassFixture<PearlDocuments>
{
    private const double LeastSimilarity = 0.98;

    private static readonly Dictionary<string, HtmlCase> Cases = PaintCases.All().ToDictionary(document => document.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Paints_as_Chromium_does(string name)
    {
        var document = Cases[name];
        Assert.True(pearl.Tools.Draw(new DocumentSource { Html = document.Html }, ImageFormat.Png).TryGetValue(out var drawn, out var failure), failure?.Message);
        var theirs = await browser.ScreenshotAsync(document.Html);
        var (expected, actual) = (PngDecoder.Decode(theirs), PngDecoder.Decode(drawn.Bytes));
        var similarity = StructuralSimilarity.Of(expected, actual);
        if (similarity < LeastSimilarity || Environment.GetEnvironmentVariable("PEARL_KEEP_PICTURES") == "1")
        {
            await File.WriteAllTextAsync(ChromiumArtifacts.PathOf(document.FileName + ".html"), document.Html);
            await File.WriteAllBytesAsync(ChromiumArtifacts.PathOf(document.FileName + ".chromium.png"), theirs);
            await File.WriteAllBytesAsync(ChromiumArtifacts.PathOf(document.FileName + ".pearl.png"), drawn.Bytes);
            await File.WriteAllBytesAsync(ChromiumArtifacts.PathOf(document.FileName + ".difference.png"), PictureDifference.Draw(expected, actual));
        }

        Assert.True(
            similarity >= LeastSimilarity,
            string.Create(CultureInfo.InvariantCulture, $"{name} has a similarity of {similarity:0.0000} to Chromium's picture; see '{ChromiumArtifacts.PathOf(document.FileName + ".difference.png")}'."));
    }
}
