using PearlIo.Domain.Common;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;

namespace PearlIo.Infrastructure.Pictures;

/// <summary>Why a picture was not decoded.</summary>
internal static class PictureFailures
{
    public static readonly Failure TooBusy = new(FailureKind.TooBusy, "pictures.busy", "Too many pictures wait to be decoded. Try again in a moment.");

    public static readonly Failure Unavailable = new(FailureKind.TooBusy, "pictures.unavailable", "Pictures cannot be decoded at the moment; the service's log says why.");

    public static readonly Failure Crashed = Invalid("crashed", "The picture brought its decoder down.");

    public static readonly Failure TooSlow = Invalid("too_slow", "The picture takes too long to decode.");

    /// <summary>The failure that a fault is.</summary>
    public static Failure Of(PictureFault fault) => fault switch
    {
        PictureFault.TooManyBytes => Invalid("too_many_bytes", $"The file has more than {PictureDecoder.LargestFileBytes >> 20} MiB."),
        PictureFault.TooLarge => Invalid("too_large", $"The picture has more than {PictureLimits.OfStrangers.MostPixels / 1_000_000} million px, more than {PictureLimits.OfStrangers.LargestSide} px a side, or too many frames."),
        PictureFault.UnknownFormat => Invalid("unknown_format", "The file is no PNG, JPEG, WebP, GIF, ICO or SVG."),
        PictureFault.Truncated => Invalid("truncated", "The file ends before all of its pixels have come."),
        PictureFault.TooComplex => Invalid("too_complex", "The picture asks for more memory or work than a picture may."),
        PictureFault.Active => Invalid("active", "The drawing has scripts, or parts that are elsewhere or of no known format."),
        _ => Invalid("corrupt", "The file breaks the rules of its format."),
    };

    private static Failure Invalid(string code, string message) => new(FailureKind.Invalid, "pictures." + code, message);
}
