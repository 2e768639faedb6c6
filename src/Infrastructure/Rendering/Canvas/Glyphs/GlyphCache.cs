using System.Runtime.InteropServices;
using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Canvas.Glyphs;

/// <summary>
/// The glyph masks that one render thread has drawn, bounded by bytes; the least recently used go first. A font is held as
/// long as one of its masks is, so that its address stays its own.
/// </summary>
/// <param name="capacityBytes">Bytes that masks may take together.</param>
internal sealed class GlyphCache(int capacityBytes) : IDisposable
{
    private readonly Dictionary<GlyphKey, LinkedListNode<GlyphEntry>> _entries = [];
    private readonly LinkedList<GlyphEntry> _byUse = new();
    private readonly Dictionary<nint, CachedFont> _fonts = [];

    /// <summary>Bytes that the masks take.</summary>
    public int Bytes { get; private set; }

    /// <summary>How many masks are held.</summary>
    public int Count => _entries.Count;

    /// <summary>How many fonts are held.</summary>
    public int FontCount => _fonts.Count;

    /// <summary>The mask of a glyph; valid until the next call.</summary>
    public GlyphMask Get(nint font, uint glyph, int phase, GlyphTone tone = default)
    {
        var key = new GlyphKey(font, glyph, phase, tone);
        if (!_entries.TryGetValue(key, out var node))
        {
            return Add(key).Mask;
        }

        if (node != _byUse.First)
        {
            _byUse.Remove(node);
            _byUse.AddFirst(node);
        }

        return node.Value.Mask;
    }

    public void Dispose()
    {
        while (_byUse.Last is { } last)
        {
            Remove(last);
        }
    }

    private GlyphEntry Add(GlyphKey key)
    {
        var font = Hold(key.Font);
        var entry = new GlyphEntry(key, GlyphMask.Draw(key.Font, key.Glyph, font.IsColoured ? 0 : key.Phase, font.IsColoured, key.Tone));
        _entries.Add(key, _byUse.AddFirst(entry));
        Bytes += entry.Mask.Bytes;
        while (Bytes > capacityBytes && _byUse.Count > 1)
        {
            Remove(_byUse.Last!);
        }

        return entry;
    }

    private void Remove(LinkedListNode<GlyphEntry> node)
    {
        var (key, mask) = node.Value;
        _byUse.Remove(node);
        _entries.Remove(key);
        Bytes -= mask.Bytes;
        mask.Dispose();
        Release(key.Font);
    }

    private CachedFont Hold(nint font)
    {
        ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(_fonts, font, out _);
        held ??= new CachedFont(font);
        held.MaskCount++;
        return held;
    }

    private void Release(nint font)
    {
        var held = _fonts[font];
        if (--held.MaskCount == 0)
        {
            _fonts.Remove(font);
            held.Dispose();
        }
    }

    private readonly record struct GlyphKey(nint Font, uint Glyph, int Phase, GlyphTone Tone);

    private sealed record GlyphEntry(GlyphKey Key, GlyphMask Mask);

    private sealed class CachedFont(nint font) : IDisposable
    {
        private readonly GObjectHandle _reference = GObjectHandle.Share(font);

        public bool IsColoured { get; } = HasColours(font);

        public int MaskCount { get; set; }

        public void Dispose() => _reference.Dispose();

        private static unsafe bool HasColours(nint font)
        {
            using var description = PangoNative.DescribeFont(font);
            var family = Marshal.PtrToStringUTF8((nint)PangoNative.GetFamily(description));
            return family?.Contains("Emoji", StringComparison.Ordinal) == true;
        }
    }
}
