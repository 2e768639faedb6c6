namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>Why a picture was not decoded.</summary>
internal enum PictureFault
{
    None,

    /// <summary>The address that should hold it is none.</summary>
    Unreadable,

    /// <summary>More bytes than a picture may have.</summary>
    TooManyBytes,

    /// <summary>Wider, higher or of more pixels than a picture may be.</summary>
    TooLarge,

    /// <summary>No format that is known.</summary>
    UnknownFormat,

    /// <summary>It breaks its format's rules.</summary>
    Corrupt,
}

/// <summary>
/// Decodes PNG, JPEG, WebP and SVG, told apart by their first bytes and not by what anybody calls them. Sizes are read from the
/// header before pixels are: a few bytes can ask for gigabytes.
/// </summary>
internal static class PictureDecoder
{
    public const int LargestFileBytes = 10 * 1024 * 1024;
    public const int LargestSide = 8192;
    public const int MostPixels = 25_000_000;

    private delegate PictureFault Decoder(ReadOnlySpan<byte> file, out Picture? picture);

    /// <summary>Decodes a file. Never throws for what is in it.</summary>
    /// <returns><see cref="PictureFault.None"/> and a picture, or why there is none.</returns>
    public static PictureFault Decode(ReadOnlySpan<byte> file, out Picture? picture)
    {
        picture = null;
        if (file.Length > LargestFileBytes)
        {
            return PictureFault.TooManyBytes;
        }

        return Sniff(file) is { } decode ? decode(file, out picture) : PictureFault.UnknownFormat;
    }

    /// <summary>Whether a picture of this size may be decoded.</summary>
    public static PictureFault CheckSize(long width, long height)
    {
        if (width < 1 || height < 1)
        {
            return PictureFault.Corrupt;
        }

        return width <= LargestSide && height <= LargestSide && width * height <= MostPixels ? PictureFault.None : PictureFault.TooLarge;
    }

    private static Decoder? Sniff(ReadOnlySpan<byte> file)
    {
        if (file.Length > 8 && file[0] == 0x89 && file[1..].StartsWith("PNG\r\n"u8))
        {
            return PngPicture.Decode;
        }

        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return JpegPicture.Decode;
        }

        if (file.Length > 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8))
        {
            return WebpPictureFile.Decode;
        }

        return SvgPicture.LooksLike(file) ? SvgPicture.Decode : null;
    }
}
