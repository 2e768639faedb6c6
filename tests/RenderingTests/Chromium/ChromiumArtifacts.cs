using System.Runtime.CompilerServices;

namespace PearlIo.RenderingTests.Chromium;

/// <summary>Where what differs is left for people to look at.</summary>
internal static class ChromiumArtifacts
{
    /// <summary>A file under <c>artifacts/chromium</c>.</summary>
    public static string PathOf(string fileName) => Path.Combine(Directory.CreateDirectory(Folder()).FullName, fileName);

    private static string Folder([CallerFilePath] string thisFile = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "artifacts", "chromium"));
}
