using System.Runtime.InteropServices;
using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>Decodes WebP with libwebp; of an animation the first frame.</summary>
internal static unsafe partial class WebpPictureFile
{
    public static PictureFault Decode(ReadOnlySpan<byte> file, DecodeOrder order, out Picture? picture)
    {
        picture = null;
        var fault = WebpChunks.Read(file, out var chunks);
        if (fault != PictureFault.None)
        {
            return fault;
        }

        fault = chunks.IsAnimated ? DecodeFrame(chunks, order.Limits, out var pixels) : DecodeStill(file, order.Limits, out pixels);
        if (pixels is null)
        {
            return fault;
        }

        using var transform = order.TransformOf(chunks.Profile, PictureChannels.Colours);
        var upright = ExifOrientation.Turn(pixels, chunks.Orientation);
        picture = ProfiledPicture.ToSrgb(StraightPixels.ToPicture(upright, chunks.IsAnimated || chunks.HasAlpha), transform, order);
        return fault;
    }

    private static PictureFault DecodeFrame(WebpChunks chunks, PictureLimits limits, out PixelBuffer? pixels)
    {
        pixels = null;
        var fault = limits.Check(chunks.Width, chunks.Height, chunks.Frames);
        fault = fault == PictureFault.None ? DecodeStill(chunks.FirstFrame(), limits, out pixels) : fault;
        pixels = pixels is null ? null : Place(pixels, chunks);
        return fault;
    }

    private static PictureFault DecodeStill(ReadOnlySpan<byte> file, PictureLimits limits, out PixelBuffer? pixels)
    {
        pixels = null;
        fixed (byte* bytes = file)
        {
            if (GetInfo(bytes, (nuint)file.Length, out var width, out var height) == 0)
            {
                return PictureFault.Corrupt;
            }

            var fault = limits.Check(width, height);
            if (fault != PictureFault.None)
            {
                return fault;
            }

            pixels = new PixelBuffer(width, height);
            var size = (nuint)(pixels.StrideBytes * height);
            if (DecodeInto(bytes, (nuint)file.Length, pixels.Pointer, size, pixels.StrideBytes) is null)
            {
                pixels.Dispose();
                pixels = null;
                return PictureFault.Corrupt;
            }

            return PictureFault.None;
        }
    }

    /// <summary>Puts a frame where it stands on the canvas.</summary>
    private static PixelBuffer Place(PixelBuffer frame, WebpChunks chunks)
    {
        var canvas = new PixelBuffer(chunks.Width, chunks.Height);
        for (var y = 0; y < frame.Height && y + chunks.FrameTop < canvas.Height; y++)
        {
            var row = canvas.Row(y + chunks.FrameTop);
            var left = Math.Min(chunks.FrameLeft, row.Length);
            frame.Row(y)[..Math.Min(frame.Width, row.Length - left)].CopyTo(row[left..]);
        }

        frame.Dispose();
        return canvas;
    }

    [LibraryImport(NativeLibraries.Webp, EntryPoint = "WebPGetInfo")]
    private static partial int GetInfo(byte* file, nuint bytes, out int width, out int height);

    [LibraryImport(NativeLibraries.Webp, EntryPoint = "WebPDecodeBGRAInto")]
    private static partial byte* DecodeInto(byte* file, nuint bytes, byte* pixels, nuint size, int strideBytes);
}
