using System.Runtime.InteropServices;
using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>Decodes JPEG with libjpeg-turbo, which leaves out pixels that nobody will see.</summary>
internal static unsafe class JpegPicture
{
    /// <summary>Encoders make about ten; hundreds are there to take time.</summary>
    private const int MostScans = 100;

    /// <summary>Pixels times scans: every scan goes over all of them.</summary>
    private const long MostWork = 1_000_000_000;

    /// <summary>libjpeg-turbo makes pictures smaller by eighths.</summary>
    private const int Eighths = 8;

    private static ReadOnlySpan<byte> EndOfImage => [0xFF, 0xD9];

    public static PictureFault Decode(ReadOnlySpan<byte> file, DecodeOrder order, out Picture? picture)
    {
        picture = null;
        var fault = JpegHeader.Read(file, out var header);
        fault = fault == PictureFault.None ? order.Limits.Check(header.Width, header.Height) : fault;
        if (fault != PictureFault.None)
        {
            return fault;
        }

        if (header.Scans > MostScans || (long)header.Scans * header.Width * header.Height > MostWork)
        {
            return PictureFault.TooComplex;
        }

        var orientation = ExifOrientation.OfJpeg(file);
        using var transform = TransformOf(file, header, order);
        fault = Read(header.HasEnd ? file : Complete(file), header, order.MaxSide, transform, out var pixels);
        if (pixels is null)
        {
            return fault;
        }

        var (width, height) = ExifOrientation.IsOnSide(orientation) ? (header.Height, header.Width) : (header.Width, header.Height);
        picture = new RasterPicture(ExifOrientation.Turn(pixels, orientation), isOpaque: true) { Width = width, Height = height };
        picture = IsInks(header) ? picture : ProfiledPicture.ToSrgb(picture, transform, order);
        return PictureFault.None;
    }

    private static bool IsInks(JpegHeader header) => header.Components == 4;

    /// <summary>What its profile does. As in Chromium grey may have a profile of colours, of which it then has those that are grey.</summary>
    private static ColourTransform? TransformOf(ReadOnlySpan<byte> file, JpegHeader header, DecodeOrder order)
    {
        var profile = order.AppliesProfiles ? JpegProfile.Read(file) : [];
        return header.Components switch
        {
            1 => order.TransformOf(profile, PictureChannels.Grey) ?? order.TransformOf(profile, PictureChannels.Colours),
            4 => order.TransformOf(profile, PictureChannels.Inks),
            _ => order.TransformOf(profile, PictureChannels.Colours),
        };
    }

    /// <summary>Some programs leave the end marker out. With one, the decoder tells only of pixels that are missing.</summary>
    private static byte[] Complete(ReadOnlySpan<byte> file)
    {
        var whole = file[..^(file[^1] == EndOfImage[0] ? 1 : 0)];
        return [.. whole, .. EndOfImage];
    }

    private static PictureFault Read(ReadOnlySpan<byte> file, JpegHeader header, int? maxSide, ColourTransform? transform, out PixelBuffer? pixels)
    {
        var eighths = EighthsFor(Math.Max(header.Width, header.Height), maxSide);
        var isInks = IsInks(header);
        var format = isInks ? JpegDecoderNative.PixelFormatCmyk : JpegDecoderNative.PixelFormatBgra;
        var decoded = new PixelBuffer(Scale(header.Width, eighths), Scale(header.Height, eighths));
        var fault = Read(file, decoded, format, header.HasEnd);
        if (fault != PictureFault.None)
        {
            decoded.Dispose();
            pixels = null;
            return fault;
        }

        if (isInks)
        {
            Inks.ToColours(decoded, header.HasAdobeMarker, transform);
        }

        pixels = decoded;
        return PictureFault.None;
    }

    private static PictureFault Read(ReadOnlySpan<byte> file, PixelBuffer pixels, int format, bool hasEnd)
    {
        using var decoder = JpegDecoderNative.CreateDecoder();
        fixed (byte* bytes = file)
        {
            var isDone = JpegDecoderNative.Decode(
                decoder, bytes, (nuint)file.Length, pixels.Pointer, pixels.Width, pixels.StrideBytes, pixels.Height, format, JpegDecoderNative.FlagLimitScans) == 0;
            if (isDone)
            {
                return PictureFault.None;
            }

            var message = Marshal.PtrToStringUTF8(JpegDecoderNative.GetError(decoder)) ?? string.Empty;
            if (JpegDecoderNative.GetErrorCode(decoder) == JpegDecoderNative.Warning && !IsDamage(message))
            {
                return PictureFault.None;
            }

            return !hasEnd || message.Contains("Premature end", StringComparison.Ordinal) ? PictureFault.Truncated : PictureFault.Corrupt;
        }
    }

    /// <summary>Whether a warning tells of pixels that are wrong rather than of bytes that are too many.</summary>
    private static bool IsDamage(string warning) => warning.Contains("remature end", StringComparison.Ordinal)
        || warning.Contains("bad Huffman code", StringComparison.Ordinal)
        || warning.Contains("instead of RST", StringComparison.Ordinal)
        || warning.Contains("bad arithmetic code", StringComparison.Ordinal);

    /// <summary>The fewest that are not smaller than what will be shown.</summary>
    private static int EighthsFor(int side, int? maxSide)
        => maxSide is { } wanted ? (int)Math.Clamp((((long)wanted * Eighths) + side - 1) / side, 1, Eighths) : Eighths;

    /// <summary><c>TJSCALED</c>.</summary>
    private static int Scale(int side, int eighths) => ((side * eighths) + Eighths - 1) / Eighths;
}

/// <summary>Pictures of four inks: cyan, magenta, yellow and black.</summary>
internal static class Inks
{
    /// <summary>Makes colours of inks, in place.</summary>
    /// <param name="pixels">Cyan, magenta, yellow, black in this order.</param>
    /// <param name="areInverted">Whether 255 is no ink, as Adobe stores it.</param>
    /// <param name="transform">What a profile of the inks does; null for what browsers do without one.</param>
    public static void ToColours(PixelBuffer pixels, bool areInverted, ColourTransform? transform)
    {
        if (transform is null)
        {
            ToColours(pixels, areInverted);
            return;
        }

        // Profiles count as printers do, by how much ink there is.
        if (areInverted)
        {
            foreach (ref var pixel in pixels.Pixels)
            {
                pixel = ~pixel;
            }
        }

        transform.Apply(pixels.Pixels);
        pixels.MakeOpaque();
    }

    private static void ToColours(PixelBuffer pixels, bool areInverted)
    {
        var flip = areInverted ? 0u : 0xFFFFFFFF;
        foreach (ref var pixel in pixels.Pixels)
        {
            var inks = pixel ^ flip;
            var black = inks >> 24;
            pixel = 0xFF000000 | (Mix(inks & 0xFF, black) << 16) | (Mix((inks >> 8) & 0xFF, black) << 8) | Mix((inks >> 16) & 0xFF, black);
        }
    }

    private static uint Mix(uint ink, uint black) => ((ink * black) + 127) / 255;
}

/// <summary>libjpeg-turbo's TurboJPEG 2 interface, as far as it decodes.</summary>
internal static unsafe partial class JpegDecoderNative
{
    /// <summary><c>TJPF_BGRA</c>; alpha becomes 255.</summary>
    public const int PixelFormatBgra = 8;

    /// <summary><c>TJPF_CMYK</c>.</summary>
    public const int PixelFormatCmyk = 11;

    /// <summary><c>TJFLAG_LIMITSCANS</c>: scans without end would take minutes.</summary>
    public const int FlagLimitScans = 32768;

    /// <summary><c>TJERR_WARNING</c>: something is wrong with the file, and it was decoded as far as it goes.</summary>
    public const int Warning = 0;

    private const string Library = NativeLibraries.TurboJpeg;

    [LibraryImport(Library, EntryPoint = "tjInitDecompress")]
    public static partial JpegDecoderHandle CreateDecoder();

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    public static partial int Destroy(nint decoder);

    [LibraryImport(Library, EntryPoint = "tjDecompress2")]
    public static partial int Decode(
        JpegDecoderHandle decoder, byte* file, nuint bytes, byte* pixels, int width, int strideBytes, int height, int pixelFormat, int flags);

    [LibraryImport(Library, EntryPoint = "tjGetErrorCode")]
    public static partial int GetErrorCode(JpegDecoderHandle decoder);

    /// <summary>The first warning or the error; the decoder keeps owning the text.</summary>
    [LibraryImport(Library, EntryPoint = "tjGetErrorStr2")]
    public static partial nint GetError(JpegDecoderHandle decoder);
}

/// <summary>A <c>tjhandle</c> that decodes.</summary>
internal sealed class JpegDecoderHandle : NativeHandle
{
    protected override bool ReleaseHandle() => JpegDecoderNative.Destroy(handle) == 0;
}
