using System.Runtime.InteropServices;

namespace PearlIo.Infrastructure.Rendering.Canvas.Native;

/// <summary>The functions of HarfBuzz that read a font's metrics.</summary>
internal static partial class HarfBuzzNative
{
    /// <summary>Tags of <c>hb_ot_metrics_tag_t</c>.</summary>
    public const uint HorizontalAscender = 0x68617363;

    public const uint HorizontalDescender = 0x68647363;

    public const uint HorizontalLineGap = 0x686C6770;

    public const uint XHeight = 0x78686774;

    public const uint CapHeight = 0x63706874;

    public const uint UnderlineOffset = 0x756E646F;

    public const uint UnderlineSize = 0x756E6473;

    public const uint StrikeoutOffset = 0x7374726F;

    /// <summary>The face (<c>hb_face_t</c>) of a font, which all fonts of one file share.</summary>
    [LibraryImport(NativeLibraries.HarfBuzz, EntryPoint = "hb_font_get_face")]
    public static partial nint GetFace(nint font);

    /// <summary>Units of the font that an em has.</summary>
    [LibraryImport(NativeLibraries.HarfBuzz, EntryPoint = "hb_face_get_upem")]
    public static partial uint GetUnitsPerEm(nint face);

    /// <summary>What an em is in the font's scale.</summary>
    [LibraryImport(NativeLibraries.HarfBuzz, EntryPoint = "hb_font_get_scale")]
    public static partial void GetScale(nint font, out int across, out int down);

    /// <summary>Reads a metric in the font's scale; 0 where the font does not say.</summary>
    [LibraryImport(NativeLibraries.HarfBuzz, EntryPoint = "hb_ot_metrics_get_position")]
    public static partial int GetMetric(nint font, uint tag, out int position);

    /// <summary>The glyph of a character; 0 where the font has none.</summary>
    [LibraryImport(NativeLibraries.HarfBuzz, EntryPoint = "hb_font_get_nominal_glyph")]
    public static partial int FindGlyph(nint font, uint character, out uint glyph);

    [LibraryImport(NativeLibraries.HarfBuzz, EntryPoint = "hb_font_get_glyph_h_advance")]
    public static partial int GetAdvance(nint font, uint glyph);
}
