using System.Runtime.InteropServices;

namespace PearlIo.Infrastructure.Rendering.Canvas.Native;

/// <summary>The functions of Pango 1.50 that text is laid out with, and the structures that are read directly.</summary>
internal static unsafe partial class PangoNative
{
    /// <summary><c>PANGO_SCALE</c>: Pango's units per px.</summary>
    public const int UnitsPerPx = 1024;

    /// <summary><c>PANGO_GLYPH_EMPTY</c>: takes space and draws nothing.</summary>
    public const uint EmptyGlyph = 0x0FFFFFFF;

    /// <summary><c>PANGO_GLYPH_UNKNOWN_FLAG</c>: no font has the character.</summary>
    public const uint UnknownGlyphFlag = 0x10000000;

    private const string Library = NativeLibraries.Pango;
    private const string CairoLibrary = NativeLibraries.PangoCairo;
    private const string FontconfigLibrary = NativeLibraries.PangoFt2;

    [LibraryImport(Library, EntryPoint = "pango_version")]
    public static partial int Version();

    [LibraryImport(CairoLibrary, EntryPoint = "pango_cairo_font_map_new")]
    public static partial GObjectHandle CreateFontMap();

    [LibraryImport(FontconfigLibrary, EntryPoint = "pango_fc_font_map_set_config")]
    public static partial void SetFontConfiguration(GObjectHandle fontMap, FontConfigurationHandle configuration);

    [LibraryImport(Library, EntryPoint = "pango_font_map_create_context")]
    public static partial GObjectHandle CreateContext(GObjectHandle fontMap);

    [LibraryImport(CairoLibrary, EntryPoint = "pango_cairo_context_set_font_options")]
    public static partial void SetFontOptions(GObjectHandle context, FontOptionsHandle options);

    [LibraryImport(Library, EntryPoint = "pango_context_set_round_glyph_positions")]
    public static partial void SetRoundGlyphPositions(GObjectHandle context, int round);

    [LibraryImport(Library, EntryPoint = "pango_context_set_language")]
    public static partial void SetLanguage(GObjectHandle context, nint language);

    [LibraryImport(Library, EntryPoint = "pango_language_from_string", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint LanguageFromString(string language);

    [LibraryImport(Library, EntryPoint = "pango_layout_get_log_attrs_readonly")]
    public static partial uint* GetCharacterAttributes(GObjectHandle layout, out int count);

    [LibraryImport(Library, EntryPoint = "pango_font_description_new")]
    public static partial FontDescriptionHandle CreateFontDescription();

    [LibraryImport(Library, EntryPoint = "pango_font_description_free")]
    public static partial void FreeFontDescription(nint description);

    [LibraryImport(Library, EntryPoint = "pango_font_description_set_family", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetFamily(FontDescriptionHandle description, string families);

    [LibraryImport(Library, EntryPoint = "pango_font_description_set_weight")]
    public static partial void SetWeight(FontDescriptionHandle description, int weight);

    [LibraryImport(Library, EntryPoint = "pango_font_description_set_absolute_size")]
    public static partial void SetAbsoluteSize(FontDescriptionHandle description, double units);

    [LibraryImport(Library, EntryPoint = "pango_font_description_get_family")]
    public static partial byte* GetFamily(FontDescriptionHandle description);

    [LibraryImport(Library, EntryPoint = "pango_font_describe")]
    public static partial FontDescriptionHandle DescribeFont(nint font);

    [LibraryImport(Library, EntryPoint = "pango_font_get_glyph_extents")]
    public static partial void GetGlyphExtents(nint font, uint glyph, PangoRectangle* ink, PangoRectangle* logical);

    [LibraryImport(Library, EntryPoint = "pango_attr_list_new")]
    public static partial AttributeListHandle CreateAttributeList();

    [LibraryImport(Library, EntryPoint = "pango_attr_list_unref")]
    public static partial void UnrefAttributeList(nint list);

    [LibraryImport(Library, EntryPoint = "pango_attr_font_desc_new")]
    public static partial PangoAttribute* CreateFont(FontDescriptionHandle description);

    [LibraryImport(Library, EntryPoint = "pango_attr_font_features_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial PangoAttribute* CreateFeatures(string features);

    [LibraryImport(Library, EntryPoint = "pango_attr_language_new")]
    public static partial PangoAttribute* CreateLanguageAttribute(nint language);

    [LibraryImport(Library, EntryPoint = "pango_attr_list_insert")]
    public static partial void InsertAttribute(AttributeListHandle list, PangoAttribute* attribute);

    [LibraryImport(Library, EntryPoint = "pango_font_description_set_style")]
    public static partial void SetStyle(FontDescriptionHandle description, int style);

    [LibraryImport(Library, EntryPoint = "pango_font_description_set_stretch")]
    public static partial void SetStretch(FontDescriptionHandle description, int stretch);

    [LibraryImport(Library, EntryPoint = "pango_font_description_set_variations", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetVariations(FontDescriptionHandle description, string variations);

    /// <summary>A new reference, or zero.</summary>
    [LibraryImport(Library, EntryPoint = "pango_context_load_font")]
    public static partial GObjectHandle LoadFont(GObjectHandle context, FontDescriptionHandle description);

    /// <summary>A new reference to the <c>PangoFontset</c> of a description and a language, or zero.</summary>
    [LibraryImport(Library, EntryPoint = "pango_font_map_load_fontset")]
    public static partial GObjectHandle LoadFontSet(GObjectHandle fontMap, GObjectHandle context, FontDescriptionHandle description, nint language);

    /// <summary>An <c>hb_font_t</c> that the font keeps owning.</summary>
    [LibraryImport(Library, EntryPoint = "pango_font_get_hb_font")]
    public static partial nint GetHarfBuzzFont(nint font);

    /// <summary>A list of items that the caller owns, as it does the items.</summary>
    [LibraryImport(Library, EntryPoint = "pango_itemize_with_base_dir")]
    public static partial GList* Itemize(
        GObjectHandle context, int direction, byte* utf8, int start, int length, AttributeListHandle attributes, nint cachedIterator);

    [LibraryImport(Library, EntryPoint = "pango_item_free")]
    public static partial void FreeItem(PangoItem* item);

    /// <summary>Takes the front off an item, which the caller owns.</summary>
    [LibraryImport(Library, EntryPoint = "pango_item_split")]
    public static partial PangoItem* Split(PangoItem* item, int bytes, int characters);

    [LibraryImport(Library, EntryPoint = "pango_shape_full")]
    public static partial void Shape(byte* item, int length, byte* paragraph, int paragraphLength, nint analysis, PangoGlyphString* glyphs);

    [LibraryImport(Library, EntryPoint = "pango_glyph_string_new")]
    public static partial PangoGlyphString* CreateGlyphs();

    [LibraryImport(Library, EntryPoint = "pango_glyph_string_free")]
    public static partial void FreeGlyphs(PangoGlyphString* glyphs);

    [LibraryImport(Library, EntryPoint = "pango_get_log_attrs")]
    public static partial void GetCharacterAttributes(byte* utf8, int length, int level, nint language, uint* attributes, int count);

    [LibraryImport(CairoLibrary, EntryPoint = "pango_cairo_glyph_string_path")]
    public static partial void AddGlyphPath(DrawingHandle drawing, nint font, PangoGlyphString* glyphs);

    [LibraryImport(CairoLibrary, EntryPoint = "pango_cairo_show_glyph_string")]
    public static partial void ShowGlyphs(DrawingHandle drawing, nint font, PangoGlyphString* glyphs);
}

/// <summary><c>PangoRectangle</c>, in Pango's units.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PangoRectangle
{
    public int X;
    public int Y;
    public int Width;
    public int Height;
}

/// <summary><c>PangoGlyphInfo</c>; offsets and width in Pango's units.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PangoGlyphInfo
{
    public uint Glyph;
    public int Width;
    public int OffsetX;
    public int OffsetY;
    public uint Attributes;
}

/// <summary><c>PangoGlyphString</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PangoGlyphString
{
    public int Count;
    public PangoGlyphInfo* Glyphs;
    public int* Clusters;
    public int Capacity;
}

/// <summary>The start of <c>PangoAttribute</c>: the bytes that it is for.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PangoAttribute
{
    public nint Class;
    public uint Start;
    public uint End;
}

/// <summary><c>GList</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GList
{
    public nint Data;
    public GList* Next;
    public GList* Previous;
}

/// <summary>The start of <c>PangoItem</c> with the <c>PangoAnalysis</c> in it, as Pango 1.50 has them.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PangoItem
{
    /// <summary>Where the item starts in the layout's text, in bytes.</summary>
    public int Offset;

    public int Length;
    public int CharacterCount;
    public nint ShapeEngine;
    public nint LanguageEngine;
    public nint Font;
    public byte Level;
    public byte Gravity;
    public byte Flags;
    public byte Script;
    public nint Language;

    /// <summary>Attributes that fonts do not have, such as features: <c>GSList</c>, whose start is that of <c>GList</c>.</summary>
    public GList* ExtraAttributes;
}
