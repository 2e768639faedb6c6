using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.Pictures;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;
using PearlIo.Infrastructure.Rendering.Encoding;
using PearlIo.Infrastructure.Rendering.Encoding.Webp;
using PearlIo.TestKit.Pictures;

namespace PearlIo.Fuzz.Targets;

/// <summary>
/// Pictures of strangers: refused, or decoded in the size that was asked for. They are decoded here, where every exception shows and a crash ends the run;
/// drawings, which may be drawn for hours, by a process that can be ended.
/// </summary>
internal sealed class PictureTarget(FuzzServer server) : IFuzzTarget
{
    private const int MaxSide = 100;
    private const int Side = 40;

    private IReadOnlyList<byte[]>? _files;

    public string Name => "picture";

    public IReadOnlyList<string> Seeds =>
    [
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><defs><linearGradient id='g'><stop stop-color='red'/></linearGradient></defs><path fill='url(#g)' d='M0 0L10 10'/><use href='#g'/></svg>",
        "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' width='20' height='20'><filter id='f'><feGaussianBlur stdDeviation='2'/></filter><text filter='url(#f)' y='9'>a</text></svg>",
    ];

    public IReadOnlyList<byte[]> SeedBytes => _files ??= Files();

    public async Task RunAsync(byte[] input)
    {
        if (PictureDecoder.Sniff(input) == PictureFormat.Svg)
        {
            var drawn = await server.Services.GetRequiredService<IPictureDecoder>().DecodeAsync(input, MaxSide, CancellationToken.None);
            Check(drawn.TryGetValue(out var file, out _) ? Math.Max(file.Picture.Width, file.Picture.Height) : 1);
            return;
        }

        PictureDecoder.Decode(input, DecodeOrder.OfStranger(MaxSide), out var picture, out _);
        using (picture)
        {
            using var pixels = picture is null ? null : PictureResampler.Fit(picture, MaxSide);
            Check(pixels is null ? 1 : Math.Max(pixels.Width, pixels.Height));
        }
    }

    private List<byte[]> Files()
    {
        using var pixels = new PixelBuffer(Side, Side);
        for (var i = 0; i < pixels.Pixels.Length; i++)
        {
            pixels.Pixels[i] = 0xFF000000 | ((uint)i * 2654435761 >> 8);
        }

        using var png = new PngEncoder();
        using var jpeg = new JpegEncoder();
        using var webp = new WebpLossy();
        byte[] bitmap = IcoSample.Bitmap(2, 2, 24, [], [.. new byte[16]], [.. new byte[8]]);
        return
        [
            png.EncodeTruecolour(pixels),
            PngSample.Grey(Side, Side),
            new PngSample(2, 2, 16, 6).With("tRNS", [0, 1]).With("zTXt", [(byte)'k', 0, 0, .. PngSample.Pack("text"u8.ToArray())]).WithRows(new byte[34]).ToFile(),
            jpeg.Encode(pixels, 80, isProgressive: false),
            jpeg.Encode(pixels, 80, isProgressive: true),
            IccSample.InJpeg(jpeg.Encode(pixels, 80), IccSample.ToSegments(IccSample.DisplayP3, 200)),
            IccSample.InJpeg(jpeg.Encode(pixels, 80), IccSample.ToSegments(IccSample.OfTable("RGB ", "A2B0", new (double, double, double)[8]))),
            new WebpLossless().Encode(pixels),
            webp.Encode(pixels, 50),
            new GifSample(4, 2, 0, 0, 0, 255, 255, 255).WithTransparent(1).WithFrame(0, 0, 4, 2, [0, 1, 0, 1, 1, 1, 0, 0], isInterlaced: true).WithComment("made by hand").ToFile(),
            IcoSample.Of(bitmap, PngSample.Grey(16, 16)),
            .. Seeds.Select(Encoding.UTF8.GetBytes),
        ];
    }

    private static void Check(int side)
    {
        if (side is < 1 or > MaxSide)
        {
            throw new FuzzException($"A picture came out {side} px long, and not at most {MaxSide}.");
        }
    }
}
