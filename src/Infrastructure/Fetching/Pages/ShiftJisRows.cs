namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>
/// Shift_JIS has the rarer characters of names (髙, 﨑) and small numerals twice: in rows that NEC chose and in those of IBM, which Windows writes. Browsers
/// read both, .NET only the latter.
/// </summary>
/// <remarks>https://encoding.spec.whatwg.org/#index-jis0208, pointers 8272 to 8835 and 10716 on.</remarks>
internal static class ShiftJisRows
{
    private const byte FirstNec = 0xED;
    private const byte LastNec = 0xEE;
    private const byte FirstIbm = 0xFA;
    private const int TrailsOfLead = 188;

    /// <summary>Trails leave out 0x7F.</summary>
    private const int FirstTrail = 0x40;
    private const int Gap = 0x3F;

    /// <summary>Kanji, then a gap of two, numerals, the sign for not, and three more signs.</summary>
    private const int Kanji = 360;
    private const int FirstNumeral = 362;
    private const int Not = 372;
    private const int Last = 375;

    /// <summary>Where IBM has the first kanji, and the signs behind the sign for not.</summary>
    private const int IbmKanji = 28;
    private const int IbmSigns = 21;

    /// <summary>The same text with IBM's rows only.</summary>
    public static byte[] ToIbm(ReadOnlySpan<byte> text)
    {
        var copy = text.ToArray();
        for (var at = 0; at + 1 < copy.Length; at++)
        {
            if (!IsLead(copy[at]) || !IsTrail(copy[at + 1]))
            {
                continue;
            }

            if (copy[at] is FirstNec or LastNec)
            {
                (copy[at], copy[at + 1]) = ToIbm(copy[at], copy[at + 1]);
            }

            at++;
        }

        return copy;
    }

    private static bool IsLead(byte value) => value is (>= 0x81 and <= 0x9F) or (>= 0xE0 and <= 0xFC);

    private static bool IsTrail(byte value) => value is >= 0x40 and <= 0xFC and not 0x7F;

    private static (byte Lead, byte Trail) ToIbm(byte lead, byte trail)
    {
        var place = ((lead - FirstNec) * TrailsOfLead) + trail - FirstTrail - (trail > 0x7F ? 1 : 0);
        return place switch
        {
            < Kanji => At(IbmKanji + place),
            >= FirstNumeral and < Not => At(place - FirstNumeral),
            Not => (0x81, 0xCA),
            > Not and <= Last => At(IbmSigns + place - Not - 1),
            _ => (lead, trail),
        };
    }

    private static (byte Lead, byte Trail) At(int place)
    {
        var trail = place % TrailsOfLead;
        return ((byte)(FirstIbm + (place / TrailsOfLead)), (byte)(FirstTrail + trail + (trail >= Gap ? 1 : 0)));
    }
}
