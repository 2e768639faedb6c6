using System.Globalization;
using System.Runtime.InteropServices;
using PearlIo.Application.OgImages;
using PearlIo.Infrastructure.Rendering.Canvas.Text;
using PearlIo.Infrastructure.Rendering.Encoding.Webp;

namespace PearlIo.Infrastructure.Rendering.Canvas.Native;

/// <summary>The native libraries that drawing needs: where they come from, whether they are there, which version they are.</summary>
internal static class NativeLibraries
{
    public const string Cairo = "libcairo.so.2";
    public const string Pango = "libpango-1.0.so.0";
    public const string PangoCairo = "libpangocairo-1.0.so.0";
    public const string PangoFt2 = "libpangoft2-1.0.so.0";
    public const string Fontconfig = "libfontconfig.so.1";
    public const string GObject = "libgobject-2.0.so.0";
    public const string GLib = "libglib-2.0.so.0";
    public const string HarfBuzz = "libharfbuzz.so.0";
    public const string TurboJpeg = "libturbojpeg.so.0";
    public const string Webp = "libwebp.so.7";
    public const string Png = "libpng16.so.16";
    public const string Rsvg = "librsvg-2.so.2";
    public const string Lcms = "liblcms2.so.2";

    private const int MinimumCairo = 11600;
    private const int MinimumPango = 15000;
    private const int MinimumFontconfig = 21200;

    private static readonly NativeLibraryPackage[] Required =
    [
        new(Cairo, "libcairo2"),
        new(Pango, "libpango-1.0-0"),
        new(PangoFt2, "libpangoft2-1.0-0"),
        new(PangoCairo, "libpangocairo-1.0-0"),
        new(Fontconfig, "libfontconfig1"),
        new(GObject, "libglib2.0-0"),
        new(GLib, "libglib2.0-0"),
        new(HarfBuzz, "libharfbuzz0b"),
        new(TurboJpeg, "libturbojpeg0"),
        new(Webp, "libwebp7"),
        new(Png, "libpng16-16"),
        new(Rsvg, "librsvg2-2"),
        new(Lcms, "liblcms2-2"),
    ];

    /// <summary>Names and versions of the libraries that decide over pixels and bytes.</summary>
    public static string Versions => string.Create(
        CultureInfo.InvariantCulture,
        $"cairo {CairoNative.Version()} pango {PangoNative.Version()} fontconfig {FontconfigNative.Version()} webp {WebpNative.EncoderVersion()} icu {DictionaryBreaks.Version}");

    /// <summary>Checks that every library is there and as new as the structures that are read from it.</summary>
    /// <exception cref="RendererUnavailableException">One is missing or too old; the message names the package.</exception>
    public static void Check() => Check(Required);

    internal static void Check(IReadOnlyList<NativeLibraryPackage> required)
    {
        var missing = required.Where(library => !NativeLibrary.TryLoad(library.File, out _)).ToList();
        if (missing.Count > 0)
        {
            throw new RendererUnavailableException(
                $"Native libraries are missing: {string.Join(", ", missing.Select(library => library.File))}. "
                + $"Install the Debian packages {string.Join(", ", missing.Select(library => library.Package))}.");
        }

        RequireVersion("cairo", "libcairo2", CairoNative.Version(), MinimumCairo);
        RequireVersion("pango", "libpango-1.0-0", PangoNative.Version(), MinimumPango);
        RequireVersion("fontconfig", "libfontconfig1", FontconfigNative.Version(), MinimumFontconfig);
        RequireIcu();
    }

    /// <summary>Its file's name has its version in it, which <c>icu.net</c> looks for.</summary>
    private static void RequireIcu()
    {
        try
        {
            _ = DictionaryBreaks.Version;
        }
        catch (Exception e) when (e is IOException or DllNotFoundException)
        {
            throw new RendererUnavailableException($"The native library ICU is missing. Install the Debian package libicu72, or a newer libicu. ({e.Message})");
        }
    }

    private static void RequireVersion(string name, string package, int version, int minimum)
    {
        // Pango 2 and cairo 2 would have other file names; within a major version structures only grow at their end.
        if (version < minimum)
        {
            throw new RendererUnavailableException(string.Create(
                CultureInfo.InvariantCulture,
                $"The native library {name} has version {version}, and {minimum} is the oldest that works. Update the Debian package {package}."));
        }
    }
}

/// <summary>A native library and the Debian package that brings it.</summary>
internal sealed record NativeLibraryPackage(string File, string Package);
