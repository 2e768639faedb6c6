using System.Globalization;

namespace PearlIo.WebApi.Hosting;

/// <summary>Reads whole numbers from settings; whether one is right is said by a validator, with all others.</summary>
internal static class NumberSettings
{
    /// <summary>What stands for a text that is no number.</summary>
    public const int Unreadable = -1;

    /// <summary>A number from 0, <see cref="Unreadable"/> where the text is none, or null where nothing is set.</summary>
    public static long? Read(IConfiguration configuration, string setting)
    {
        var text = configuration[setting];
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Unreadable;
    }

    /// <summary>The same, where larger numbers than an integer holds are as good as the largest.</summary>
    public static int? ReadSmall(IConfiguration configuration, string setting) =>
        Read(configuration, setting) is { } number ? (int)Math.Min(number, int.MaxValue) : null;

    /// <summary>Says what a setting is and must be.</summary>
    public static string Refuse(IConfiguration configuration, string setting, string wanted) =>
        $"{setting.Replace(":", "__", StringComparison.Ordinal)} is '{configuration[setting]}' and must be {wanted}.";
}
