using PearlIo.Infrastructure.Pictures;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;
using PearlIo.Infrastructure.Rendering.Styles.Values;
using PearlIo.TestKit.Pictures;

namespace PearlIo.RenderingTests.Pictures;

public sealed class ProfileTests
{
    /// <summary>Light of Adobe RGB's grey is what is stored to this power.</summary>
    private const double AdobeGamma = 563 / 256.0;

    [Theory]
    [InlineData(255, 0, 0)]
    [InlineData(0, 255, 0)]
    [InlineData(200, 100, 50)]
    [InlineData(20, 30, 40)]
    [InlineData(2, 1, 0)]
    [InlineData(128, 128, 128)]
    [InlineData(255, 255, 255)]
    public void Colours_are_those_of_the_profile_in_each_format(byte red, byte green, byte blue)
    {
        var expected = OfP3(red, green, blue);
        var png = ProfileSamples.Png(IccSample.DisplayP3, red, green, blue);
        var webp = WebpSample.WithProfile(16, 16, ProfileSamples.Webp(red, green, blue), IccSample.DisplayP3);
        var jpeg = IccSample.InJpeg(ProfileSamples.Jpeg(red, green, blue), IccSample.ToSegments(IccSample.DisplayP3));

        AssertNear(expected, Decode(png)[0], 1);
        AssertNear(expected, Decode(webp)[0], 1);
        AssertNear(expected, Decode(jpeg)[0], 4);
    }

    [Fact]
    public void Red_of_a_wide_display_is_clipped()
        => Assert.Equal(0xFFFF0000, Decode(ProfileSamples.Png(IccSample.DisplayP3, 255, 0, 0))[0]);

    [Fact]
    public void Profiles_may_have_other_curves_than_srgb()
    {
        var grey = (byte)Math.Round(ColorSpaces.Encode(Math.Pow(60 / 255.0, AdobeGamma)) * 255);
        AssertNear(ToPixel(grey, grey, grey), Decode(ProfileSamples.Png(IccSample.AdobeRgb, 60, 60, 60))[0], 1);
        Assert.Equal(0xFF00FF00, Decode(ProfileSamples.Png(IccSample.AdobeRgb, 0, 255, 0))[0]);
    }

    [Fact]
    public void A_profile_that_is_srgb_changes_no_byte()
    {
        var rows = new byte[(64 * 4 * 64) + 64];
        new Random(5).NextBytes(rows);
        for (var y = 0; y < 64; y++)
        {
            rows[y * 257] = 0;
        }

        var plain = new PngSample(64, 64, 8, 6).WithRows(rows).ToFile();
        var profiled = new PngSample(64, 64, 8, 6).With("iCCP", IccSample.ToChunk(IccSample.Srgb)).WithRows(rows).ToFile();

        Assert.Equal(Decode(plain), Decode(profiled));
        using var transform = ColourTransform.Of(IccSample.Srgb, PictureChannels.Colours);
        Assert.True(transform?.ChangesNothing);
    }

    [Fact]
    public void Pixels_keep_their_alpha()
    {
        var file = new PngSample(3, 1, 8, 6).With("iCCP", IccSample.ToChunk(IccSample.DisplayP3)).WithRows(0, 200, 100, 50, 128, 200, 100, 50, 0, 200, 100, 50, 255).ToFile();
        var expected = OfP3(200, 100, 50);

        var pixels = Decode(file);

        AssertNear(0x80000000 | (PixelBlender.Scale(expected, 128) & 0x00FFFFFF), pixels[0], 1);
        Assert.Equal(0u, pixels[1]);
        AssertNear(expected, pixels[2], 1);
    }

    [Fact]
    public void A_picture_that_is_scaled_has_the_colours_of_its_profile_and_the_size_of_its_file()
    {
        var rows = Enumerable.Range(0, 50).SelectMany(_ => Enumerable.Repeat<byte[]>([200, 100, 50], 100).SelectMany(colour => colour).Prepend((byte)0)).ToArray();
        var file = new PngSample(100, 50, 8, 2).With("iCCP", IccSample.ToChunk(IccSample.DisplayP3)).WithRows(rows).ToFile();

        Assert.Equal(PictureFault.None, PictureDecoder.Decode(file, DecodeOrder.OfStranger(20), out var picture, out _));

        using var raster = Assert.IsType<RasterPicture>(picture);
        Assert.Equal((100, 50, 20, 10), (raster.Width, raster.Height, raster.Pixels.Width, raster.Pixels.Height));
        Assert.All(raster.Pixels.Pixels.ToArray(), pixel => AssertNear(OfP3(200, 100, 50), pixel, 1));
    }

    [Fact]
    public void A_jpeg_has_its_profile_in_parts_in_any_order()
    {
        var parts = IccSample.ToSegments(IccSample.DisplayP3, 100);
        Assert.True(parts.Length > 3);

        AssertHasProfile(parts);
        AssertHasProfile([.. parts.Reverse()]);
        AssertHasProfile([[0xFF, 0xE2, 0, 6, 1, 2, 3, 4], parts[1], [0xFF, 0xFE, 0, 4, 5, 5], parts[0], .. parts[2..]]);
    }

    [Fact]
    public void A_jpeg_whose_parts_do_not_fit_is_taken_for_srgb()
    {
        var half = IccSample.DisplayP3.Length / 2;
        var (first, second) = (IccSample.DisplayP3[..half], IccSample.DisplayP3[half..]);
        byte[] one = IccSample.ToSegment(1, 2, first), two = IccSample.ToSegment(2, 2, second);

        AssertHasProfile(one, two);
        AssertHasNone(one);
        AssertHasNone(two);
        AssertHasNone(one, one, two);
        AssertHasNone(one, IccSample.ToSegment(2, 3, second));
        AssertHasNone(one, IccSample.ToSegment(3, 2, second));
        AssertHasNone(IccSample.ToSegment(0, 2, first), two);
        AssertHasNone(IccSample.ToSegment(0, 0, IccSample.DisplayP3));
    }

    [Fact]
    public void A_jpeg_that_is_turned_has_its_profile_too()
    {
        var file = IccSample.InJpeg(JpegSample.Turned(ProfileSamples.Jpeg(200, 100, 50), 6), IccSample.ToSegments(IccSample.DisplayP3));
        AssertNear(OfP3(200, 100, 50), Decode(file)[0], 4);
    }

    [Fact]
    public void A_png_in_an_icon_has_its_profile_too()
        => AssertNear(OfP3(200, 100, 50), Decode(IcoSample.Of(ProfileSamples.Png(IccSample.DisplayP3, 200, 100, 50)))[0], 1);

    [Fact]
    public void A_profile_that_is_cut_is_none()
    {
        var expected = ToPixel(200, 100, 50);
        for (var length = 0; length < IccSample.DisplayP3.Length; length += 7)
        {
            Assert.Equal(expected, Decode(ProfileSamples.Png(IccSample.DisplayP3[..length], 200, 100, 50))[0]);
            Assert.Equal(expected, Decode(WebpSample.WithProfile(16, 16, ProfileSamples.Webp(200, 100, 50), IccSample.DisplayP3[..length]))[0]);
        }

        var chunk = IccSample.ToChunk(IccSample.DisplayP3);
        Assert.Equal(expected, Decode(new PngSample(1, 1, 8, 2).With("iCCP", chunk.AsSpan(0, chunk.Length / 2)).WithRows(0, 200, 100, 50).ToFile())[0]);
    }

    [Theory]
    [InlineData("abst", "RGB ")]
    [InlineData("link", "RGB ")]
    [InlineData("nmcl", "RGB ")]
    [InlineData("mntr", "GRAY")]
    [InlineData("mntr", "CMYK")]
    [InlineData("mntr", "Lab ")]
    public void A_profile_for_something_else_is_none(string deviceClass, string channels)
    {
        byte[] profile = [.. IccSample.DisplayP3];
        System.Text.Encoding.ASCII.GetBytes(deviceClass + channels).CopyTo(profile, 12);
        Assert.Equal(ToPixel(200, 100, 50), Decode(ProfileSamples.Png(profile, 200, 100, 50))[0]);
    }

    [Fact]
    public void A_profile_without_what_it_needs_is_none()
    {
        Assert.Equal(ToPixel(200, 100, 50), Decode(ProfileSamples.Png(new IccSample("RGB ").ToFile(), 200, 100, 50))[0]);
        Assert.Equal(ToPixel(200, 100, 50), Decode(ProfileSamples.Png(IccSample.Grey(1.8), 200, 100, 50))[0]);
    }

    [Fact]
    public void A_huge_profile_is_none()
    {
        var bytes = IccProfile.LargestBytes + 1 - IccSample.DisplayP3.Length;
        var large = Padded(bytes - 1);
        var huge = Padded(bytes);

        AssertNear(OfP3(200, 100, 50), Decode(ProfileSamples.Png(large, 200, 100, 50))[0], 1);
        Assert.Equal(ToPixel(200, 100, 50), Decode(ProfileSamples.Png(huge, 200, 100, 50))[0]);
        AssertHasProfile(IccSample.ToSegments(large));
        AssertHasNone(IccSample.ToSegments(huge));
    }

    [Fact]
    public void Tags_that_no_picture_needs_are_never_read()
    {
        var profile = new IccSample("RGB ").With("rXYZ", [1]).With("D2B0", [2]).With("A2B1", [3]).With("desc", [4]).With("A2B0", [5]).ToFile();

        var sifted = IccProfile.Read(profile, PictureChannels.Colours);

        Assert.Equal(IccProfile.PerceptualTable, sifted?.Table);
        Assert.Equal([0, 0, 0, 2, .. "rXYZ"u8], sifted?.Bytes[128..136]);
        Assert.Equal("A2B0"u8.ToArray(), sifted?.Bytes[144..148]);
    }

    /// <summary>RFC 1950, 2.2: the bit that says that a dictionary comes first, which no PNG has.</summary>
    [Theory]
    [InlineData("iCCP")]
    [InlineData("zTXt")]
    public void What_asks_for_a_dictionary_costs_no_picture(string chunk)
    {
        byte[] packed = [(byte)'p', 0, 0, 0x78, 0x20, 1, 2, 3, 4, 5, 6, 7, 8];

        Assert.Equal(
            Decode(new PngSample(1, 1, 8, 2).WithRows(0, 200, 100, 50).ToFile())[0],
            Decode(new PngSample(1, 1, 8, 2).With(chunk, packed).WithRows(0, 200, 100, 50).ToFile())[0]);
    }

    [Fact]
    public void A_png_takes_its_profile_before_srgb_and_gamma()
    {
        byte[] light = [0, 1, 0x86, 0xA0], rendering = [0], chunk = IccSample.ToChunk(IccSample.DisplayP3);
        var all = new PngSample(1, 1, 8, 2).With("gAMA", light).With("sRGB", rendering).With("iCCP", chunk).WithRows(0, 200, 100, 50).ToFile();
        var broken = new PngSample(1, 1, 8, 2).With("gAMA", light).With("iCCP", [1, 2, 3]).WithRows(0, 55, 55, 55).ToFile();
        var brokenSrgb = new PngSample(1, 1, 8, 2).With("gAMA", light).With("sRGB", rendering).With("iCCP", [1, 2, 3]).WithRows(0, 55, 55, 55).ToFile();
        var srgb = new PngSample(1, 1, 8, 2).With("gAMA", light).With("iCCP", IccSample.ToChunk(IccSample.Srgb)).WithRows(0, 55, 55, 55).ToFile();

        AssertNear(OfP3(200, 100, 50), Decode(all)[0], 1);
        AssertNear(0xFF808080, Decode(broken)[0], 1);
        Assert.Equal(0xFF373737, Decode(brokenSrgb)[0]);
        Assert.Equal(0xFF373737, Decode(srgb)[0]);
    }

    [Fact]
    public void A_png_of_sixteen_bits_has_its_profile_too()
    {
        var file = new PngSample(1, 1, 16, 2).With("iCCP", IccSample.ToChunk(IccSample.DisplayP3)).WithRows(0, 200, 200, 100, 100, 50, 50).ToFile();
        AssertNear(OfP3(200, 100, 50), Decode(file)[0], 1);
    }

    [Fact]
    public void Grey_has_profiles_of_grey()
    {
        var grey = (byte)Math.Round(ColorSpaces.Encode(Math.Pow(100 / 255.0, 1.5)) * 255);
        var expected = ToPixel(grey, grey, grey);
        var chunk = IccSample.ToChunk(IccSample.Grey(1.5));
        var png = new PngSample(1, 1, 8, 0).With("iCCP", chunk).WithRows(0, 100).ToFile();
        var withAlpha = new PngSample(1, 1, 8, 4).With("iCCP", chunk).WithRows(0, 100, 255).ToFile();

        AssertNear(expected, Decode(png)[0], 1);
        AssertNear(expected, Decode(withAlpha)[0], 1);
        AssertNear(expected, Decode(IccSample.InJpeg(JpegSample.OfGrey(16, 16, 100), IccSample.ToSegments(IccSample.Grey(1.5))))[0], 2);
    }

    [Fact]
    public void Grey_has_profiles_of_colours_in_a_jpeg_and_not_in_a_png()
    {
        var grey = (byte)Math.Round(ColorSpaces.Encode(Math.Pow(60 / 255.0, AdobeGamma)) * 255);
        var jpeg = IccSample.InJpeg(JpegSample.OfGrey(16, 16, 60), IccSample.ToSegments(IccSample.AdobeRgb));
        var png = new PngSample(1, 1, 8, 0).With("iCCP", IccSample.ToChunk(IccSample.AdobeRgb)).WithRows(0, 60).ToFile();

        AssertNear(ToPixel(grey, grey, grey), Decode(jpeg)[0], 2);
        Assert.Equal(0xFF3C3C3C, Decode(png)[0]);
    }

    [Theory]
    [InlineData(0, 0, 0, 0, 0)]
    [InlineData(0, 0, 0, 255, 1)]
    [InlineData(0, 0, 255, 0, 2)]
    [InlineData(0, 255, 0, 0, 4)]
    [InlineData(0, 255, 255, 0, 6)]
    [InlineData(255, 0, 0, 0, 8)]
    [InlineData(255, 255, 255, 255, 15)]
    public void Inks_look_as_their_profile_says(byte cyan, byte magenta, byte yellow, byte black, int corner)
    {
        var file = IccSample.InJpeg(JpegSample.OfInks(16, 16, cyan, magenta, yellow, black), IccSample.ToSegments(IccSample.OfTable("CMYK", "A2B0", ProfileSamples.InksOnPaper)));
        AssertNear(OfLab(ProfileSamples.InksOnPaper[corner]), Decode(file)[0], 6);
    }

    [Theory]
    [InlineData(255, 255)]
    [InlineData(255, 100)]
    [InlineData(0, 255)]
    public void Inks_without_the_mark_of_Adobe_are_not_inverted(byte grey, byte light)
    {
        // Such a file is made of one with the mark: what is luma there is cyan here, and grey has the middle of magenta and yellow.
        var profile = IccSample.OfTable("CMYK", "A2B0", ProfileSamples.InksOnPaper);
        var file = WithoutAdobe(JpegSample.OfInks(16, 16, grey, grey, grey, (byte)~light));
        uint[] expected = [grey | (128u << 8) | (128u << 16) | ((uint)light << 24)];
        using var transform = ColourTransform.Of(profile, PictureChannels.Inks);
        transform!.Apply(expected);

        AssertNear(0xFF000000 | expected[0], Decode(IccSample.InJpeg(file, IccSample.ToSegments(profile)))[0], 6);
    }

    [Fact]
    public void Inks_with_a_profile_of_colours_look_as_without()
    {
        var file = JpegSample.OfInks(16, 16, 200, 100, 50, 10);
        Assert.Equal(Decode(file), Decode(IccSample.InJpeg(file, IccSample.ToSegments(IccSample.DisplayP3))));
    }

    [Theory]
    [InlineData("A2B0")]
    [InlineData("A2B1")]
    public void Profiles_may_be_tables_of_colours(string tag)
    {
        var profile = IccSample.OfTable("RGB ", tag, ProfileSamples.Swapped);

        AssertNear(0xFF00FF00, Decode(ProfileSamples.Png(profile, 255, 0, 0))[0], 10);
        AssertNear(0xFFFF0000, Decode(ProfileSamples.Png(profile, 0, 255, 0))[0], 10);
        AssertNear(0xFFFFFFFF, Decode(ProfileSamples.Png(profile, 255, 255, 255))[0], 1);
    }

    [Fact]
    public void What_a_document_brings_along_is_taken_for_srgb()
    {
        var file = ProfileSamples.Png(IccSample.DisplayP3, 200, 100, 50);

        Assert.Equal(PictureFault.None, PictureDecoder.Decode(file, out var picture));

        using var raster = Assert.IsType<RasterPicture>(picture);
        Assert.Equal(ToPixel(200, 100, 50), raster.Pixels.Pixels[0]);
    }

    [Fact]
    public void A_webp_that_does_not_say_that_it_has_a_profile_has_none()
    {
        var stored = ToPixel(200, 100, 50);
        Assert.Equal(stored, Decode(WebpSample.WithProfile(16, 16, ProfileSamples.Webp(200, 100, 50), IccSample.DisplayP3, flags: 0))[0]);
    }

    /// <summary>Each change of one to eight bytes is answered with a picture: whatever is wrong with a profile, its picture is not.</summary>
    [Fact]
    public void Profiles_that_are_wrong_in_any_way_cost_no_picture()
    {
        byte[][] profiles =
        [
            IccSample.DisplayP3, IccSample.AdobeRgb, IccSample.OfTable("RGB ", "A2B0", ProfileSamples.Swapped), IccSample.Grey(2.2), IccSample.OfTable("CMYK", "A2B0", ProfileSamples.InksOnPaper),
        ];
        var random = new Random(11);
        for (var i = 0; i < 600; i++)
        {
            var kind = i % profiles.Length;
            byte[] profile = [.. profiles[kind]];
            for (var changes = random.Next(1, 9); changes > 0; changes--)
            {
                // Headers, lists of tags and what tags begin with matter more than values.
                profile[random.Next(random.Next(2) == 0 ? Math.Min(400, profile.Length) : profile.Length)] = (byte)random.Next(256);
            }

            var answer = Work(kind switch
            {
                3 => new PngSample(1, 1, 8, 0).With("iCCP", IccSample.ToChunk(profile)).WithRows(0, 100).ToFile(),
                4 => IccSample.InJpeg(JpegSample.OfInks(16, 16, 200, 100, 50, 10), IccSample.ToSegments(profile)),
                _ => ProfileSamples.Png(profile, 200, 100, 50),
            });
            Assert.Equal(PictureFault.None, answer?.Fault);
        }
    }

    private static DecoderAnswer? Work(byte[] file)
    {
        var order = new byte[DecoderWire.OrderBytes];
        DecoderWire.WriteOrder(order, 64, file.Length);
        using var input = new MemoryStream([.. order, .. file]);
        using var output = new MemoryStream();
        Assert.True(new DecoderWorker(input, output, fontFolder: string.Empty).Work());
        return DecoderWire.ReadAnswer(output.ToArray(), 64);
    }

    private static void AssertHasProfile(params byte[][] segments)
        => AssertNear(OfP3(200, 100, 50), Decode(IccSample.InJpeg(ProfileSamples.Jpeg(200, 100, 50), segments))[0], 4);

    private static void AssertHasNone(params byte[][] segments)
    {
        var file = ProfileSamples.Jpeg(200, 100, 50);
        Assert.Equal(Decode(file), Decode(IccSample.InJpeg(file, segments)));
    }

    private static uint[] Decode(byte[] file)
    {
        Assert.Equal(PictureFault.None, PictureDecoder.Decode(file, DecodeOrder.OfStranger(), out var picture, out _));
        using var raster = Assert.IsType<RasterPicture>(picture);
        return raster.Pixels.Pixels.ToArray();
    }

    /// <summary>The file without Adobe's marker: its inks are then taken as they are.</summary>
    private static byte[] WithoutAdobe(byte[] jpeg)
    {
        var at = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xEE]);
        return [.. jpeg[..at], .. jpeg[(at + 2 + jpeg[at + 3])..]];
    }

    /// <summary>The profile with bytes behind its tags.</summary>
    private static byte[] Padded(int bytes)
    {
        byte[] profile = [.. IccSample.DisplayP3, .. new byte[bytes]];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(profile, profile.Length);
        return profile;
    }

    private static uint OfP3(byte red, byte green, byte blue) => ToPixel(ColorSpaces.ToSrgb(ColorSpace.DisplayP3, (red / 255.0, green / 255.0, blue / 255.0), 1));

    private static uint OfLab((double L, double A, double B) lab) => ToPixel(ColorSpaces.ToSrgb(ColorSpace.Lab, lab, 1));

    private static uint ToPixel(Infrastructure.Rendering.Styles.CssColor colour) => PremultipliedColour.ToPixel(colour);

    private static uint ToPixel(byte red, byte green, byte blue) => new Rgb(red, green, blue).Pixel;

    private static void AssertNear(uint expected, uint actual, int tolerance)
    {
        for (var shift = 0; shift < 32; shift += 8)
        {
            Assert.True(
                Math.Abs((int)((expected >> shift) & 255) - (int)((actual >> shift) & 255)) <= tolerance, $"{actual:x8} is not {expected:x8}.");
        }
    }
}
