using PearlIo.Domain.OgImages;
using PearlIo.Domain.Routes;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Encoding.Webp;

namespace PearlIo.Infrastructure.Rendering.Encoding;

/// <summary>
/// Encodes a card in the format that its route wants and within its bytes. The same pixels always give the same bytes.
/// Belongs to one render thread.
/// </summary>
internal sealed class CardEncoder : IDisposable
{
    private const int UsualQuality = 80;

    private static readonly int[] JpegQualities = [UsualQuality, 65, 50, 35, 20];
    private static readonly int[] LastJpegQualities = [20, 8, 5, 1];
    private static readonly int[] WebpQualities = [UsualQuality, 65, 50, 35, 20, 8, 1, 0];
    private static readonly int[] PaletteSizes = [256, 128, 64, 32, 16, 8, 4, 3, 2];

    private readonly PngEncoder _png = new();
    private readonly JpegEncoder _jpeg = new();
    private readonly WebpLossless _webpLossless = new();
    private readonly WebpLossy _webpLossy = new();

    /// <param name="picture">The picture.</param>
    /// <param name="format">The format asked for.</param>
    /// <param name="budgetBytes">Bytes that the file may have; where nothing fits it is the smallest that can be made.</param>
    public EncodedPicture Encode(PixelBuffer picture, ReturnType format, int budgetBytes) => format switch
    {
        ReturnType.Png => ByteBudget.Keep(budgetBytes, LosslessPngs(picture).Concat(QuantisedPngs(picture))),
        ReturnType.Jpeg => ByteBudget.Keep(budgetBytes, Jpegs(picture).Concat(LastJpegs(picture))),
        ReturnType.Webp => ByteBudget.Keep(budgetBytes, Webps(picture)),
        ReturnType.Auto => ByteBudget.Keep(budgetBytes, AnyPictures(picture)),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown return type."),
    };

    /// <summary>The return type that gives a format and no other.</summary>
    public static ReturnType Exactly(ImageFormat format) => format switch
    {
        ImageFormat.Png => ReturnType.Png,
        ImageFormat.Jpeg => ReturnType.Jpeg,
        ImageFormat.Webp => ReturnType.Webp,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown picture format."),
    };

    public void Dispose()
    {
        _png.Dispose();
        _jpeg.Dispose();
        _webpLossy.Dispose();
    }

    private static EncodedPicture Png(byte[] bytes, string means) => new(bytes, ImageFormat.Png, means);

    private static string Quality(string format, int quality) => FormattableString.Invariant($"{format} quality {quality}");

    /// <summary>
    /// Few colours keep letters sharp where a JPEG of so few bytes would smear them; of more colours than these a PNG is larger
    /// than the JPEGs before it.
    /// </summary>
    private IEnumerable<EncodedPicture> AnyPictures(PixelBuffer picture)
        => LosslessPngs(picture).Concat(Jpegs(picture)).Concat(QuantisedPngs(picture, mostColours: 64)).Concat(LastJpegs(picture));

    private IEnumerable<EncodedPicture> LosslessPngs(PixelBuffer picture)
    {
        yield return Png(_png.EncodeTruecolour(picture), "png");
        if (Palette.Exact(Palette.CountColours(picture)) is { } palette)
        {
            yield return Png(_png.EncodeIndexed(picture, palette), "png indexed");
        }
        else
        {
            yield return Png(_png.EncodeTruecolourStrongly(picture), "png strongest");
        }
    }

    private IEnumerable<EncodedPicture> QuantisedPngs(PixelBuffer picture, int mostColours = Palette.MaxColours)
    {
        var counts = Palette.CountColours(picture);
        foreach (var size in PaletteSizes.Where(size => size <= mostColours))
        {
            yield return Png(_png.EncodeIndexed(picture, Palette.Quantise(counts, size)), FormattableString.Invariant($"png of {size} colours"));
        }
    }

    private IEnumerable<EncodedPicture> Jpegs(PixelBuffer picture)
    {
        foreach (var quality in JpegQualities)
        {
            yield return new EncodedPicture(_jpeg.Encode(picture, quality), ImageFormat.Jpeg, Quality("jpeg", quality));
        }
    }

    /// <summary>For budgets that cards full of words keep only so.</summary>
    private IEnumerable<EncodedPicture> LastJpegs(PixelBuffer picture)
    {
        foreach (var quality in LastJpegQualities)
        {
            yield return new EncodedPicture(_jpeg.Encode(picture, quality, isProgressive: true), ImageFormat.Jpeg, Quality("jpeg", quality));
        }
    }

    /// <summary>Without loss first: lossy WebP shows bands in dark gradients.</summary>
    private IEnumerable<EncodedPicture> Webps(PixelBuffer picture)
    {
        yield return new EncodedPicture(_webpLossless.Encode(picture), ImageFormat.Webp, "webp lossless");
        foreach (var quality in WebpQualities)
        {
            yield return new EncodedPicture(_webpLossy.Encode(picture, quality), ImageFormat.Webp, Quality("webp", quality));
        }
    }
}
