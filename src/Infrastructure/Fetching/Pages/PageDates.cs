using System.Globalization;
using System.Text.RegularExpressions;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>Brings the dates that pages write to ISO 8601, as exactly as they are and no more.</summary>
internal static partial class PageDates
{
    private const int FirstYear = 1000;

    /// <summary>
    /// A date as ISO 8601 has it: <c>2026</c>, <c>2026-11</c>, <c>2026-11-26</c>, or with time and, where it is known, offset. What is ISO 8601 already
    /// keeps its seconds, fractions and offset. Null for what is no date, or one that people read in two ways (<c>05/03/2026</c>).
    /// </summary>
    public static string? Normalise(string? text)
    {
        const int LongestDate = 100;
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length > LongestDate)
        {
            return null;
        }

        if (YearAlone().IsMatch(trimmed))
        {
            return trimmed;
        }

        var match = Iso().Match(Plain().Replace(trimmed, InDigits));
        return match.Success ? FromIso(match) : FromWords(Parenthesis().Replace(trimmed, "").Replace("GMT+", "+", StringComparison.Ordinal).Replace("GMT-", "-", StringComparison.Ordinal));
    }

    // Years come first everywhere that the month follows, with however many digits and in characters of Chinese, Japanese and Korean.
    private static string InDigits(Match match) =>
        $"{match.Groups["year"].Value}-{match.Groups["month"].Value.PadLeft(2, '0')}-{match.Groups["day"].Value.PadLeft(2, '0')}"
        + (match.Groups["time"].Success ? "T" : "")
        + (match.Groups["hour"].Success ? "0" + match.Groups["hour"].Value : "");

    private static string? FromIso(Match match)
    {
        var date = $"{match.Groups["year"].Value}-{match.Groups["month"].Value}";
        var day = match.Groups["day"];
        if (!IsDate(date + "-" + (day.Success ? day.Value : "01")))
        {
            return null;
        }

        date += day.Success ? "-" + day.Value : "";
        if (!match.Groups["hour"].Success || !day.Success)
        {
            return date;
        }

        if (!IsTime(match))
        {
            return null;
        }

        var second = match.Groups["second"].Success ? ":" + match.Groups["second"].Value : "";
        var fraction = match.Groups["fraction"].Success ? "." + match.Groups["fraction"].Value : "";
        return $"{date}T{match.Groups["hour"].Value}:{match.Groups["minute"].Value}{second}{fraction}{Offset(match)}";
    }

    private static string Offset(Match match)
    {
        if (match.Groups["utc"].Success)
        {
            return "Z";
        }

        var minutes = match.Groups["offsetminute"].Success ? match.Groups["offsetminute"].Value : "00";
        return match.Groups["offsethour"].Success ? $"{match.Groups["offsethour"].Value}:{minutes}" : "";
    }

    private static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year >= FirstYear;

    // 24:00 is the end of a day, 23:59:60 a leap second.
    private static bool IsTime(Match match)
    {
        const int MaxHour = 24;
        const int MaxMinute = 59;
        const int MaxSecond = 60;
        return Number(match, "hour") <= MaxHour && Number(match, "minute") <= MaxMinute && Number(match, "second") <= MaxSecond;
    }

    private static int Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

    // Only with the month as a word: numbers alone are read in two ways.
    private static string? FromWords(string text)
    {
        var plain = September().Replace(Ordinal().Replace(text, "${day}"), "Sep");
        plain = TimeBeforeYear().Replace(plain, "${day} ${month} ${year} ${time}${zone}").Replace(" UTC", " GMT", StringComparison.Ordinal);
        if (!MonthWord().IsMatch(plain)
            || DayBehindYear().IsMatch(plain)
            || !Year().IsMatch(plain)
            || !DateTimeOffset.TryParse(plain, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var date)
            || date.Year < FirstYear)
        {
            return null;
        }

        if (!plain.Contains(':', StringComparison.Ordinal))
        {
            return date.ToString(Day().IsMatch(plain) ? "yyyy-MM-dd" : "yyyy-MM", CultureInfo.InvariantCulture);
        }

        var time = date.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        var zone = Zone().Match(plain);
        return !zone.Success ? time : time + (date.Offset == TimeSpan.Zero ? "Z" : date.ToString("zzz", CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(
        """^(?<year>\d{4})(?<divider>[-/.]?)(?<month>\d{2})(\k<divider>(?<day>\d{2}))?([T ]\s*(?<hour>\d{2}):?(?<minute>\d{2})(:?(?<second>\d{2})([.,](?<fraction>\d{1,9})\d*)?)?\s*((?<utc>Z|UTC|GMT)|(?<offsethour>[+-]\d{2}):?(?<offsetminute>\d{2})?)?(\s+[A-Z]{3,5}|\[[^\]]+\])?)?\s*$""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Iso();

    [GeneratedRegex("""(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MonthWord();

    [GeneratedRegex(
        """^(?<year>\d{4})\s?(-|/|\.\s?|[年년]\s?)(?<month>\d{1,2})(-|/|\.\s?|[月월]\s?)(?<day>\d{1,2})(?!\d)\.?[日일]?((?<time>T|\s+)(?=\d)(?<hour>\d(?=:))?)?""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Plain();

    [GeneratedRegex("""(?<![\d+])[12]\d{3}(?!\d)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Year();

    [GeneratedRegex("""^[12]\d{3}$""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex YearAlone();

    [GeneratedRegex("""\bsept\b\.?""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex September();

    // As C's asctime writes it.
    [GeneratedRegex(
        """^([a-z]{3},?\s+)?(?<month>[a-z]{3})\s+(?<day>\d{1,2})\s+(?<time>\d{1,2}:\d{2}(:\d{2})?)(?<zone>\s+(GMT|UTC))?\s+(?<year>\d{4})$""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex TimeBeforeYear();

    [GeneratedRegex("""^[a-z]+\.?,?\s+\d{4},?\s+\d{1,2}$""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex DayBehindYear();

    [GeneratedRegex("""(?<!\d)\d{1,2}(?!\d)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Day();

    [GeneratedRegex("""\b(?<day>\d{1,2})(st|nd|rd|th)\b""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ordinal();

    [GeneratedRegex("""\s*\([^)]*\)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parenthesis();

    [GeneratedRegex("""(GMT|UTC|\dZ|[+-]\d{2}:?\d{2})\s*$""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Zone();
}
