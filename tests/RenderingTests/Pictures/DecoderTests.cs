using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;
using PearlIo.Infrastructure.Rendering.Encoding;
using PearlIo.Infrastructure.Rendering.Encoding.Webp;
using PearlIo.TestKit.Pictures;

namespace PearlIo.RenderingTests.Pictures;

public sealed class DecoderTests
{
    private const uint Red = 0xFFFF0000;
    private const uint Green = 0xFF00FF00;
    private const uint Blue = 0xFF0000FF;
    private const uint White = 0xFFFFFFFF;

    private static readonly byte[] FourColours = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255];

    [Fact]
    public void A_gif_is_its_first_frame_on_its_screen()
    {
        var file = new GifSample(3, 2, FourColours).WithComment("made by hand").WithTransparent(3)
            .WithFrame(1, 0, 2, 2, [0, 1, 2, 3]).WithFrame(0, 0, 3, 2, [0, 0, 0, 0, 0, 0]).ToFile();

        var (picture, pixels) = Decode(file, PictureFormat.Gif);

        Assert.Equal((3, 2), (picture.Width, picture.Height));
        Assert.Equal([0, Red, Green, 0, Blue, 0], pixels);
    }

    [Fact]
    public void A_gif_has_its_rows_in_order_however_they_are_stored()
    {
        // Rows of an interlaced frame of 10 in the order of the file.
        byte[] order = [0, 8, 4, 2, 6, 1, 3, 5, 7, 9];
        var palette = Enumerable.Range(0, 16).SelectMany(i => new byte[] { (byte)i, 0, 0 }).ToArray();

        var (_, pixels) = Decode(new GifSample(1, 10).WithFrame(0, 0, 1, 10, order, isInterlaced: true, palette).ToFile(), PictureFormat.Gif);

        Assert.Equal(Enumerable.Range(0, 10).Select(i => 0xFF000000 | ((uint)i << 16)), pixels);
    }

    [Fact]
    public void A_gif_has_every_pixel_of_codes_of_all_sizes()
    {
        var indices = new byte[300 * 200];
        new Random(3).NextBytes(indices);
        indices.AsSpan(20_000, 20_000).Clear();
        var palette = Enumerable.Range(0, 256).SelectMany(i => new[] { (byte)i, (byte)(255 - i), (byte)7 }).ToArray();

        var (picture, pixels) = Decode(new GifSample(300, 200, palette).WithFrame(0, 0, 300, 200, indices).ToFile(), PictureFormat.Gif);

        Assert.Equal(indices.Select(i => 0xFF000007 | ((uint)i << 16) | ((uint)(255 - i) << 8)), pixels);
        Assert.True(((RasterPicture)picture).IsOpaque);
    }

    [Fact]
    public void A_gif_whose_frame_is_larger_than_its_screen_is_shown_whole()
    {
        var (picture, _) = Decode(new GifSample(1, 1, FourColours).WithFrame(5, 5, 3, 2, [0, 1, 2, 3, 0, 1]).ToFile(), PictureFormat.Gif);
        Assert.Equal((3, 2), (picture.Width, picture.Height));
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(500, 0)]
    [InlineData(0, 500)]
    public void A_gif_whose_frame_is_beside_its_screen_shows_nothing(int left, int top)
    {
        var (picture, pixels) = Decode(new GifSample(2, 3, FourColours).WithFrame(left, top, 2, 3, [0, 1, 2, 3, 0, 1]).ToFile(), PictureFormat.Gif);

        Assert.Equal((2, 3), (picture.Width, picture.Height));
        Assert.All(pixels, pixel => Assert.Equal(0u, pixel));
    }

    [Fact]
    public void A_gif_is_cut_within_a_block_and_whole_between_blocks()
    {
        var file = new GifSample(3, 2, FourColours).WithFrame(0, 0, 3, 2, [0, 1, 2, 3, 0, 1]).ToCutFile();

        Assert.Equal(PictureFault.None, FaultOf(file));
        for (var length = 6; length < file.Length; length++)
        {
            Assert.Equal(PictureFault.Truncated, FaultOf(file[..length]));
        }
    }

    [Theory]
    [InlineData(1, new byte[] { 0x80, 0, 0, 0, 0x40, 0, 0, 0 })]
    [InlineData(4, new byte[] { 0x10, 0, 0, 0, 0x01, 0, 0, 0 })]
    [InlineData(8, new byte[] { 1, 0, 0, 0, 0, 1, 0, 0 })]
    public void An_icon_of_a_palette_lets_through_where_its_mask_says(ushort bits, byte[] rows)
    {
        byte[] palette = [0, 0, 255, 0, 255, 0, 0, 0];
        var bitmap = IcoSample.Bitmap(2, 2, bits, palette, rows, [0x40, 0, 0, 0, 0, 0, 0, 0]);

        var (_, pixels) = Decode(IcoSample.Of(bitmap), PictureFormat.Ico);

        Assert.Equal([Red, Blue, Blue, 0], pixels);
    }

    [Fact]
    public void An_icon_has_colours_of_sixteen_and_more_bits()
    {
        var (_, of16) = Decode(IcoSample.Of(IcoSample.Bitmap(1, 1, 16, [], [0x1F, 0, 0, 0], [0, 0, 0, 0])), PictureFormat.Ico);
        var (_, of24) = Decode(IcoSample.Of(IcoSample.Bitmap(1, 1, 24, [], [0, 255, 0, 0], [0, 0, 0, 0])), PictureFormat.Ico);
        var (_, of32) = Decode(IcoSample.Of(IcoSample.Bitmap(1, 1, 32, [], [255, 0, 0, 128], [])), PictureFormat.Ico);
        var (_, without) = Decode(IcoSample.Of(IcoSample.Bitmap(1, 1, 32, [], [255, 0, 0, 0], [0, 0, 0, 0])), PictureFormat.Ico);

        Assert.Equal([Blue, Green, 0x80000080, Blue], [of16[0], of24[0], of32[0], without[0]]);
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(20, 64)]
    [InlineData(64, 64)]
    [InlineData(600, 256)]
    public void An_icon_gives_the_image_that_suits_and_has_the_size_of_its_largest(int wanted, int given)
    {
        var file = IcoSample.Of(PngSample.Grey(64, 64), PngSample.Grey(256, 256), PngSample.Grey(16, 16));

        var fault = PictureDecoder.Decode(file, new DecodeOrder(PictureLimits.OfStrangers, wanted), out var picture, out _);

        Assert.Equal(PictureFault.None, fault);
        using var raster = Assert.IsType<RasterPicture>(picture);
        Assert.Equal((256, 256, given), (raster.Width, raster.Height, raster.Pixels.Width));
    }

    [Fact]
    public void A_png_has_sixteen_bits_palettes_and_transparent_colours()
    {
        var (_, deep) = Decode(new PngSample(1, 1, 16, 2).WithRows(0, 255, 255, 0, 0, 0, 0).ToFile(), PictureFormat.Png);
        var palette = new PngSample(2, 1, 8, 3).With("PLTE", [0, 255, 0, 0, 0, 255]).With("tRNS", [0]).WithRows(0, 0, 1);
        var (_, indexed) = Decode(palette.ToFile(), PictureFormat.Png);
        var (_, keyed) = Decode(new PngSample(2, 1, 8, 0).With("tRNS", [0, 7]).WithRows(0, 7, 255).ToFile(), PictureFormat.Png);

        Assert.Equal([Red], deep);
        Assert.Equal([0, Blue], indexed);
        Assert.Equal([0, White], keyed);
    }

    [Fact]
    public void A_png_of_sixteen_bits_is_srgb_unless_it_says_otherwise()
    {
        byte[] light = [0, 1, 0x86, 0xA0], rows = [0, 55, 55, 100, 100, 200, 200];

        var (_, silent) = Decode(new PngSample(1, 1, 16, 2).WithRows(rows).ToFile(), PictureFormat.Png);
        var (_, linear) = Decode(new PngSample(1, 1, 16, 2).With("gAMA", light).WithRows(rows).ToFile(), PictureFormat.Png);

        Assert.Equal([0xFF3764C8], silent);
        AssertNear(0xFF80A8E5, Assert.Single(linear));
    }

    [Fact]
    public void A_png_without_an_end_is_whole_and_with_a_cut_chunk_is_not()
    {
        var file = new PngSample(2, 1, 8, 0).WithRows(0, 255, 255).ToCutFile();

        Assert.Equal(PictureFault.None, FaultOf(file));
        Assert.Equal(PictureFault.Truncated, FaultOf(file[..^1]));
        Assert.Equal(PictureFault.Truncated, FaultOf(file[..33]));
        Assert.Equal(PictureFault.Corrupt, FaultOf(new PngSample(2, 2, 8, 0).WithRows(0, 255, 255).ToFile()));
    }

    [Fact]
    public void A_png_is_decoded_whatever_is_told_beside_its_pixels()
    {
        byte[] text = [(byte)'k', 0, 0, .. PngSample.Pack(new byte[100_000])];
        var file = new PngSample(1, 1, 8, 0).With("zTXt", text).With("iCCP", [1, 2, 3]).With("teSt", [9]).WithRows(0, 255).ToFile();
        Assert.Equal([White], Decode(file, PictureFormat.Png).Pixels);
    }

    [Theory]
    [InlineData(0, 0, 0, 0, 0xFFFFFFFF)]
    [InlineData(255, 0, 0, 0, 0xFF00FFFF)]
    [InlineData(0, 255, 255, 0, 0xFFFF0000)]
    [InlineData(0, 0, 0, 255, 0xFF000000)]
    public void A_jpeg_of_inks_has_their_colours(byte cyan, byte magenta, byte yellow, byte black, uint colour)
        => AssertNear(colour, Decode(JpegSample.OfInks(16, 16, cyan, magenta, yellow, black), PictureFormat.Jpeg).Pixels[40]);

    [Fact]
    public void A_jpeg_may_be_grey_or_come_in_scans()
    {
        using var encoder = new JpegEncoder();
        using var blue = new PixelBuffer(40, 30);
        blue.Pixels.Fill(Blue);

        AssertNear(0xFF808080, Decode(JpegSample.OfGrey(16, 16, 128), PictureFormat.Jpeg).Pixels[40]);
        AssertNear(Blue, Decode(encoder.Encode(blue, 90, isProgressive: true), PictureFormat.Jpeg).Pixels[700]);
    }

    [Theory]
    [InlineData(1, 0, 1, 2, 3)]
    [InlineData(2, 1, 0, 3, 2)]
    [InlineData(3, 3, 2, 1, 0)]
    [InlineData(4, 2, 3, 0, 1)]
    [InlineData(5, 0, 2, 1, 3)]
    [InlineData(6, 2, 0, 3, 1)]
    [InlineData(7, 3, 1, 2, 0)]
    [InlineData(8, 1, 3, 0, 2)]
    public void A_jpeg_is_turned_as_its_camera_was_held(ushort orientation, int upperLeft, int upperRight, int lowerLeft, int lowerRight)
    {
        uint[] colours = [Red, Green, Blue, White];
        using var stored = new PixelBuffer(64, 32);
        for (var y = 0; y < 32; y++)
        {
            stored.Row(y)[..32].Fill(colours[y < 16 ? 0 : 2]);
            stored.Row(y)[32..].Fill(colours[y < 16 ? 1 : 3]);
        }

        using var encoder = new JpegEncoder();
        var (picture, pixels) = Decode(JpegSample.Turned(encoder.Encode(stored, 95), orientation), PictureFormat.Jpeg);

        var (width, height) = orientation >= 5 ? (32, 64) : (64, 32);
        Assert.Equal((width, height), (picture.Width, picture.Height));
        AssertNear(colours[upperLeft], pixels[(3 * width) + 3]);
        AssertNear(colours[upperRight], pixels[(3 * width) + width - 4]);
        AssertNear(colours[lowerLeft], pixels[((height - 4) * width) + 3]);
        AssertNear(colours[lowerRight], pixels[((height - 4) * width) + width - 4]);
    }

    [Theory]
    [InlineData(1, 2, 1, Red, Green)]
    [InlineData(2, 2, 1, Green, Red)]
    [InlineData(6, 1, 2, Red, Green)]
    [InlineData(8, 1, 2, Green, Red)]
    [InlineData(9, 2, 1, Red, Green)]
    public void A_png_and_a_webp_are_turned_as_their_camera_was_held(byte orientation, int width, int height, uint first, uint second)
    {
        var exif = JpegSample.Exif(orientation);
        using var stored = new PixelBuffer(2, 1);
        (stored.Pixels[0], stored.Pixels[1]) = (Red, Green);
        var webp = new WebpLossless().Encode(stored)[12..];
        byte[] rows = [0, 255, 0, 0, 0, 255, 0];

        var before = Decode(new PngSample(2, 1, 8, 2).With("eXIf", exif).WithRows(rows).ToFile(), PictureFormat.Png);
        var behind = Decode(new PngSample(2, 1, 8, 2).WithRows(rows).With("eXIf", exif).ToFile(), PictureFormat.Png);
        var still = Decode(WebpSample.WithExif(2, 1, webp, exif), PictureFormat.Webp);
        var prefixed = Decode(WebpSample.WithExif(2, 1, webp, [.. "Exif\0\0"u8, .. exif]), PictureFormat.Webp);

        Assert.All([before, behind, still, prefixed], turned =>
        {
            Assert.Equal((width, height), (turned.Picture.Width, turned.Picture.Height));
            Assert.Equal([first, second], turned.Pixels);
        });
    }

    [Fact]
    public void A_webp_lets_through_where_its_pixels_say_so_whatever_its_header_says()
    {
        var lossless = Convert.FromBase64String("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
        var file = WebpSample.WithExif(1, 1, lossless[12..], [], flags: 0);

        PictureDecoder.Decode(file, out var picture);

        using var raster = Assert.IsType<RasterPicture>(picture);
        Assert.False(raster.IsOpaque);
        Assert.Equal([0], raster.Pixels.Pixels.ToArray());
    }

    [Fact]
    public void A_jpeg_is_decoded_no_larger_than_it_will_be_shown()
    {
        using var encoder = new JpegEncoder();
        using var pixels = new PixelBuffer(800, 400);

        var fault = PictureDecoder.Decode(encoder.Encode(pixels, 80), new DecodeOrder(PictureLimits.OfStrangers, 250), out var picture, out _);

        Assert.Equal(PictureFault.None, fault);
        using var raster = Assert.IsType<RasterPicture>(picture);
        Assert.Equal((800, 400), (raster.Width, raster.Height));
        Assert.Equal((300, 150), (raster.Pixels.Width, raster.Pixels.Height));
    }

    [Fact]
    public void A_jpeg_without_pixels_that_should_be_there_is_none()
    {
        using var pixels = new PixelBuffer(64, 64);
        new Random(1).NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(pixels.Pixels));
        using var encoder = new JpegEncoder();
        foreach (var file in new[] { encoder.Encode(pixels, 80), encoder.Encode(pixels, 80, isProgressive: true) })
        {
            Assert.Equal(PictureFault.None, FaultOf(file));
            Assert.Equal(PictureFault.None, FaultOf(file[..^2]));
            Assert.Equal(PictureFault.Truncated, FaultOf(file[..^30]));
            Assert.Equal(PictureFault.Truncated, FaultOf(file[..(file.Length / 2)]));
            Assert.Equal(PictureFault.Corrupt, FaultOf([.. file[..(file.Length / 2)], 0xFF, 0xD9]));
        }
    }

    [Fact]
    public void A_webp_animation_is_its_first_frame_on_its_canvas()
    {
        var encoder = new WebpLossless();
        using var frame = new PixelBuffer(2, 2);
        frame.Pixels.Fill(Red);
        var image = encoder.Encode(frame)[12..];
        var file = WebpSample.Animation(6, 4, (2, 0, 2, 2, image), (0, 0, 2, 2, image));

        var (picture, pixels) = Decode(file, PictureFormat.Webp);

        Assert.Equal((6, 4), (picture.Width, picture.Height));
        Assert.Equal([0, 0, Red, Red, 0, 0, 0, 0, Red, Red, 0, 0], pixels[..12]);
        Assert.Equal(PictureFault.Truncated, FaultOf(file[..^1]));
        Assert.Equal(PictureFault.Truncated, FaultOf(encoder.Encode(frame)[..^2]));
    }

    [Theory]
    [InlineData("width='64' height='32'", 64, 32)]
    [InlineData("width='1in' height='25.4mm'", 96, 96)]
    [InlineData("viewBox='0 0 320 200'", 320, 200)]
    [InlineData("viewBox='0 0 51500 25750'", 4096, 2048)]
    [InlineData("width='64' viewBox='0 0 51500 25750'", 64, 32)]
    [InlineData("width='64' viewBox='0 0 320 200'", 64, 40)]
    [InlineData("height='10' viewBox='0 0 320 200'", 16, 10)]
    [InlineData("width='100%' height='100%' viewBox='0 0 32 20'", 32, 20)]
    [InlineData("", 300, 150)]
    public void A_drawing_has_the_size_that_it_says(string attributes, int width, int height)
    {
        var (picture, _) = Decode(System.Text.Encoding.UTF8.GetBytes($"<svg xmlns='http://www.w3.org/2000/svg' {attributes}/>"), PictureFormat.Svg);
        Assert.Equal((width, height), (picture.Width, picture.Height));
    }

    [Theory]
    [InlineData("<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd' [<!ENTITY ns 'http://www.w3.org/2000/svg'>]><svg xmlns='&ns;'/>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><a href='#t'><g id='t'><use href='#u'/></g></a><rect id='u'/><style>rect { fill: red }</style></svg>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><linearGradient id='a' href='#b'/><linearGradient id='b'/><g filter='url(#f)'/><filter id='f'><feGaussianBlur stdDeviation='20 4'/></filter></svg>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf8\"?><svg xmlns='http://www.w3.org/2000/svg'><title>日本</title></svg>")]
    [InlineData("<?xml version='1.0' encoding='UTF8' standalone='yes'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><rect><animate attributeName='x' values='0;1;2' from='0' to='2'/></rect></svg>")]
    public void A_drawing_may_do_what_drawings_do(string svg) => Assert.Equal(PictureFault.None, FaultOf(System.Text.Encoding.UTF8.GetBytes(svg)));

    [Fact]
    public void A_drawing_may_have_a_picture_within()
    {
        var png = Convert.ToBase64String(new PngSample(1, 1, 8, 2).WithRows(0, 255, 0, 0).ToFile());
        var svg = $"<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'><image width='8' height='8' href='data:image/png;base64,{png}'/></svg>";
        Assert.Equal(Red, Decode(System.Text.Encoding.UTF8.GetBytes(svg), PictureFormat.Svg).Pixels[27]);
    }

    public static TheoryData<string> Hostile => [.. HostilePictures.All.Keys];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_is_there_to_harm_is_refused_before_it_does(string name)
    {
        Assert.NotEqual(PictureFault.None, PictureDecoder.Decode(HostilePictures.All[name], DecodeOrder.OfStranger(), out var picture, out _));
        Assert.Null(picture);
    }

    [Theory]
    [InlineData(16_384, 3000, 1, true)]
    [InlineData(16_385, 1, 1, false)]
    [InlineData(7072, 7072, 1, false)]
    [InlineData(1000, 1000, 500, true)]
    [InlineData(1000, 1000, 501, false)]
    public void Strangers_have_limits(int width, int height, int frames, bool isAllowed)
        => Assert.Equal(isAllowed, PictureLimits.OfStrangers.Check(width, height, frames) == PictureFault.None);

    private static PictureFault FaultOf(byte[] file)
    {
        var fault = PictureDecoder.Decode(file, out var picture);
        picture?.Dispose();
        return fault;
    }

    private static (Picture Picture, uint[] Pixels) Decode(byte[] file, PictureFormat expected)
    {
        var fault = PictureDecoder.Decode(file, DecodeOrder.OfDocument, out var picture, out var format);
        Assert.Equal((PictureFault.None, expected), (fault, format));
        using var drawn = new PixelBuffer(picture!.Width, picture.Height);
        picture.Draw(PixelPlane.Of(drawn));
        var pixels = drawn.Pixels.ToArray();
        picture.Dispose();
        return (picture, pixels);
    }

    private static void AssertNear(uint expected, uint actual)
    {
        for (var shift = 0; shift < 32; shift += 8)
        {
            Assert.True(Math.Abs((int)((expected >> shift) & 255) - (int)((actual >> shift) & 255)) <= 6, $"{actual:x8} is not {expected:x8}.");
        }
    }
}
