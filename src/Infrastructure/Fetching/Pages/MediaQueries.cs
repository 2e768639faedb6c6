namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>Whether what is meant for some screens only is meant for a light one.</summary>
internal static class MediaQueries
{
    /// <summary>Whether something counts on a wide screen with a light scheme: it names no media, or those, or others than schemes and kinds.</summary>
    public static bool IsForLightScreens(string? media)
    {
        if (string.IsNullOrWhiteSpace(media))
        {
            return true;
        }

        var isDark = media.Contains("prefers-color-scheme", StringComparison.OrdinalIgnoreCase) && media.Contains("dark", StringComparison.OrdinalIgnoreCase);
        return !isDark && !media.Contains("print", StringComparison.OrdinalIgnoreCase);
    }
}
