namespace PearlIo.RenderingTests.Chromium;

/// <summary>Documents that are laid out otherwise than in Chromium, each with the cause; docs/css.md names them, too.</summary>
internal static class KnownDifferences
{
    public static readonly IReadOnlyDictionary<string, string> Causes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["script chinese in flex"] = "Chromium rounds each piece of a text up to 1/64 px",
    };
}
