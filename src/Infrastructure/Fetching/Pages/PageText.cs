using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>Decodes a page as browsers do: byte order mark, header, declaration in the document, and what the bytes look like.</summary>
/// <remarks>https://html.spec.whatwg.org/#determining-the-character-encoding.</remarks>
internal static partial class PageText
{
    /// <summary>
    /// A declaration within the first 1024 bytes is seen before parsing; one behind them makes a browser begin anew, to the same end. Behind
    /// this many it is rather text about declarations.
    /// </summary>
    private const int DeclarationBytes = 64 * 1024;

    private const int Utf8 = 65001;
    private const int Utf16Big = 1201;
    private const int Utf16Little = 1200;
    private const int ShiftJis = 932;
    private const int WesternEurope = 1252;

    /// <summary>Decodes a page.</summary>
    /// <param name="bytes">The bytes; the last character may be cut.</param>
    /// <param name="contentType">The header <c>Content-Type</c>, or null.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? contentType)
    {
        var (codePage, markLength) = Mark(bytes);
        var encoding = codePage is { } marked ? CharacterSets.Of(marked) : FindUnmarked(bytes, contentType);
        var text = bytes[markLength..];
        return encoding is DoubleByteEncoding own ? own.Read(text) : encoding.GetString(text);
    }

    private static (int? CodePage, int Length) Mark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Utf8, 3),
        [0xFE, 0xFF, ..] => (Utf16Big, 2),
        [0xFF, 0xFE, ..] => (Utf16Little, 2),
        _ => (null, 0),
    };

    private static Encoding FindUnmarked(ReadOnlySpan<byte> bytes, string? contentType)
    {
        var label = contentType is null ? null : MetaPrescan.CharsetOf(contentType);
        var start = bytes[..Math.Min(bytes.Length, DeclarationBytes)];
        return (label is null ? null : CharacterSets.Find(label))
            ?? XmlUtf16(start)
            ?? new MetaPrescan(start).Find()
            ?? XmlDeclared(start)
            ?? CharacterSets.Of(Guess(bytes, start));
    }

    private static Encoding? XmlUtf16(ReadOnlySpan<byte> start) => start switch
    {
        [0x3C, 0x00, 0x3F, 0x00, 0x78, 0x00, ..] => CharacterSets.Of(Utf16Little),
        [0x00, 0x3C, 0x00, 0x3F, 0x00, 0x78, ..] => CharacterSets.Of(Utf16Big),
        _ => null,
    };

    // https://html.spec.whatwg.org/#concept-get-xml-encoding-when-sniffing
    private static Encoding? XmlDeclared(ReadOnlySpan<byte> start)
    {
        return start.StartsWith("<?xml"u8) && XmlEncoding().Match(TagAt(start, 0)) is { Success: true } match
            ? CharacterSets.FindDeclared(match.Groups["label"].Value)
            : null;
    }

    private static int Guess(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> start)
    {
        if (Ascii.IsValid(bytes) && HasEither(bytes, "\u001B$B"u8, "\u001B$@"u8))
        {
            return 50220;
        }

        if (IsUtf8(bytes))
        {
            return Utf8;
        }

        var language = LanguageOf(start);
        var isJapanese = language is "JA" || language.StartsWith("JA-", StringComparison.Ordinal);
        return isJapanese ? (IsEucJp(bytes) ? 51932 : ShiftJis) : OfLanguage(language);
    }

    private static string LanguageOf(ReadOnlySpan<byte> start)
    {
        var at = start.IndexOf("<html"u8);
        at = at < 0 ? start.IndexOf("<HTML"u8) : at;
        return at >= 0 && Lang().Match(TagAt(start, at)) is { Success: true } match ? match.Groups["lang"].Value.ToUpperInvariant() : "";
    }

    private static string TagAt(ReadOnlySpan<byte> bytes, int at)
    {
        const int LongestTag = 1_000;
        var rest = bytes.Slice(at, Math.Min(bytes.Length - at, LongestTag));
        var end = rest.IndexOf((byte)'>');
        return Encoding.Latin1.GetString(end < 0 ? rest : rest[..end]);
    }

    private static bool HasEither(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        bytes.IndexOf(one) >= 0 || bytes.IndexOf(other) >= 0;

    // Some programs cut texts within a character. In other encodings hardly any byte above ASCII is followed by what UTF-8 asks for: not one in two pairs even
    // in those of East Asia.
    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        const int WholeForOneBroken = 5;
        var (whole, broken) = (0, 0);
        while (bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) is >= 0 and var next)
        {
            var status = Rune.DecodeFromUtf8(bytes[next..], out _, out var length);
            whole += status is OperationStatus.Done ? 1 : 0;
            broken += status is OperationStatus.InvalidData ? 1 : 0;
            bytes = bytes[(next + length)..];
        }

        // What is cut at the end of all is neither.
        return whole >= broken * WholeForOneBroken;
    }

    // The encodings that Japanese pages had share nearly all bytes, but Shift_JIS begins kana with 0x82 and 0x83, which EUC-JP never has.
    private static bool IsEucJp(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (value is > 0x7F and < 0xA1 and not (0x8E or 0x8F))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What pages of a language were written in before UTF-8.</summary>
    /// <remarks>The table of locales of https://html.spec.whatwg.org/#determining-the-character-encoding.</remarks>
    private static int OfLanguage(string language) => language switch
    {
        "AR" or "FA" or "UR" => 1256,
        "BE" or "BG" or "KY" or "MK" or "RU" or "SR" or "TG" or "TT" or "UK" or "KK" => 1251,
        "CS" or "HU" or "PL" or "SK" or "SL" or "HR" or "RO" or "BS" => 1250,
        "EL" => 28597,
        "ET" or "LT" or "LV" => 1257,
        "HE" or "IW" => 1255,
        "KO" => 949,
        "KU" or "TR" or "AZ" => 1254,
        "TH" => 874,
        "VI" => 1258,
        "ZH" or "ZH-CN" or "ZH-HANS" or "ZH-SG" => 54936,
        "ZH-TW" or "ZH-HK" or "ZH-HANT" or "ZH-MO" => 950,
        _ when language.Contains('-', StringComparison.Ordinal) => OfLanguage(language[..language.LastIndexOf('-')]),
        _ => WesternEurope,
    };

    [GeneratedRegex("""encoding\s*=\s*(?<quote>["'])(?<label>[^"']+)\k<quote>""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex XmlEncoding();

    [GeneratedRegex("""\blang\s*=\s*["']?(?<lang>[a-z]{2,3}(-[a-z]+)*)""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Lang();
}
