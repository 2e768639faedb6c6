using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>
/// The scratch planes of one render thread. They are used again from card to card: what is taken is given back by
/// <see cref="Release"/> with the mark from before, the last first.
/// </summary>
internal sealed unsafe class PlanePool : IDisposable
{
    /// <summary>What a thread keeps between cards; a page that needs more frees it again.</summary>
    private const long KeptBytes = 24 * 1024 * 1024;

    /// <summary>Rows begin and end where vectors may read whole.</summary>
    private const int RowAlignment = 16;

    private readonly List<(AlignedMemoryHandle Memory, int Bytes)> _blocks = [];
    private long _bytes;
    private int _used;

    /// <summary>How many planes are out; give it to <see cref="Release"/> to return those taken after it.</summary>
    public int Mark => _used;

    /// <summary>Colours of a part of the page, transparent at first.</summary>
    public PixelPlane TakePixels(PixelRect bounds)
    {
        var stride = Align(bounds.Width);
        return new PixelPlane((uint*)Take(stride * sizeof(uint), bounds.Height), stride, bounds);
    }

    /// <summary>Coverage of a part of the page, none at first.</summary>
    public MaskPlane TakeMask(PixelRect bounds)
    {
        var stride = Align(bounds.Width);
        return new MaskPlane(Take(stride, bounds.Height), stride, bounds);
    }

    public void Release(int mark) => _used = mark;

    /// <summary>Called between cards.</summary>
    public void Trim()
    {
        _used = 0;
        for (var i = _blocks.Count - 1; i >= 0 && _bytes > KeptBytes; i--)
        {
            _bytes -= _blocks[i].Bytes;
            _blocks[i].Memory.Dispose();
            _blocks.RemoveAt(i);
        }
    }

    public void Dispose()
    {
        foreach (var (memory, _) in _blocks)
        {
            memory.Dispose();
        }

        _blocks.Clear();
    }

    private static int Align(int width) => (width + RowAlignment - 1) & -RowAlignment;

    private byte* Take(int strideBytes, int height)
    {
        var bytes = checked(Math.Max(strideBytes * height, RowAlignment) + (RowAlignment * sizeof(uint)));
        var block = BlockOf(bytes);
        new Span<byte>((void*)block.DangerousGetHandle(), bytes).Clear();
        return (byte*)block.DangerousGetHandle();
    }

    /// <summary>The smallest free block that is large enough goes to the end of those in use; one that is too small is replaced.</summary>
    private AlignedMemoryHandle BlockOf(int bytes)
    {
        var best = -1;
        for (var i = _used; i < _blocks.Count; i++)
        {
            if (_blocks[i].Bytes >= bytes && (best < 0 || _blocks[i].Bytes < _blocks[best].Bytes))
            {
                best = i;
            }
        }

        if (best < 0)
        {
            _blocks.Add((AlignedMemoryHandle.Allocate(bytes), bytes));
            _bytes += bytes;
            best = _blocks.Count - 1;
        }

        (_blocks[_used], _blocks[best]) = (_blocks[best], _blocks[_used]);
        return _blocks[_used++].Memory;
    }
}
