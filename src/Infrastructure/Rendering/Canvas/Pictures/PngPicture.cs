using System.Runtime.InteropServices;
using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>Decodes PNG with libpng's simplified interface, which catches its own faults.</summary>
internal static unsafe class PngPicture
{
    public static PictureFault Decode(ReadOnlySpan<byte> file, DecodeOrder order, out Picture? picture)
    {
        picture = null;
        using var transform = PngProfile.Find(file, order);
        var fault = PngChunks.Sift(file, order.Limits, keepsGamma: transform is null, out var clean, out var orientation);
        if (fault != PictureFault.None)
        {
            return fault;
        }

        var image = new PngImage { Version = PngNative.ImageVersion };
        fixed (byte* bytes = clean)
        {
            if (PngNative.BeginRead(&image, bytes, (nuint)clean.Length) == 0)
            {
                return PictureFault.Corrupt;
            }

            try
            {
                fault = order.Limits.Check(image.Width, image.Height);
                fault = fault == PictureFault.None ? Read(&image, orientation, out picture) : fault;
                picture = ProfiledPicture.ToSrgb(picture, transform, order);
                return fault;
            }
            finally
            {
                PngNative.Free(&image);
            }
        }
    }

    private static PictureFault Read(PngImage* image, int orientation, out Picture? picture)
    {
        var hasAlpha = (image->Format & PngNative.FormatAlpha) != 0;
        var pixels = new PixelBuffer((int)image->Width, (int)image->Height);
        image->Format = PngNative.FormatBgra;
        image->Flags |= PngNative.FlagDeepSrgb;
        if (PngNative.FinishRead(image, background: null, pixels.Pointer, pixels.StrideBytes, colourMap: null) == 0)
        {
            pixels.Dispose();
            picture = null;
            return PictureFault.Corrupt;
        }

        picture = StraightPixels.ToPicture(ExifOrientation.Turn(pixels, orientation), hasAlpha);
        return PictureFault.None;
    }
}

/// <summary>Pixels whose colours are not multiplied by their alpha.</summary>
internal static class StraightPixels
{
    /// <summary>Makes a picture of them, which owns them.</summary>
    public static RasterPicture ToPicture(PixelBuffer pixels, bool hasAlpha)
    {
        var isOpaque = !hasAlpha || Multiply(pixels.Pixels);
        return new RasterPicture(pixels, isOpaque) { Width = pixels.Width, Height = pixels.Height };
    }

    /// <summary>Multiplies colours by their alpha.</summary>
    /// <returns>Whether all alphas are 255.</returns>
    public static bool Multiply(Span<uint> pixels)
    {
        var isOpaque = true;
        foreach (ref var pixel in pixels)
        {
            if (pixel >> 24 == 255)
            {
                continue;
            }

            isOpaque = false;
            pixel = (pixel & 0xFF000000) | (PixelBlender.Scale(pixel, (int)(pixel >> 24)) & 0x00FFFFFF);
        }

        return isOpaque;
    }

    /// <summary>Takes colours that were multiplied by their alpha back to what they were, as far as whole numbers still tell.</summary>
    public static void Divide(Span<uint> pixels)
    {
        foreach (ref var pixel in pixels)
        {
            var alpha = pixel >> 24;
            if (alpha is 0 or 255)
            {
                continue;
            }

            pixel = (alpha << 24) | (Divide((pixel >> 16) & 0xFF, alpha) << 16) | (Divide((pixel >> 8) & 0xFF, alpha) << 8) | Divide(pixel & 0xFF, alpha);
        }
    }

    private static uint Divide(uint colour, uint alpha) => Math.Min(255, ((colour * 255) + (alpha / 2)) / alpha);
}

/// <summary>The functions of libpng 1.6's simplified interface.</summary>
internal static unsafe partial class PngNative
{
    /// <summary><c>PNG_IMAGE_VERSION</c>.</summary>
    public const uint ImageVersion = 1;

    /// <summary><c>PNG_FORMAT_FLAG_ALPHA</c>.</summary>
    public const uint FormatAlpha = 1;

    /// <summary><c>PNG_FORMAT_BGRA</c>: eight bits a channel, sRGB, alpha not multiplied.</summary>
    public const uint FormatBgra = 0x10 | 0x02 | FormatAlpha;

    /// <summary><c>PNG_IMAGE_FLAG_16BIT_sRGB</c>: what has sixteen bits and says nothing of its colours is sRGB as well, and not light.</summary>
    public const uint FlagDeepSrgb = 0x04;

    private const string Library = NativeLibraries.Png;

    [LibraryImport(Library, EntryPoint = "png_image_begin_read_from_memory")]
    public static partial int BeginRead(PngImage* image, byte* file, nuint bytes);

    [LibraryImport(Library, EntryPoint = "png_image_finish_read")]
    public static partial int FinishRead(PngImage* image, void* background, byte* buffer, int rowStride, void* colourMap);

    [LibraryImport(Library, EntryPoint = "png_image_free")]
    public static partial void Free(PngImage* image);
}

/// <summary><c>png_image</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PngImage
{
    public void* Opaque;
    public uint Version;
    public uint Width;
    public uint Height;
    public uint Format;
    public uint Flags;
    public uint ColourMapEntries;
    public uint WarningOrError;
    public fixed byte Message[64];
}
