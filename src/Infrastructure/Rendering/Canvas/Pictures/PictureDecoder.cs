namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>Why a picture was not decoded.</summary>
internal enum PictureFault
{
    None,

    /// <summary>More bytes than a picture may have.</summary>
    TooManyBytes,

    /// <summary>Wider, higher or of more pixels than a picture may be.</summary>
    TooLarge,

    /// <summary>No format that is known.</summary>
    UnknownFormat,

    /// <summary>It breaks its format's rules.</summary>
    Corrupt,

    /// <summary>It ends before all of its pixels have come.</summary>
    Truncated,

    /// <summary>It is small and asks for work without end.</summary>
    TooComplex,

    /// <summary>It brings scripts, or entities and inclusions from elsewhere.</summary>
    Active,

    /// <summary>The address that should hold it is none.</summary>
    Unreadable,
}

/// <summary>The formats that are known; the numbers go between processes.</summary>
internal enum PictureFormat
{
    Unknown = 0,
    Png = 1,
    Jpeg = 2,
    Webp = 3,
    Gif = 4,
    Ico = 5,
    Svg = 6,
}

/// <summary>
/// Decodes PNG, JPEG, WebP, GIF, ICO and SVG, told apart by their first bytes and not by what anybody calls them. Sizes are read
/// from the header before pixels are: a few bytes can ask for gigabytes.
/// </summary>
internal static class PictureDecoder
{
    public const int LargestFileBytes = 10 * 1024 * 1024;

    /// <summary>Decodes what a document brings along. Never throws for what is in it.</summary>
    /// <returns><see cref="PictureFault.None"/> and a picture, or why there is none.</returns>
    public static PictureFault Decode(ReadOnlySpan<byte> file, out Picture? picture) => Decode(file, DecodeOrder.OfDocument, out picture, out _);

    /// <summary>Decodes a file. Never throws for what is in it, but for lack of memory.</summary>
    /// <param name="file">The file.</param>
    /// <param name="order">How large it may be, and how large it will be shown.</param>
    /// <param name="picture">The picture, in the file's own size; it may have fewer pixels.</param>
    /// <param name="format">What it was taken for.</param>
    /// <returns><see cref="PictureFault.None"/> and a picture, or why there is none.</returns>
    public static PictureFault Decode(ReadOnlySpan<byte> file, DecodeOrder order, out Picture? picture, out PictureFormat format)
    {
        picture = null;
        format = Sniff(file);
        return file.Length > LargestFileBytes ? PictureFault.TooManyBytes : format switch
        {
            PictureFormat.Png => PngPicture.Decode(file, order, out picture),
            PictureFormat.Jpeg => JpegPicture.Decode(file, order, out picture),
            PictureFormat.Webp => WebpPictureFile.Decode(file, order, out picture),
            PictureFormat.Gif => GifPicture.Decode(file, order, out picture),
            PictureFormat.Ico => IcoPicture.Decode(file, order, out picture),
            PictureFormat.Svg => SvgPicture.Decode(file, order, out picture),
            _ => PictureFault.UnknownFormat,
        };
    }

    /// <summary>The format that a file begins as.</summary>
    public static PictureFormat Sniff(ReadOnlySpan<byte> file)
    {
        if (PngChunks.HasSignature(file))
        {
            return PictureFormat.Png;
        }

        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return PictureFormat.Jpeg;
        }

        if (file.Length > 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8))
        {
            return PictureFormat.Webp;
        }

        if (file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8))
        {
            return PictureFormat.Gif;
        }

        if (IcoPicture.LooksLike(file))
        {
            return PictureFormat.Ico;
        }

        return SvgPicture.LooksLike(file) ? PictureFormat.Svg : PictureFormat.Unknown;
    }
}
