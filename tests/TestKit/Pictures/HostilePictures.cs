using System.Text;

namespace PearlIo.TestKit.Pictures;

/// <summary>Files that are there to harm who decodes them.</summary>
public static class HostilePictures
{
    private const string Open = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='100' height='100'>";
    private const int Bomb = 40_000_000;

    /// <summary>A small drawing that is drawn for minutes.</summary>
    public static byte[] Endless { get; } = Svg("<path stroke='red' d='M0 0" + Repeat("L100 100L0 50", 200_000) + "'/>");

    /// <summary>Each by what it is. None of them is a picture in the end.</summary>
    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        ["30,000 px header"] = new PngSample(30_000, 30_000, 8, 0).WithRows(0).ToFile(),
        ["bomb of text"] = new PngSample(1, 1, 8, 0).With("zTXt", [(byte)'k', 0, 0, .. PngSample.Pack(new byte[Bomb])]).WithRows(0, 0).ToFile(),
        ["bomb of a profile"] = new PngSample(1, 1, 8, 0).With("iCCP", [(byte)'k', 0, 0, .. PngSample.Pack(new byte[Bomb])]).WithRows(0, 0).ToFile(),
        ["surplus pixels"] = new PngSample(1, 1, 8, 0).WithRows(new byte[Bomb]).ToFile(),
        ["frames"] = Frames(),
        ["scans"] = Scans(),
        ["html"] = "<!doctype html><html><body><h1>Not found</h1><svg></svg></body></html>"u8.ToArray(),
        ["packed drawing"] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3],
        ["laughs"] = Laughs(),
        ["entity of a file"] = Encoding.UTF8.GetBytes("<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + Open + "<text>&a;</text></svg>"),
        ["inclusion"] = Svg("<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='a.svg'/>"),
        ["script"] = Svg("<script>alert(1)</script>"),
        ["handler"] = Svg("<rect width='9' height='9' onclick='alert(1)'/>"),
        ["address of a script"] = Svg("<a href='java&#10;script:alert(1)'><rect width='9' height='9'/></a>"),
        ["animated address"] = Svg("<a href='#b'><set attributeName='href' to=' javascript:alert(1)'/></a>"),
        ["circle"] = Svg("<g id='a'><use xlink:href='#a'/></g>"),
        ["uses of uses"] = Svg("<defs><rect id='a0' width='9' height='9'/>" + Nested("<g id='a{0}'>", "<use xlink:href='#a{0}'/>", "</g>") + "</defs><use href='#a7'/>"),
        ["patterns of patterns"] = Svg(
            "<defs>" + Nested("<pattern id='a{0}' width='9' height='9'>", "<rect width='9' height='9' fill='url(#a{0})'/>", "</pattern>") + "</defs><rect width='90' height='90' fill='url(#a7)'/>"),
        ["huge blur"] = Svg("<filter id='f'><feGaussianBlur stdDeviation='1000000000'/></filter><rect width='90' height='90' filter='url(#f)'/>"),
        ["octaves"] = Svg("<filter id='f'><feTurbulence baseFrequency='0.1' numOctaves='1000000'/></filter><rect width='90' height='90' filter='url(#f)'/>"),
        ["depth"] = Svg(Repeat("<g>", 5000) + Repeat("</g>", 5000)),
        ["long text"] = Svg("<text>" + new string('a', 300_000) + "</text>"),
        ["picture within"] = Svg($"<image width='9' height='9' href='data:image/png;base64,{Convert.ToBase64String(new PngSample(30_000, 30_000, 8, 0).WithRows(0).ToFile())}'/>"),
        ["drawing within"] = Svg($"<image width='9' height='9' href='data:image/svg+xml;base64,{Convert.ToBase64String(Svg("<rect width='9' height='9'/>"))}'/>"),
        ["cut png"] = PngSample.Grey(200, 200)[..100],
        ["cut gif"] = Gif()[..^20],
        ["damaged gif"] = new GifSample(4, 1, 0, 0, 0, 255, 255, 255).WithFrame(0, 0, 4, 1, [0, 1, 0, 1]).ToCutFile()[..^4].Concat(new byte[] { 3, 255, 255, 255, 0, 0x3B }).ToArray(),
        ["empty ico"] = IcoSample.Of([]),
    };

    private static byte[] Svg(string content) => Encoding.UTF8.GetBytes(Open + content + "</svg>");

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    private static string Nested(string open, string use, string close) => string.Concat(Enumerable.Range(1, 7).Select(level =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, open, level)
        + Repeat(string.Format(System.Globalization.CultureInfo.InvariantCulture, use, level - 1), 10) + close));

    private static byte[] Laughs()
    {
        var entities = Enumerable.Range(1, 9).Select(i => $"<!ENTITY a{i} '{Repeat($"&a{i - 1};", 10)}'>");
        return Encoding.UTF8.GetBytes($"<!DOCTYPE svg [<!ENTITY a0 'ha'>{string.Concat(entities)}]>{Open}<text>&a9;</text></svg>");
    }

    private static byte[] Gif() => new GifSample(100, 100, 0, 0, 0, 255, 255, 255).WithFrame(0, 0, 100, 100, new byte[10_000]).ToFile();

    private static byte[] Frames()
    {
        var gif = new GifSample(7000, 7000, 0, 0, 0, 255, 255, 255);
        for (var i = 0; i < 20; i++)
        {
            gif.WithFrame(0, 0, 1, 1, [1]);
        }

        return gif.ToFile();
    }

    /// <summary>A frame of 4000x4000, and a thousand passes over it that say nothing.</summary>
    private static byte[] Scans()
    {
        var frame = new byte[] { 0xFF, 0xD8, 0xFF, 0xC2, 0, 11, 8, 0x0F, 0xA0, 0x0F, 0xA0, 1, 1, 0x11, 0 };
        var scan = new byte[] { 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0, 0 };
        return [.. frame, .. Enumerable.Repeat(scan, 1000).SelectMany(bytes => bytes), 0xFF, 0xD9];
    }
}
