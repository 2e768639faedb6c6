using System.Globalization;
using System.Text;
using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Canvas.Glyphs;

/// <summary>
/// The characters that at least one font has. A character that none has is left out before text is laid out, so that it
/// takes no space and shows no box.
/// </summary>
internal sealed class GlyphCoverage
{
    private const int CodePoints = 0x110000;
    private const int BitsPerWord = 32;

    private readonly uint[] _covered = new uint[CodePoints / BitsPerWord];

    private GlyphCoverage()
    {
    }

    /// <summary>Reads the fonts of a configuration.</summary>
    public static unsafe GlyphCoverage Of(FontConfigurationHandle configuration)
    {
        var coverage = new GlyphCoverage();
        coverage.Add(FontconfigNative.GetFonts(configuration, FontconfigNative.FolderFonts));
        return coverage;
    }

    /// <summary>These characters and those of the fonts that were added to a configuration.</summary>
    public unsafe GlyphCoverage With(FontConfigurationHandle configuration)
    {
        var coverage = new GlyphCoverage();
        _covered.CopyTo(coverage._covered, 0);
        coverage.Add(FontconfigNative.GetFonts(configuration, FontconfigNative.AddedFonts));
        return coverage;
    }

    /// <summary>Tells whether a character can be drawn, or needs no drawing of its own.</summary>
    public bool Has(Rune character)
        => (_covered[character.Value / BitsPerWord] >> (character.Value % BitsPerWord) & 1) != 0 || IsIgnorable(character);

    private static bool IsIgnorable(Rune character)
        => character.Value is >= 0xFE00 and <= 0xFE0F or >= 0xE0000 and <= 0xE0FFF || Rune.GetUnicodeCategory(character) == UnicodeCategory.Format;

    private unsafe void Add(FontconfigFontSet* fonts)
    {
        for (var i = 0; fonts is not null && i < fonts->Count; i++)
        {
            if (FontconfigNative.GetCharacterSet(fonts->Patterns[i], "charset", 0, out var characters) == 0)
            {
                Add(characters);
            }
        }
    }

    private unsafe void Add(nint characters)
    {
        var page = stackalloc uint[FontconfigNative.PageWords];
        uint next;
        for (var first = FontconfigNative.FirstPage(characters, page, &next);
            first != FontconfigNative.LastPage;
            first = FontconfigNative.NextPage(characters, page, &next))
        {
            for (var word = 0; word < FontconfigNative.PageWords && first < CodePoints; word++)
            {
                _covered[(first / BitsPerWord) + word] |= page[word];
            }
        }
    }
}
