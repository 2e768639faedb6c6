namespace PearlIo.RenderingTests.Chromium;

/// <summary>Documents that are laid out otherwise than in Chromium, each with the cause; docs/css.md names them, too.</summary>
internal static class KnownDifferences
{
    public static readonly IReadOnlyDictionary<string, string> Causes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["script chinese in flex"] = "Chromium measures slanted ideographs a trifle wider than upright ones, and rounds that up to 1/64 px",
    };
}
