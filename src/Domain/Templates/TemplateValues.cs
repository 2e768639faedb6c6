using System.Globalization;
using System.Text.Json;
using PearlIo.Domain.Assets;

namespace PearlIo.Domain.Templates;

/// <summary>Reads values of variables, which are written as text.</summary>
public static class TemplateValues
{
    private static readonly string[] DateFormats =
    [
        "yyyy", "yyyy-MM", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Says what is wrong with a value, or null where it is as its type says. Empty counts as absent and is right for every type.</summary>
    public static string? Check(TemplateVariableType type, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length == 0)
        {
            return null;
        }

        return type switch
        {
            TemplateVariableType.Number when ReadNumber(value) is null => "must be a number such as 4.5",
            TemplateVariableType.Boolean when value is not ("true" or "false") => "must be true or false",
            TemplateVariableType.Date when ReadDate(value) is null => "must be a date such as 2026-11-25 or 2026-11-25T18:30:00Z",
            TemplateVariableType.Image when !IsPictureAddress(value) => "must be an address that starts with https:, http:, data: or asset:",
            TemplateVariableType.List when ReadList(value) is null => "must be texts separated by commas, or a JSON array of texts",
            TemplateVariableType.Color when value.Length > 100 || value.AsSpan().IndexOfAny(";{}\"'") >= 0 => "must be a colour such as #2563eb",
            _ => null,
        };
    }

    /// <summary>A number, or null.</summary>
    public static double? ReadNumber(string value)
        => double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number
            : null;

    /// <summary>A date with its time where it has one; without an offset it counts as UTC. Null for anything else.</summary>
    public static DateTimeOffset? ReadDate(string value)
        => DateTimeOffset.TryParseExact(value, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    /// <summary>Texts of a list, or null.</summary>
    public static IReadOnlyList<string>? ReadList(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!value.TrimStart().StartsWith('['))
        {
            return value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        }

        try
        {
            return JsonSerializer.Deserialize<string[]>(value)?.Select(item => item ?? string.Empty).ToArray();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsPictureAddress(string value)
        => value.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || value.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
            || value.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || AssetAddress.Is(value);
}
