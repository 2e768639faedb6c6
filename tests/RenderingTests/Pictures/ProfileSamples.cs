using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Encoding;
using PearlIo.Infrastructure.Rendering.Encoding.Webp;
using PearlIo.TestKit.Pictures;

namespace PearlIo.RenderingTests.Pictures;

/// <summary>Pictures of one colour with colour profiles, each by what it is.</summary>
internal static class ProfileSamples
{
    /// <summary>Paper, then black, yellow, both, magenta and so on up to all four inks; none of them as they would be without a profile.</summary>
    public static readonly (double L, double A, double B)[] InksOnPaper =
    [
        (100, 0, 0), (15, 0, 0), (90, -5, 90), (12, 0, 5), (50, 72, 0), (10, 5, 0), (48, 66, 47), (9, 4, 2),
        (56, -36, -48), (11, -3, -4), (51, -65, 28), (9, -5, 2), (25, 20, -46), (6, 2, -3), (23, 1, 1), (0, 0, 0),
    ];

    /// <summary>Red and green have changed places: black, blue, red, magenta, green, cyan, yellow, white.</summary>
    public static readonly (double L, double A, double B)[] Swapped =
        [(0, 0, 0), (30, 68, -112), (54, 81, 70), (60, 93, -60), (88, -79, 81), (91, -51, -15), (98, -16, 93), (100, 0, 0)];

    private static readonly byte[] InkProfile = IccSample.OfTable("CMYK", "A2B0", InksOnPaper);

    /// <summary>None has black ink: Chromium makes more of the other three of it before it applies the profile of all four.</summary>
    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        ["PNG, Display P3"] = Png(IccSample.DisplayP3, 200, 100, 50),
        ["PNG, Display P3, dark"] = Png(IccSample.DisplayP3, 20, 30, 10),
        ["PNG, Adobe RGB"] = Png(IccSample.AdobeRgb, 200, 150, 100),
        ["PNG, Adobe RGB, dark"] = Png(IccSample.AdobeRgb, 8, 6, 12),
        ["PNG, sRGB"] = Png(IccSample.Srgb, 200, 100, 50),
        ["PNG, table"] = Png(IccSample.OfTable("RGB ", "A2B0", Swapped), 200, 100, 50),
        ["PNG, other table"] = Png(IccSample.OfTable("RGB ", "A2B1", Swapped), 200, 100, 50),
        ["PNG, grey"] = new PngSample(1, 1, 8, 0).With("iCCP", IccSample.ToChunk(IccSample.Grey(1.5))).WithRows(0, 100).ToFile(),
        ["PNG, grey with a profile of colours"] = new PngSample(1, 1, 8, 0).With("iCCP", IccSample.ToChunk(IccSample.AdobeRgb)).WithRows(0, 60).ToFile(),
        ["PNG, colours with a profile of grey"] = Png(IccSample.Grey(1.5), 200, 100, 50),
        ["PNG, sixteen bits"] = new PngSample(1, 1, 16, 2).WithRows(0, 200, 200, 100, 100, 50, 50).ToFile(),
        ["PNG, sixteen bits, Display P3"] = new PngSample(1, 1, 16, 2).With("iCCP", IccSample.ToChunk(IccSample.DisplayP3)).WithRows(0, 200, 200, 100, 100, 50, 50).ToFile(),
        ["PNG, gamma and profile"] = Gamma().With("iCCP", IccSample.ToChunk(IccSample.DisplayP3)).WithRows(0, 200, 100, 50).ToFile(),
        ["PNG, gamma and broken profile"] = Gamma().With("iCCP", [1, 2, 3]).WithRows(0, 55, 55, 55).ToFile(),
        ["PNG, gamma, sRGB and broken profile"] = Gamma().With("sRGB", [0]).With("iCCP", [1, 2, 3]).WithRows(0, 55, 55, 55).ToFile(),
        ["WebP, Display P3"] = WebpSample.WithProfile(16, 16, Webp(200, 100, 50), IccSample.DisplayP3),
        ["JPEG, Display P3"] = IccSample.InJpeg(Jpeg(200, 100, 50), IccSample.ToSegments(IccSample.DisplayP3)),
        ["JPEG, Display P3 in parts"] = IccSample.InJpeg(Jpeg(200, 100, 50), [.. IccSample.ToSegments(IccSample.DisplayP3, 100).Reverse()]),
        ["JPEG, a part is missing"] = IccSample.InJpeg(Jpeg(200, 100, 50), IccSample.ToSegments(IccSample.DisplayP3, 100)[1..]),
        ["JPEG, grey"] = IccSample.InJpeg(JpegSample.OfGrey(16, 16, 100), IccSample.ToSegments(IccSample.Grey(1.5))),
        ["JPEG, grey with a profile of colours"] = IccSample.InJpeg(JpegSample.OfGrey(16, 16, 60), IccSample.ToSegments(IccSample.AdobeRgb)),
        ["JPEG, paper"] = OfInks(0, 0, 0, 0),
        ["JPEG, cyan ink"] = OfInks(255, 0, 0, 0),
        ["JPEG, some inks"] = OfInks(200, 100, 50, 0),
        ["JPEG, inks with a profile of colours"] = IccSample.InJpeg(JpegSample.OfInks(16, 16, 200, 100, 50, 20), IccSample.ToSegments(IccSample.DisplayP3)),
    };

    public static byte[] Png(byte[] profile, byte red, byte green, byte blue)
        => new PngSample(1, 1, 8, 2).With("iCCP", IccSample.ToChunk(profile)).WithRows(0, red, green, blue).ToFile();

    /// <summary>The image of a WebP, a chunk.</summary>
    public static byte[] Webp(byte red, byte green, byte blue)
    {
        using var pixels = Fill(red, green, blue);
        return new WebpLossless().Encode(pixels)[12..];
    }

    public static byte[] Jpeg(byte red, byte green, byte blue)
    {
        using var pixels = Fill(red, green, blue);
        using var encoder = new JpegEncoder();
        return encoder.Encode(pixels, 98);
    }

    private static byte[] OfInks(byte cyan, byte magenta, byte yellow, byte black)
        => IccSample.InJpeg(JpegSample.OfInks(16, 16, cyan, magenta, yellow, black), IccSample.ToSegments(InkProfile));

    /// <summary>What it stores is light.</summary>
    private static PngSample Gamma() => new PngSample(1, 1, 8, 2).With("gAMA", [0, 1, 0x86, 0xA0]);

    private static PixelBuffer Fill(byte red, byte green, byte blue)
    {
        var pixels = new PixelBuffer(16, 16);
        pixels.Pixels.Fill(new Rgb(red, green, blue).Pixel);
        return pixels;
    }
}
