using System.Runtime.InteropServices;
using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>
/// A drawing of librsvg, drawn anew for every size. It is loaded without an address of its own, so that librsvg refuses
/// whatever it points to, files included.
/// </summary>
internal sealed unsafe class SvgPicture : Picture
{
    /// <summary>px of an inch (CSS Values 4, 6.2); librsvg would take 90.</summary>
    private const double PxPerInch = 96;

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

    /// <summary>Whether a file is markup, as UTF-8 or UTF-16; its first element says whether it is a drawing.</summary>
    public static bool LooksLike(ReadOnlySpan<byte> file)
    {
        var isWide = file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || file.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        return isWide || file.TrimStart(" \t\r\n\uFEFF"u8).StartsWith("<"u8);
    }

    public static PictureFault Decode(ReadOnlySpan<byte> file, DecodeOrder order, out Picture? picture)
    {
        picture = null;
        var fault = SvgCheck.Of(file);
        if (fault != PictureFault.None)
        {
            return fault;
        }

        var handle = Load(file);
        if (handle.IsInvalid)
        {
            handle.Dispose();
            return PictureFault.Corrupt;
        }

        RsvgNative.SetDpi(handle, PxPerInch);
        var (width, height) = SvgSize.Of(handle, order.Limits);
        fault = order.Limits.Check(width, height);
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
}

/// <summary>The natural size of a drawing (CSS Images 3, 5).</summary>
internal static class SvgSize
{
    /// <summary>What browsers take where a drawing names no size.</summary>
    private const int UsualWidth = 300;

    private const int UsualHeight = 150;

    /// <summary>
    /// A view box that no picture may be as large as is of a drawing in fine units rather than of a large one (Firefox's own icon has 51,500 of
    /// them), which nobody asks to be drawn with a px for each: it gets this longest side.
    /// </summary>
    private const double LongestOfFineUnits = 4096;

    /// <summary>Beyond any limit, and still a whole number.</summary>
    private const double Farthest = 1 << 30;

    /// <summary>px of each of librsvg's units, from px on; percentages are of nothing that is known.</summary>
    private static readonly double[] PxPerUnit = [0, 1, 16, 8, 96, 96 / 2.54, 96 / 25.4, 96 / 72.0, 16];

    /// <summary>By width and height, by one of them and the ratio of the view box, by the view box, else the usual one.</summary>
    public static (long Width, long Height) Of(GObjectHandle handle, PictureLimits limits)
    {
        RsvgNative.GetDimensions(handle, out var hasWidth, out var width, out var hasHeight, out var height, out var hasViewBox, out var view);
        var (across, down) = (hasWidth != 0 ? Px(width) : null, hasHeight != 0 ? Px(height) : null);
        if (hasViewBox != 0 && view.Width > 0 && view.Height > 0)
        {
            if (across is null && down is null && limits.Check(Whole(view.Width), Whole(view.Height)) != PictureFault.None)
            {
                var scale = LongestOfFineUnits / Math.Max(view.Width, view.Height);
                return (Whole(view.Width * scale), Whole(view.Height * scale));
            }

            return (Whole(across ?? (down * view.Width / view.Height) ?? view.Width), Whole(down ?? (across * view.Height / view.Width) ?? view.Height));
        }

        return (Whole(across ?? UsualWidth), Whole(down ?? UsualHeight));
    }

    private static double? Px(RsvgLength length)
    {
        var px = length.Length * (length.Unit > 0 && length.Unit < PxPerUnit.Length ? PxPerUnit[length.Unit] : 0);
        return px > 0 ? px : null;
    }

    private static long Whole(double px) => (long)Math.Clamp(Math.Round(px), 1, Farthest);
}

/// <summary>The functions of librsvg 2.54.</summary>
internal static unsafe partial class RsvgNative
{
    private const string Library = NativeLibraries.Rsvg;

    [LibraryImport(Library, EntryPoint = "rsvg_handle_new_from_data")]
    public static partial GObjectHandle Load(byte* data, nuint bytes, out nint error);

    [LibraryImport(Library, EntryPoint = "rsvg_handle_set_dpi")]
    public static partial void SetDpi(GObjectHandle handle, double dpi);

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
