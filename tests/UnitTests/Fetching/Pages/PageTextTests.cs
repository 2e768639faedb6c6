using System.Text;
using PearlIo.Infrastructure.Fetching.Pages;

namespace PearlIo.UnitTests.Fetching.Pages;

public sealed class PageTextTests
{
    private const string Japanese = "日本語のページ、カタカナ";

    static PageTextTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8", Japanese)]
    [InlineData("shift_jis", Japanese)]
    [InlineData("Shift_JIS", Japanese)]
    [InlineData("x-sjis", Japanese)]
    [InlineData("windows-31j", Japanese)]
    [InlineData("euc-jp", Japanese)]
    [InlineData("iso-2022-jp", Japanese)]
    [InlineData("gb18030", "汉字 𠀀")]
    [InlineData("gbk", "汉字")]
    [InlineData("gb2312", "汉字 朱镕基")]
    [InlineData("big5", "漢字")]
    [InlineData("euc-kr", "한국어 똠")]
    [InlineData("ks_c_5601-1987", "한국어")]
    [InlineData("windows-1250", "Příliš žluťoučký")]
    [InlineData("windows-1251", "Привет")]
    [InlineData("cp1251", "Привет")]
    [InlineData("windows-1252", "“Zoë” costs 5 €")]
    [InlineData("iso-8859-1", "“Zoë” costs 5 €")]
    [InlineData("latin1", "“Zoë”")]
    [InlineData("us-ascii", "“Zoë”")]
    [InlineData("iso-8859-2", "Łódź")]
    [InlineData("iso-8859-5", "Привет")]
    [InlineData("iso-8859-7", "Καλημέρα")]
    [InlineData("iso-8859-9", "İstanbul ğ")]
    [InlineData("iso-8859-10", "Þórður Ŋ ŧ Å")]
    [InlineData("iso-8859-14", "Ŵyth ẁ ḃ ŷ")]
    [InlineData("iso-8859-15", "5 €")]
    [InlineData("iso-8859-16", "„Țară și Ő” 5 €")]
    [InlineData("windows-1253", "Καλημέρα")]
    [InlineData("windows-1254", "İstanbul")]
    [InlineData("windows-1255", "שלום")]
    [InlineData("iso-8859-8-i", "שלום")]
    [InlineData("windows-1256", "مرحبا")]
    [InlineData("windows-1257", "Ačiū")]
    [InlineData("windows-1258", "Viê")]
    [InlineData("windows-874", "สวัสดี")]
    [InlineData("tis-620", "สวัสดี")]
    [InlineData("koi8-r", "Привет")]
    [InlineData("koi8-u", "Ґанок")]
    [InlineData("macintosh", "Zoë")]
    [InlineData("ibm866", "Привет")]
    public void Decodes_what_header_or_document_declares(string label, string text)
    {
        var encoding = CharacterSets.Find(label)!;
        Assert.EndsWith(text, PageText.Decode(encoding.GetBytes(text), $"text/html; charset={label}"), StringComparison.Ordinal);
        Assert.EndsWith(text, PageText.Decode(encoding.GetBytes($"<!doctype html><head><meta charset='{label}'>{text}"), null), StringComparison.Ordinal);
        Assert.EndsWith(
            text,
            PageText.Decode(encoding.GetBytes($"<META content=\"text/html;Charset={label}\" http-equiv=Content-Type>{text}"), "text/html"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html;charset=windows-1251", "<meta charset=utf-8>", 1251)]
    [InlineData("text/html; charset=\"windows-1251\"", "", 1251)]
    [InlineData("text/html; CHARSET = 'windows-1251' ; x=y", "", 1251)]
    [InlineData("text/html; charset=nonsense", "<meta charset=windows-1251>", 1251)]
    [InlineData("text/html", "<meta charset=utf-16><!-- ascii means that it is not -->", 65001)]
    [InlineData("text/html", "<meta charset=x-user-defined>", 1252)]
    [InlineData("text/html", "<!-- <meta charset=windows-1251> --><meta charset=windows-1250>", 1250)]
    [InlineData("text/html", "<!--><meta charset=windows-1251>", 1251)]
    [InlineData("text/html", "<meta http-equiv=refresh content='text/html; charset=windows-1251'><meta charset=windows-1250>", 1250)]
    [InlineData("text/html", "<meta content='text/html; charset=windows-1251'><meta charset=windows-1250>", 1250)]
    [InlineData("text/html", "<p title='<meta charset=windows-1251>'><meta charset=windows-1250>", 1250)]
    [InlineData("text/html", "</p x='<meta charset=windows-1251>'><?php <meta ><meta/charset=windows-1250>", 1250)]
    [InlineData("text/html", "<meta charset=nonsense><meta charset=windows-1250>", 1250)]
    [InlineData("text/html", "<metadata charset=windows-1251><meta charset=windows-1250 charset=windows-1251>", 1250)]
    [InlineData("text/html", "<?xml version=\"1.0\" encoding=\"windows-1251\"?><html>", 1251)]
    [InlineData("text/html", "<?xml version='1.0' encoding='windows-1251'?><meta charset=windows-1250>", 1250)]
    public void Knows_which_declaration_counts(string contentType, string start, int codePage)
    {
        var text = start + (codePage is 1251 ? "Привет" : "žluť");
        text = codePage is 1252 ? start + "Zoë" : text;
        Assert.Equal(text, PageText.Decode(CharacterSets.Of(codePage).GetBytes(text), contentType));
    }

    [Fact]
    public void Finds_a_declaration_behind_the_first_kilobyte_as_browsers_do() => Assert.EndsWith(
        "Привет", PageText.Decode(CharacterSets.Of(1251).GetBytes($"<!--{new string(' ', 3000)}--><meta charset=windows-1251>Привет"), null), StringComparison.Ordinal);

    [Theory]
    [InlineData("EEE0 FBFC", "髙髙")]
    [InlineData("ED95 FAB1", "﨑﨑")]
    [InlineData("ED40 EEEC", "纊黑")]
    [InlineData("EEEF EEF8 EEF9 EEFA EEFC", "ⅰⅹ￢￤＂")]
    [InlineData("41 89ED 40 BB 8ABF", "A駕@ｻ漢")]
    public void Reads_shift_jis_in_the_rows_of_ibm_and_of_nec(string bytes, string text)
    {
        byte[] page = [.. Encoding.ASCII.GetBytes("<meta charset=shift_jis>"), .. Bytes(bytes)];
        Assert.Equal("<meta charset=shift_jis>" + text, PageText.Decode(page, null));
    }

    [Theory]
    [InlineData(65001)]
    [InlineData(1200)]
    [InlineData(1201)]
    public void Takes_the_byte_order_mark_before_everything(int codePage)
    {
        var encoding = Encoding.GetEncoding(codePage);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("<meta charset=windows-1251>ü")];
        Assert.Equal("<meta charset=windows-1251>ü", PageText.Decode(bytes, "text/html; charset=koi8-r"));
    }

    [Theory]
    [InlineData(1200)]
    [InlineData(1201)]
    public void Knows_xml_in_utf_16_without_a_mark(int codePage) =>
        Assert.Equal("<?xml ?>ü", PageText.Decode(Encoding.GetEncoding(codePage).GetBytes("<?xml ?>ü"), null));

    [Theory]
    [InlineData("", 65001, "späte 日本")]
    [InlineData("", 1252, "späte")]
    [InlineData("<html lang=ja>", 932, Japanese)]
    [InlineData("<html lang=\"ja-JP\">", 51932, Japanese)]
    [InlineData("", 50220, Japanese)]
    [InlineData("<html class=x lang=ru>", 1251, "Привет")]
    [InlineData("<html lang=pl>", 1250, "Łódź")]
    [InlineData("<html lang=ko>", 949, "한국어")]
    [InlineData("<html lang=zh>", 54936, "汉字")]
    [InlineData("<html lang=zh-TW>", 950, "漢字")]
    [InlineData("<html lang=en-US>", 1252, "“Zoë”")]
    public void Guesses_where_nothing_is_declared(string start, int codePage, string text) =>
        Assert.Equal(start + text, PageText.Decode(CharacterSets.Of(codePage).GetBytes(start + text), null));

    [Fact]
    public void Takes_utf_8_that_is_cut_within_a_character_for_utf_8()
    {
        var bytes = Encoding.UTF8.GetBytes("späte 😀");
        for (var cut = 1; cut <= 3; cut++)
        {
            Assert.StartsWith("späte", PageText.Decode(bytes.AsSpan(..^cut), null), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("shift_jis", "89 22 3E 41", "\uFFFD\">A")]
    [InlineData("shift_jis", "93FA 96 3C", "日\uFFFD<")]
    [InlineData("shift_jis", "8541 85 9E 41", "\uFFFDA\uFFFDA")]
    [InlineData("shift_jis", "80 A0 B1 FD 41 89", "\u0080\uFFFDｱ\uFFFDA\uFFFD")]
    [InlineData("euc-jp", "C6FC CB 22 3E", "日\uFFFD\">")]
    [InlineData("euc-jp", "8F B0 3C 8F 3C 8E 3C 8EB1 80 41", "\uFFFD<\uFFFD<\uFFFD<ｱ\uFFFDA")]
    [InlineData("euc-jp", "8F A1 A1 41", "\uFFFDA")]
    [InlineData("euc-kr", "C7D1 B1 22 3E", "한\uFFFD\">")]
    [InlineData("euc-kr", "B0A1 FF B0", "가\uFFFD\uFFFD")]
    [InlineData("euc-kr", "C9A1 80 41", "\uFFFD\uFFFDA")]
    [InlineData("big5", "A4A4 A4 22 3E", "中\uFFFD\">")]
    [InlineData("big5", "81 40 80 41", "\uFFFD@\uFFFDA")]
    [InlineData("gbk", "D6D0 CE 22 3E", "中\uFFFD\">")]
    [InlineData("gbk", "80 35 FF 41", "€5\uFFFDA")]
    [InlineData("gb18030", "81 30 3C", "\uFFFD0<")]
    [InlineData("gb18030", "81 30 81 3C", "\uFFFD0\uFFFD<")]
    [InlineData("gb18030", "8431A530 41 81308130", "\uFFFDA\u0080")]
    [InlineData("gb18030", "81 30 81", "\uFFFD")]
    [InlineData("iso-2022-jp", "1B2442 467C 4B 1B2842 3E", "日\uFFFD>")]
    [InlineData("iso-2022-jp", "1B284A 5C7E 1B2849 31 1B2842 5C", "¥‾ｱ\\")]
    [InlineData("iso-2022-jp", "1B2442 1B2842 41 1B24 42 80", "\uFFFDA\uFFFD")]
    [InlineData("iso-2022-jp", "1B 41 1B2442 46 0A 46", "\uFFFDA\uFFFD\uFFFD")]
    [InlineData("utf-8", "41 E282 42 FF", "A\uFFFDB\uFFFD")]
    public void Puts_a_replacement_for_what_is_cut_and_leaves_markup(string label, string bytes, string text) =>
        Assert.Equal(text, Decode(label, bytes));

    [Theory]
    [InlineData("shift_jis", "8790 8795 879C FA4A FA53 FA54 FA58 FA5B F040 81CA", "≒√∪ⅠⅩ￢㈱∵\uE000￢")]
    [InlineData("euc-jp", "ADF0 ADFC FCFB A1C1 F9A1", "≒∪￢～纊")]
    [InlineData("euc-jp", "8FB0A1 8FA2B7 8FA2F1 8FEDE3 8FF3A1", "丂～№龥\uFFFD")]
    [InlineData("big5", "9DF6 9DEF 9DF8 9DF7 9DCF 8862 88A5 8744 8745 C6A1 C755 F9FE A2CC", "喺嘅啲咗嘢Ê\u0304ê\u030C䕸𧉧①の￭十")]
    [InlineData("euc-kr", "8C63 A2E6", "똠€")]
    [InlineData("gb18030", "A3A0 A8BC 8135F437 A6D9 FE59 A2E3 95329031", "\u3000ḿ\uE7C7︐龴€𠂇")]
    public void Reads_characters_that_net_does_not_have_there(string label, string bytes, string text) => Assert.Equal(text, Decode(label, bytes));

    [Theory]
    [InlineData("iso-8859-3", "A5 AE BE C3 D0 E3 F0 A1", "???????Ħ")]
    [InlineData("iso-8859-6", "A1 C0 DB F3 FF C7", "?????ا")]
    [InlineData("iso-8859-7", "A1 A2 A4 A5 AA AE D2 FF E1", "‘’€₯ͺ???α")]
    [InlineData("iso-8859-8", "A1 AF BF DE FB FD FE E0", "?¯???\u200E\u200Fא")]
    [InlineData("windows-874", "80 81 DB FC A1", "€\u0081??ก")]
    [InlineData("windows-1253", "81 AA D2 FF E1", "\u0081???α")]
    [InlineData("windows-1255", "D9 DF FB FF E0", "????א")]
    [InlineData("windows-1257", "A1 A5 C0", "??Ą")]
    [InlineData("macintosh", "BD F0", "Ω\uF8FF")]
    [InlineData("x-mac-cyrillic", "A2 B6 FF", "Ґґ€")]
    [InlineData("iso-8859-10", "80 A1", "\u0080Ą")]
    public void Reads_single_bytes_by_the_tables_of_the_standard(string label, string bytes, string text) =>
        Assert.Equal(text.Replace('?', '\uFFFD'), Decode(label, bytes));

    [Theory]
    [InlineData("Größe – 日本 Über", "C3", true)]
    [InlineData("日本語", "E6 22", false)]
    [InlineData("日本語のペ", "E6 22", true)]
    [InlineData("日本語のペー", "FF FE", false)]
    [InlineData("", "E4 F6 FC", false)]
    public void Takes_utf_8_with_few_broken_characters_for_utf_8(string whole, string broken, bool isUtf8)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(whole), .. Bytes(broken), (byte)'<'];
        Assert.Equal((isUtf8 ? Encoding.UTF8 : CharacterSets.Of(1252)).GetString(bytes), PageText.Decode(bytes, null));
    }

    [Fact]
    public void Never_loses_what_is_behind_broken_bytes()
    {
        string[] labels = ["shift_jis", "euc-jp", "euc-kr", "big5", "gb18030"];
        foreach (var label in labels)
        {
            for (var pair = 0x8000; pair <= 0xFFFF; pair++)
            {
                byte[] bytes = [(byte)'A', (byte)(pair >> 8), (byte)pair, (byte)'"', (byte)'>', (byte)'<', (byte)'/'];
                Assert.EndsWith("\"></", PageText.Decode(bytes, $"text/html; charset={label}"), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Reads_any_bytes()
    {
        var random = new Random(7);
        var bytes = new byte[300];
        for (var i = 0; i < 2_000; i++)
        {
            random.NextBytes(bytes);
            "<meta charset="u8.CopyTo(bytes.AsSpan(random.Next(280)));
            Assert.NotNull(PageText.Decode(bytes, null));
        }
    }

    private static string Decode(string label, string bytes) => PageText.Decode(Bytes(bytes), $"text/html; charset={label}");

    private static byte[] Bytes(string hexadecimal) => Convert.FromHexString(hexadecimal.Replace(" ", "", StringComparison.Ordinal));
}
