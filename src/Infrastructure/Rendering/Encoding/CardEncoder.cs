using PearlIo.Domain.OgImages;
using PearlIo.Domain.Routes;
using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.Infrastructure.Rendering.Encoding;

/// <summary>
/// Encodes a card in the format that its route wants and within its bytes. The same pixels always give the same bytes.
/// Belongs to one render thread.
/// </summary>
internal sealed class CardEncoder : IDisposable
{
    private const int UsualQuality = 80;

    private static readonly int[] LowerQualities = [65, 50, 35, 20, 8];
    private static readonly int[] PaletteSizes = [256, 128, 64, 32, 16, 8];

    private readonly PngEncoder _png = new();
    private readonly JpegEncoder _jpeg = new();
    private readonly WebpEncoder _webp = new();

    /// <param name="picture">The picture.</param>
    /// <param name="format">The format asked for.</param>
    /// <param name="budgetBytes">Bytes that the file may have; where nothing fits it is the smallest that can be made.</param>
    public EncodedPicture Encode(PixelBuffer picture, ReturnType format, int budgetBytes) => format switch
    {
        ReturnType.Png => ByteBudget.Keep(budgetBytes, LosslessPngs(picture).Concat(QuantisedPngs(picture))),
        ReturnType.Jpeg => ByteBudget.Keep(budgetBytes, Jpegs(picture)),
        ReturnType.Webp => ByteBudget.Keep(budgetBytes, Webps(picture)),
        ReturnType.Auto => ByteBudget.Keep(budgetBytes, LosslessPngs(picture).Concat(Jpegs(picture))),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown return type."),
    };

    public void Dispose()
    {
        _png.Dispose();
        _jpeg.Dispose();
        _webp.Dispose();
    }

    private static EncodedPicture Png(byte[] bytes) => new(bytes, ImageFormat.Png);

    private IEnumerable<EncodedPicture> LosslessPngs(PixelBuffer picture)
    {
        yield return Png(_png.EncodeTruecolour(picture, PngEncoder.UsualLevel));
        if (Palette.Exact(Palette.CountColours(picture)) is { } palette)
        {
            yield return Png(_png.EncodeIndexed(picture, palette, PngEncoder.StrongLevel));
        }
        else
        {
            yield return Png(_png.EncodeTruecolour(picture, PngEncoder.StrongLevel));
        }
    }

    private IEnumerable<EncodedPicture> QuantisedPngs(PixelBuffer picture)
    {
        var counts = Palette.CountColours(picture);
        foreach (var size in PaletteSizes)
        {
            yield return Png(_png.EncodeIndexed(picture, Palette.Quantise(counts, size), PngEncoder.StrongLevel));
        }
    }

    private IEnumerable<EncodedPicture> Jpegs(PixelBuffer picture)
    {
        foreach (var quality in LowerQualities.Prepend(UsualQuality))
        {
            yield return new EncodedPicture(_jpeg.Encode(picture, quality), ImageFormat.Jpeg);
        }
    }

    /// <summary>Without loss first: lossy WebP shows bands in dark gradients.</summary>
    private IEnumerable<EncodedPicture> Webps(PixelBuffer picture)
    {
        yield return new EncodedPicture(_webp.EncodeLossless(picture), ImageFormat.Webp);
        foreach (var quality in LowerQualities.Prepend(UsualQuality))
        {
            yield return new EncodedPicture(_webp.EncodeLossy(picture, quality), ImageFormat.Webp);
        }
    }
}
