using System.Runtime.InteropServices;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>
/// A drawing of librsvg, drawn anew for every size. It is loaded without an address of its own, so that librsvg refuses
/// whatever it points to, files included.
/// </summary>
internal sealed unsafe class SvgPicture : Picture
{
    private const int SniffedBytes = 4096;

    /// <summary>What browsers take where a drawing names no size (CSS Images 3, 5.2).</summary>
    private const int UsualWidth = 300;

    private const int UsualHeight = 150;

    /// <summary>Handles are not to be used by two threads at once.</summary>
    private readonly Lock _gate = new();
    private readonly GObjectHandle _handle;
    private readonly int _fileBytes;
    private readonly bool _hasViewBox;

    private SvgPicture(GObjectHandle handle, int fileBytes)
    {
        (_handle, _fileBytes) = (handle, fileBytes);
        RsvgNative.GetDimensions(handle, out _, out _, out _, out _, out var hasViewBox, out _);
        _hasViewBox = hasViewBox != 0;
    }

    /// <inheritdoc />
    public override bool IsVector => true;

    /// <inheritdoc />
    public override long Bytes => 10L * _fileBytes;

    /// <summary>Whether a text is a drawing rather than something else.</summary>
    public static bool LooksLike(ReadOnlySpan<byte> file)
    {
        var start = file[..Math.Min(file.Length, SniffedBytes)];
        return start.IndexOf("<svg"u8) >= 0 && start.TrimStart(" \t\r\n\uFEFF"u8).StartsWith("<"u8);
    }

    public static PictureFault Decode(ReadOnlySpan<byte> file, out Picture? picture)
    {
        picture = null;
        var handle = Load(file);
        if (handle.IsInvalid)
        {
            handle.Dispose();
            return PictureFault.Corrupt;
        }

        var (width, height) = SizeOf(handle);
        var fault = PictureDecoder.CheckSize((long)width, (long)height);
        if (fault != PictureFault.None)
        {
            handle.Dispose();
            return fault;
        }

        picture = new SvgPicture(handle, file.Length) { Width = (int)width, Height = (int)height };
        return PictureFault.None;
    }

    /// <inheritdoc />
    public override void Draw(PixelPlane target)
    {
        var bounds = target.Bounds;
        lock (_gate)
        {
            using var surface = CairoNative.CreateSurface(
                (byte*)target.First, CairoNative.FormatArgb32, bounds.Width, bounds.Height, target.Stride * sizeof(uint));
            using (var drawing = CairoNative.CreateDrawing(surface))
            {
                // What cannot be drawn is left out, as in browsers.
                var viewport = new RsvgRectangle(0, 0, bounds.Width, bounds.Height);
                if (!_hasViewBox)
                {
                    // Browsers stretch a drawing that says nothing about its ratio.
                    CairoNative.Scale(drawing, bounds.Width / (double)Width, bounds.Height / (double)Height);
                    viewport = new RsvgRectangle(0, 0, Width, Height);
                }

                _ = RsvgNative.Draw(_handle, drawing, viewport, out var error);
                RsvgNative.FreeError(error);
            }

            CairoNative.FlushSurface(surface);
        }
    }

    /// <inheritdoc />
    public override void Dispose() => _handle.Dispose();

    private static GObjectHandle Load(ReadOnlySpan<byte> file)
    {
        fixed (byte* bytes = file)
        {
            var handle = RsvgNative.Load(bytes, (nuint)file.Length, out var error);
            RsvgNative.FreeError(error);
            return handle;
        }
    }

    private static (double Width, double Height) SizeOf(GObjectHandle handle)
    {
        if (RsvgNative.GetSizeInPixels(handle, out var width, out var height) != 0 && width >= 1 && height >= 1)
        {
            return (Math.Round(width), Math.Round(height));
        }

        RsvgNative.GetDimensions(handle, out _, out _, out _, out _, out var hasViewBox, out var viewBox);
        return hasViewBox != 0 && viewBox.Width > 0 && viewBox.Height > 0
            ? (Math.Max(1, Math.Round(viewBox.Width)), Math.Max(1, Math.Round(viewBox.Height)))
            : (UsualWidth, UsualHeight);
    }
}

/// <summary>The functions of librsvg 2.54.</summary>
internal static unsafe partial class RsvgNative
{
    private const string Library = NativeLibraries.Rsvg;

    [LibraryImport(Library, EntryPoint = "rsvg_handle_new_from_data")]
    public static partial GObjectHandle Load(byte* data, nuint bytes, out nint error);

    [LibraryImport(Library, EntryPoint = "rsvg_handle_get_intrinsic_size_in_pixels")]
    public static partial int GetSizeInPixels(GObjectHandle handle, out double width, out double height);

    [LibraryImport(Library, EntryPoint = "rsvg_handle_get_intrinsic_dimensions")]
    public static partial void GetDimensions(
        GObjectHandle handle, out int hasWidth, out RsvgLength width, out int hasHeight, out RsvgLength height, out int hasViewBox, out RsvgRectangle viewBox);

    [LibraryImport(Library, EntryPoint = "rsvg_handle_render_document")]
    public static partial int Draw(GObjectHandle handle, DrawingHandle drawing, in RsvgRectangle viewport, out nint error);

    /// <summary>Zero is none.</summary>
    public static void FreeError(nint error)
    {
        if (error != 0)
        {
            FreeGError(error);
        }
    }

    [LibraryImport(NativeLibraries.GLib, EntryPoint = "g_error_free")]
    private static partial void FreeGError(nint error);
}

/// <summary><c>RsvgRectangle</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct RsvgRectangle(double X, double Y, double Width, double Height);

/// <summary><c>RsvgLength</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct RsvgLength(double Length, int Unit);
