using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PearlIo.WebApi.Commands;

/// <summary>How commands print what comes from outside: a line each, with all members, and text as it is.</summary>
internal static partial class OutsideJson
{
    /// <summary>Nothing of it goes into HTML, so that only what JSON itself needs is escaped.</summary>
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints a value on a line of its own.</summary>
    public static Task PrintAsync<T>(T value) => Console.Out.WriteLineAsync(Pair().Replace(JsonSerializer.Serialize(value, Options), Unescape));

    // No encoder of the framework leaves characters beyond U+FFFF as they are.
    private static string Unescape(Match match) =>
        match.Groups["high"].Success ? new string([Unit(match.Groups["high"]), Unit(match.Groups["low"])]) : match.Value;

    private static char Unit(Group hex) => (char)ushort.Parse(hex.ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    // Any other escape is skipped whole, so that a backslash that is escaped itself begins nothing.
    [GeneratedRegex("""\\(u(?<high>D[89AB][0-9A-F]{2})\\u(?<low>D[C-F][0-9A-F]{2})|.)""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pair();
}
