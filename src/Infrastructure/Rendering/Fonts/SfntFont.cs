namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>The tables of a font (OpenType 1.9, Organization of an OpenType font), whatever file they came in.</summary>
/// <param name="version">The <c>sfnt</c> version.</param>
/// <param name="tables">By their tags.</param>
internal sealed class SfntFont(uint version, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> tables)
{
    /// <summary>Outlines of TrueType.</summary>
    public const uint TrueType = 0x00010000;

    /// <summary>Outlines of CFF: <c>OTTO</c>.</summary>
    public const uint Cff = 0x4F54544F;

    /// <summary>Most bytes of an unpacked font; the largest with Chinese, Japanese and Korean have less.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    /// <summary>Most tables; there are some sixty kinds.</summary>
    public const int MaxTables = 64;

    /// <summary><c>true</c>, as Apple writes <see cref="TrueType"/>.</summary>
    private const uint AppleTrueType = 0x74727565;

    public uint Version { get; } = version;

    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Tables { get; } = tables;

    public static bool IsVersion(uint version) => version is TrueType or Cff or AppleTrueType;

    /// <summary>A table that there must be.</summary>
    /// <exception cref="BrokenFontException">There is none.</exception>
    public ReadOnlySpan<byte> Require(string tag) =>
        Tables.TryGetValue(tag, out var table) ? table.Span : throw new BrokenFontException($"The font has no table '{tag.Trim()}', without which it cannot be drawn.");

    /// <summary>A table, or nothing.</summary>
    public ReadOnlySpan<byte> Find(string tag) => Tables.TryGetValue(tag, out var table) ? table.Span : [];

    public bool Has(string tag) => Tables.ContainsKey(tag);

    /// <summary>The same font with other tables of some tags.</summary>
    public SfntFont With(IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> changed)
    {
        var all = new Dictionary<string, ReadOnlyMemory<byte>>(Tables, StringComparer.Ordinal);
        foreach (var (tag, table) in changed)
        {
            all[tag] = table;
        }

        return new SfntFont(Version, all);
    }
}
