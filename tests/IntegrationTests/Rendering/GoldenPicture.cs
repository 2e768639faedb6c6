using System.Runtime.CompilerServices;
using PearlIo.TestKit.Rendering;
using Xunit;

namespace PearlIo.IntegrationTests.Rendering;

/// <summary>
/// Compares pictures with those accepted before, as decoded pixels. Set <c>PEARL_ACCEPT_GOLDEN=1</c> to accept; on a
/// difference the picture and what differs are written under <c>artifacts/golden</c>.
/// </summary>
internal static class GoldenPicture
{
    /// <summary>Levels by which a channel may differ: other builds of the same libraries round differently.</summary>
    private const int TolerableDifference = 10;

    /// <summary>Share of pixels that may differ by more.</summary>
    private const double TolerableShare = 0.0005;

    public static void AssertSame(string name, byte[] png)
    {
        var golden = Path.Combine(Folder(), name + ".png");
        if (Environment.GetEnvironmentVariable("PEARL_ACCEPT_GOLDEN") == "1")
        {
            File.WriteAllBytes(golden, png);
            return;
        }

        Assert.True(File.Exists(golden), $"There is no golden picture '{golden}'. Look at the card and set PEARL_ACCEPT_GOLDEN=1 to accept it.");
        var (expected, actual) = (PngDecoder.Decode(File.ReadAllBytes(golden)), PngDecoder.Decode(png));
        if (!AreAlike(expected, actual))
        {
            var folder = WriteDifference(name, png, expected, actual);
            Assert.Fail($"The card '{name}' differs from its golden picture; see '{folder}'. PEARL_ACCEPT_GOLDEN=1 accepts it.");
        }
    }

    public static bool AreAlike(DecodedPicture expected, DecodedPicture actual)
    {
        if ((expected.Width, expected.Height) != (actual.Width, actual.Height))
        {
            return false;
        }

        var differing = Enumerable.Range(0, expected.Width * expected.Height).Count(pixel => PictureDifference.At(expected, actual, pixel) > TolerableDifference);
        return differing <= TolerableShare * expected.Width * expected.Height;
    }

    private static string WriteDifference(string name, byte[] png, DecodedPicture expected, DecodedPicture actual)
    {
        var folder = Path.Combine(Folder(), "..", "..", "..", "..", "artifacts", "golden");
        folder = Directory.CreateDirectory(folder).FullName;
        File.WriteAllBytes(Path.Combine(folder, name + ".actual.png"), png);
        if ((expected.Width, expected.Height) == (actual.Width, actual.Height))
        {
            File.WriteAllBytes(Path.Combine(folder, name + ".diff.png"), PictureDifference.Draw(expected, actual));
        }

        return folder;
    }

    private static string Folder([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "Golden");
}
