using System.Buffers.Binary;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;
using PearlIo.Infrastructure.Rendering.Encoding;
using PearlIo.Infrastructure.Rendering.Encoding.Webp;
using PearlIo.Infrastructure.Rendering.Painting;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.RenderingTests.Painting;

public sealed class PictureTests
{
    /// <summary>Two by one: red, then green with half alpha.</summary>
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAD0lEQVR4nGP4z8DwHwgbABB5A359Y87XAAAAAElFTkSuQmCC";

    private const string Svg = "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='2'><rect width='4' height='2' fill='#00f'/></svg>";

    [Fact]
    public void A_png_is_premultiplied()
    {
        var fault = PictureDecoder.Decode(Convert.FromBase64String(Png), out var picture);

        Assert.Equal(PictureFault.None, fault);
        using var raster = Assert.IsType<RasterPicture>(picture);
        Assert.Equal((2, 1), (raster.Width, raster.Height));
        Assert.False(raster.IsOpaque);
        Assert.Equal([0xFFFF0000, 0x80008000], raster.LevelFor(2, 1).Pixels.ToArray());
    }

    [Fact]
    public void Formats_are_told_by_their_bytes()
    {
        using var pixels = new PixelBuffer(32, 16);
        pixels.Pixels.Fill(0xFF3366CC);
        using var jpeg = new JpegEncoder();
        using var webp = new WebpLossy();

        AssertDecodes(jpeg.Encode(pixels, 90), 32, 16, 0x3366CC, tolerance: 3);
        AssertDecodes(webp.Encode(pixels, 90), 32, 16, 0x3366CC, tolerance: 4);
        AssertDecodes(System.Text.Encoding.UTF8.GetBytes(Svg), 4, 2, 0x0000FF, tolerance: 0);
    }

    [Fact]
    public void Every_cut_of_a_file_is_a_picture_or_a_fault()
    {
        using var pixels = new PixelBuffer(64, 64);
        new Random(1).NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(pixels.Pixels));
        using var jpeg = new JpegEncoder();
        byte[][] files = [Convert.FromBase64String(Png), jpeg.Encode(pixels, 80), System.Text.Encoding.UTF8.GetBytes(Svg)];

        foreach (var file in files)
        {
            for (var length = 0; length < file.Length; length += Math.Max(1, file.Length / 60))
            {
                var fault = PictureDecoder.Decode(file.AsSpan(0, length), out var picture);
                Assert.Equal(fault == PictureFault.None, picture is not null);
                picture?.Dispose();
            }
        }
    }

    [Fact]
    public void Files_with_bytes_changed_never_throw()
    {
        var random = new Random(7);
        using var pixels = new PixelBuffer(40, 40);
        random.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(pixels.Pixels));
        using var jpeg = new JpegEncoder();
        using var webp = new WebpLossy();
        byte[][] files = [Convert.FromBase64String(Png), jpeg.Encode(pixels, 80), webp.Encode(pixels, 80)];

        for (var round = 0; round < 300; round++)
        {
            var file = (byte[])files[round % files.Length].Clone();
            for (var change = 0; change < 4; change++)
            {
                file[random.Next(12, file.Length)] = (byte)random.Next(256);
            }

            _ = PictureDecoder.Decode(file, out var picture);
            picture?.Dispose();
        }
    }

    [Fact]
    public void A_header_that_asks_for_too_much_is_refused_before_it_is_decoded()
    {
        var file = Convert.FromBase64String(Png);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), 30_000);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Crc32.Of(file.AsSpan(12, 17)));

        Assert.Equal(PictureFault.TooLarge, PictureDecoder.Decode(file, out _));
    }

    [Theory]
    [InlineData(8192, 3000, true)]
    [InlineData(8193, 1, false)]
    [InlineData(5001, 5000, false)]
    [InlineData(0, 5, false)]
    public void Sizes_have_a_limit(int width, int height, bool isAllowed)
        => Assert.Equal(isAllowed, PictureLimits.OfDocuments.Check(width, height) == PictureFault.None);

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("<html><body>no picture</body></html>")]
    [InlineData("<svg")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><g></svg>")]
    public void What_is_no_picture_is_a_fault(string text)
    {
        Assert.NotEqual(PictureFault.None, PictureDecoder.Decode(System.Text.Encoding.UTF8.GetBytes(text), out var picture));
        Assert.Null(picture);
    }

    [Fact]
    public void A_drawing_reads_no_files()
    {
        const string Reader = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='10' height='10'>"
            + "<image width='10' height='10' xlink:href='file:///usr/share/pixmaps/debian-logo.png'/></svg>";

        Assert.Equal(PictureFault.None, PictureDecoder.Decode(System.Text.Encoding.UTF8.GetBytes(Reader), out var picture));
        Assert.Equal(0u, Draw(picture!, 10, 10)[55]);
        picture!.Dispose();
    }

    [Fact]
    public void Data_addresses_are_base64_or_percent_encoded()
    {
        using var pictures = new DataPictures(null, 1 << 20);

        Assert.Equal(2, pictures.TryGet("data:image/png;base64," + Png)?.Width);
        Assert.Equal(2, pictures.TryGet("data:;base64," + Png.Insert(20, "\n ").TrimEnd('='))?.Width);
        Assert.Equal(4, pictures.TryGet("data:image/svg+xml," + Uri.EscapeDataString(Svg))?.Width);
        Assert.Equal(4, pictures.TryGet("data:image/svg+xml;utf8," + Svg)?.Width);
        Assert.Equal(4, pictures.TryGet(SvgAddress.Of(Svg)!)?.Width);
        Assert.Null(pictures.TryGet("data:image/png;base64,!!!"));
        Assert.Null(pictures.TryGet("data:nothing"));
        Assert.Null(pictures.TryGet("https://example.com/a.png"));
    }

    [Fact]
    public void Decoded_pictures_are_bounded()
    {
        using var pictures = new DataPictures(null, 2000);

        for (var i = 0; i < 50; i++)
        {
            _ = pictures.TryGet(FormattableString.Invariant($"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='{i + 1}' height='9'/>"));
        }

        Assert.InRange(pictures.Count, 1, 5);
    }

    [Theory]
    [InlineData(nameof(ObjectFit.Fill), 0x0000FF, 0x0000FF)]
    [InlineData(nameof(ObjectFit.Contain), 0x0000FF, 0xFFFFFF)]
    [InlineData(nameof(ObjectFit.Cover), 0x0000FF, 0x0000FF)]
    [InlineData(nameof(ObjectFit.None), 0xFFFFFF, 0xFFFFFF)]
    public void Pictures_fit_their_box(string fit, int inside, int outside)
    {
        var style = new BoxProperties { Display = Display.Block, ObjectFit = Enum.Parse<ObjectFit>(fit) };
        var element = new StyledElement
        {
            Tag = "img",
            Style = Boxes.Page().Style,
            Replaced = new ReplacedContent("data:image/svg+xml," + Svg, null, 4, 2, 2),
        };
        using var pictures = new DataPictures(null, 1 << 20);
        using var page = new PaintedPage();
        page.Pictures[element.Replaced.Source!] = pictures.TryGet(element.Replaced.Source!)!;

        page.Paint(Boxes.Page(Boxes.Box(10, 10, 40, 40, null, style, kind: BoxKind.Replaced, element: element)));

        Assert.Equal(inside, page.At(30, 35));
        Assert.Equal(outside, page.At(30, 12));
        Assert.Equal(0xFFFFFF, page.At(51, 30));
    }

    private static void AssertDecodes(byte[] file, int width, int height, int colour, int tolerance)
    {
        Assert.Equal(PictureFault.None, PictureDecoder.Decode(file, out var picture));
        Assert.Equal((width, height), (picture!.Width, picture.Height));
        var pixel = Draw(picture, width, height)[width + 1];
        for (var shift = 0; shift < 24; shift += 8)
        {
            Assert.InRange((int)((pixel >> shift) & 0xFF), ((colour >> shift) & 0xFF) - tolerance, ((colour >> shift) & 0xFF) + tolerance);
        }

        picture.Dispose();
    }

    private static uint[] Draw(Picture picture, int width, int height)
    {
        using var pixels = new PixelBuffer(width, height);
        picture.Draw(PixelPlane.Of(pixels));
        return pixels.Pixels.ToArray();
    }
}
