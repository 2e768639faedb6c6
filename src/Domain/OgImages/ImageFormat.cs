namespace PearlIo.Domain.OgImages;

/// <summary>The format of a drawn card's bytes.</summary>
public enum ImageFormat
{
    /// <summary>PNG.</summary>
    Png,

    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>WebP.</summary>
    Webp,
}

/// <summary>Names of the formats in HTTP and in file names.</summary>
public static class ImageFormats
{
    /// <summary>The media type, such as <c>image/png</c>.</summary>
    public static string ContentType(this ImageFormat format) => format switch
    {
        ImageFormat.Png => "image/png",
        ImageFormat.Jpeg => "image/jpeg",
        ImageFormat.Webp => "image/webp",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown picture format."),
    };

    /// <summary>The file name extension without its dot, such as <c>png</c>.</summary>
    public static string Extension(this ImageFormat format) => format switch
    {
        ImageFormat.Png => "png",
        ImageFormat.Jpeg => "jpg",
        ImageFormat.Webp => "webp",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown picture format."),
    };

    /// <summary>The format of a file name's extension without its dot, or null where no card has it.</summary>
    public static ImageFormat? FromExtension(string extension) => extension switch
    {
        "png" => ImageFormat.Png,
        "jpg" => ImageFormat.Jpeg,
        "webp" => ImageFormat.Webp,
        _ => null,
    };

    /// <summary>The format of a media type, or null where no card has that type.</summary>
    public static ImageFormat? FromContentType(string contentType) => contentType switch
    {
        "image/png" => ImageFormat.Png,
        "image/jpeg" => ImageFormat.Jpeg,
        "image/webp" => ImageFormat.Webp,
        _ => null,
    };
}
