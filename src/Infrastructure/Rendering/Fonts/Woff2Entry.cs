namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>An entry of a WOFF2 file's directory (WOFF2, 4.1).</summary>
/// <param name="Tag">The table.</param>
/// <param name="Length">Its bytes in the font.</param>
/// <param name="StoredLength">Its bytes in the file's stream.</param>
/// <param name="IsTransformed">Whether it was rewritten.</param>
internal readonly record struct Woff2Entry(string Tag, int Length, int StoredLength, bool IsTransformed)
{
    private const int OwnTag = 63;
    private const int NotTransformed = 3;

    private static readonly string[] KnownTags =
    [
        "cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2", "post", "cvt ", "fpgm", "glyf", "loca", "prep", "CFF ", "VORG", "EBDT", "EBLC", "gasp", "hdmx", "kern", "LTSH",
        "PCLT", "VDMX", "vhea", "vmtx", "BASE", "GDEF", "GPOS", "GSUB", "EBSC", "JSTF", "MATH", "CBDT", "CBLC", "COLR", "CPAL", "SVG ", "sbix", "acnt", "avar", "bdat", "bloc",
        "bsln", "cvar", "fdsc", "feat", "fmtx", "fvar", "gvar", "hsty", "just", "lcar", "mort", "morx", "opbd", "prop", "trak", "Zapf", "Silf", "Glat", "Gloc", "Feat", "Sill",
    ];

    /// <summary>Reads a directory.</summary>
    public static IReadOnlyList<Woff2Entry> ReadAll(ref FontBytes header, int count)
    {
        var entries = new Woff2Entry[count];
        for (var i = 0; i < count; i++)
        {
            entries[i] = Read(ref header);
        }

        return entries;
    }

    private static Woff2Entry Read(ref FontBytes header)
    {
        var flags = header.U8();
        var known = flags & OwnTag;
        var tag = known == OwnTag ? SfntReader.TagOf(header.Take(sizeof(uint))) : KnownTags[known];
        var version = flags >> 6;
        var isOutline = tag is "glyf" or "loca";
        var isTransformed = isOutline ? version != NotTransformed : version != 0;
        if (isTransformed && !(isOutline && version == 0) && !(tag is "hmtx" && version == 1))
        {
            throw new BrokenFontException($"The table '{tag.Trim()}' of the font was packed in a way that WOFF2 does not know.");
        }

        var length = header.UIntBase128();
        return new Woff2Entry(tag, length, isTransformed ? header.UIntBase128() : length, isTransformed);
    }
}
