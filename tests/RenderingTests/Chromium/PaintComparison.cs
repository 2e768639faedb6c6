using System.Globalization;
using PearlIo.TestKit.Rendering;

namespace PearlIo.RenderingTests.Chromium;

/// <summary>Compares our picture of a document with Chromium's.</summary>
internal static class PaintComparison
{
    /// <summary>Below it a person sees that they differ.</summary>
    private const double LeastSimilarity = 0.98;

    /// <summary>Fails where they are not alike; both, and what differs, are left beside the document for a look.</summary>
    /// <param name="document">As Chromium drew it.</param>
    /// <param name="theirs">Chromium's PNG.</param>
    /// <param name="ours">Our PNG.</param>
    public static void AssertAlike(HtmlCase document, byte[] theirs, byte[] ours)
    {
        var (expected, actual) = (PngDecoder.Decode(theirs), PngDecoder.Decode(ours));
        var similarity = StructuralSimilarity.Of(expected, actual);
        if (similarity < LeastSimilarity || Environment.GetEnvironmentVariable("PEARL_KEEP_PICTURES") == "1")
        {
            File.WriteAllText(ChromiumArtifacts.PathOf(document.FileName + ".html"), document.Html);
            File.WriteAllBytes(ChromiumArtifacts.PathOf(document.FileName + ".chromium.png"), theirs);
            File.WriteAllBytes(ChromiumArtifacts.PathOf(document.FileName + ".pearl.png"), ours);
            File.WriteAllBytes(ChromiumArtifacts.PathOf(document.FileName + ".difference.png"), PictureDifference.Draw(expected, actual));
        }

        Assert.True(
            similarity >= LeastSimilarity,
            string.Create(CultureInfo.InvariantCulture, $"{document.Name} has a similarity of {similarity:0.0000} to Chromium's picture; see '{ChromiumArtifacts.PathOf(document.FileName + ".difference.png")}'."));
    }
}
