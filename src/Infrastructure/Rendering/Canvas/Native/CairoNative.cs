using System.Runtime.InteropServices;

namespace PearlIo.Infrastructure.Rendering.Canvas.Native;

/// <summary>The functions of cairo 1.16 that cards are drawn with.</summary>
internal static unsafe partial class CairoNative
{
    /// <summary><c>CAIRO_FORMAT_RGB24</c>: four bytes a pixel, blue first, the fourth unused.</summary>
    public const int FormatRgb24 = 1;

    /// <summary><c>CAIRO_FORMAT_ARGB32</c>: premultiplied.</summary>
    public const int FormatArgb32 = 0;

    /// <summary><c>CAIRO_FORMAT_A8</c>.</summary>
    public const int FormatA8 = 2;

    /// <summary><c>CAIRO_ANTIALIAS_GRAY</c>.</summary>
    public const int AntialiasGray = 2;

    /// <summary><c>CAIRO_HINT_STYLE_NONE</c>.</summary>
    public const int HintStyleNone = 1;

    /// <summary><c>CAIRO_HINT_METRICS_OFF</c>.</summary>
    public const int HintMetricsOff = 1;

    private const string Library = NativeLibraries.Cairo;

    [LibraryImport(Library, EntryPoint = "cairo_version")]
    public static partial int Version();

    [LibraryImport(Library, EntryPoint = "cairo_image_surface_create_for_data")]
    public static partial SurfaceHandle CreateSurface(byte* pixels, int format, int width, int height, int strideBytes);

    [LibraryImport(Library, EntryPoint = "cairo_surface_flush")]
    public static partial void FlushSurface(SurfaceHandle surface);

    [LibraryImport(Library, EntryPoint = "cairo_surface_destroy")]
    public static partial void DestroySurface(nint surface);

    [LibraryImport(Library, EntryPoint = "cairo_create")]
    public static partial DrawingHandle CreateDrawing(SurfaceHandle surface);

    [LibraryImport(Library, EntryPoint = "cairo_destroy")]
    public static partial void DestroyDrawing(nint drawing);

    [LibraryImport(Library, EntryPoint = "cairo_translate")]
    public static partial void Translate(DrawingHandle drawing, double x, double y);

    [LibraryImport(Library, EntryPoint = "cairo_transform")]
    public static partial void Transform(DrawingHandle drawing, in CairoMatrix matrix);

    [LibraryImport(Library, EntryPoint = "cairo_scale")]
    public static partial void Scale(DrawingHandle drawing, double x, double y);

    [LibraryImport(Library, EntryPoint = "cairo_set_line_width")]
    public static partial void SetLineWidth(DrawingHandle drawing, double width);

    [LibraryImport(Library, EntryPoint = "cairo_stroke")]
    public static partial void Stroke(DrawingHandle drawing);

    [LibraryImport(Library, EntryPoint = "cairo_move_to")]
    public static partial void MoveTo(DrawingHandle drawing, double x, double y);

    [LibraryImport(Library, EntryPoint = "cairo_fill")]
    public static partial void Fill(DrawingHandle drawing);

    [LibraryImport(Library, EntryPoint = "cairo_set_source_rgba")]
    public static partial void SetSource(DrawingHandle drawing, double red, double green, double blue, double alpha);

    [LibraryImport(Library, EntryPoint = "cairo_font_options_create")]
    public static partial FontOptionsHandle CreateFontOptions();

    [LibraryImport(Library, EntryPoint = "cairo_font_options_destroy")]
    public static partial void DestroyFontOptions(nint options);

    [LibraryImport(Library, EntryPoint = "cairo_font_options_set_antialias")]
    public static partial void SetAntialias(FontOptionsHandle options, int antialias);

    [LibraryImport(Library, EntryPoint = "cairo_font_options_set_hint_style")]
    public static partial void SetHintStyle(FontOptionsHandle options, int style);

    [LibraryImport(Library, EntryPoint = "cairo_font_options_set_hint_metrics")]
    public static partial void SetHintMetrics(FontOptionsHandle options, int metrics);
}

/// <summary><c>cairo_matrix_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct CairoMatrix(double Xx, double Yx, double Xy, double Yy, double X0, double Y0);
