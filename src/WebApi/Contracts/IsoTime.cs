using System.Globalization;
using System.Text.RegularExpressions;

namespace PearlIo.WebApi.Contracts;

/// <summary>Reads times of ISO 8601 as callers write them.</summary>
internal static partial class IsoTime
{
    /// <summary>What to write in place of what cannot be read.</summary>
    public const string Example = "must be a time such as 2026-11-25 or 2026-11-25T08:00:00Z.";

    /// <summary>Reads a date, or a date and a time of day; without an offset it is UTC.</summary>
    public static bool TryRead(string text, out DateTimeOffset time)
    {
        // A date first: what else the parser takes, such as a mere time of day, is no time of ISO 8601.
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        time = default;
        return IsoDate().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out time);
    }

    /// <summary>Reads a field that may be absent; adds what is wrong with it to the errors.</summary>
    public static DateTimeOffset? Read(string field, string? text, Dictionary<string, string[]> errors)
    {
        if (text is null)
        {
            return null;
        }

        if (TryRead(text, out var time))
        {
            return time;
        }

        errors[field] = [$"'{field}' {Example}"];
        return null;
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsoDate();
}
