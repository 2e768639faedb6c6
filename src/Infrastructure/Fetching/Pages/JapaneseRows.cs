namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>
/// The tables of Japanese encodings. They have some characters twice: signs of mathematics, and the rarer characters of names (髙, 﨑) and small numerals,
/// in rows that NEC chose and in those of IBM, which Windows writes. Browsers read both, .NET only one of them.
/// </summary>
/// <remarks>https://encoding.spec.whatwg.org/#index-jis0208 and https://encoding.spec.whatwg.org/#index-jis0212.</remarks>
internal static class JapaneseRows
{
    private const int ShiftJisPage = 932;

    /// <summary>EUC-JP with JIS X 0212, whose trails have no high bit there.</summary>
    private const int RarerPage = 20932;

    /// <summary>Behind this lead .NET has characters of IBM that JIS X 0212 has not.</summary>
    private const byte LastRarerLead = 0xF2;

    private const byte FirstNec = 0xED;
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

    /// <summary>Characters of Shift_JIS that .NET has at another place only.</summary>
    private const string Again =
        "8790≒ 8791≡ 8792∫ 8795√ 8796⊥ 8797∠ 879A∵ 879B∩ 879C∪ "
        + "FA4AⅠ FA4BⅡ FA4CⅢ FA4DⅣ FA4EⅤ FA4FⅥ FA50Ⅶ FA51Ⅷ FA52Ⅸ FA53Ⅹ FA54￢ FA58㈱ FA59№ FA5A℡ FA5B∵";

    /// <summary>Pairs of Shift_JIS.</summary>
    public static Lazy<DoubleByteTable> ShiftJis { get; } = new(MakeShiftJis);

    /// <summary>Pairs of EUC-JP.</summary>
    public static Lazy<DoubleByteTable> EucJp { get; } = new(MakeEucJp);

    /// <summary>Pairs of JIS X 0212 as EUC-JP has them.</summary>
    public static Lazy<DoubleByteTable> Rarer { get; } = new(MakeRarer);

    /// <summary>The narrow kana of a byte from 0xA1 to 0xDF.</summary>
    public static char SmallKana(byte value) => (char)('\uFF61' + value - 0xA1);

    private static DoubleByteTable MakeShiftJis()
    {
        var table = DoubleByteTable.Of(CharacterSets.Model(ShiftJisPage), FirstTrail, keepsPrivateUse: true);
        table.Set(Again);

        AddNec(table);
        for (byte kana = 0xA1; kana <= 0xDF; kana++)
        {
            table[kana] = SmallKana(kana);
        }

        table[0x80] = '\u0080';
        (table[0xA0], table[0xFD], table[0xFE]) = (DoubleByteTable.Unreadable, DoubleByteTable.Unreadable, DoubleByteTable.Unreadable);
        return table;
    }

    private static void AddNec(DoubleByteTable table)
    {
        for (var place = 0; place <= Last; place++)
        {
            var (lead, trail) = At(FirstNec, place);
            if (IbmOf(place) is var (ibmLead, ibmTrail))
            {
                table[lead, trail] = table[ibmLead, ibmTrail];
            }
        }
    }

    private static (byte Lead, byte Trail)? IbmOf(int place) => place switch
    {
        < Kanji => At(FirstIbm, IbmKanji + place),
        >= FirstNumeral and < Not => At(FirstIbm, place - FirstNumeral),
        Not => (0x81, 0xCA),
        > Not and <= Last => At(FirstIbm, IbmSigns + place - Not - 1),
        _ => null,
    };

    private static (byte Lead, byte Trail) At(byte first, int place)
    {
        var trail = place % TrailsOfLead;
        return ((byte)(first + (place / TrailsOfLead)), (byte)(FirstTrail + trail + (trail >= Gap ? 1 : 0)));
    }

    // A lead of Shift_JIS has two rows of 94 characters; its leads leave out those of the narrow kana.
    private static DoubleByteTable MakeEucJp()
    {
        var (table, shiftJis) = (NewEucJp(), ShiftJis.Value);
        const int Rows = 94;
        for (var place = 0; place < Rows * Rows; place++)
        {
            var firstLead = place / TrailsOfLead < 0x1F ? (byte)0x81 : (byte)0xC1;
            var (lead, trail) = At(firstLead, place);
            table[(byte)(0xA1 + (place / Rows)), (byte)(0xA1 + (place % Rows))] = shiftJis[lead, trail];
        }

        return table;
    }

    private static DoubleByteTable MakeRarer()
    {
        var (table, model) = (NewEucJp(), CharacterSets.Model(RarerPage));
        for (byte lead = 0xA1; lead <= LastRarerLead; lead++)
        {
            for (byte trail = 0xA1; trail <= 0xFE; trail++)
            {
                table[lead, trail] = DoubleByteTable.Read(model, [lead, (byte)(trail & 0x7F)], keepsPrivateUse: false);
            }
        }

        (table[0xA2, 0xB7], table[0xA2, 0xF1]) = ('～', '№');
        return table;
    }

    private static DoubleByteTable NewEucJp()
    {
        var table = new DoubleByteTable();
        for (byte value = 0x80; value <= 0xA0; value++)
        {
            table[value] = value is 0x8E or 0x8F ? '\0' : DoubleByteTable.Unreadable;
        }

        return table;
    }
}
