namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>Premultiplied colours of a part of the page, four bytes a px, addressed by px of the page.</summary>
/// <param name="first">The upper left pixel.</param>
/// <param name="stride">Pixels from row to row.</param>
/// <param name="bounds">The part of the page.</param>
internal readonly unsafe struct PixelPlane(uint* first, int stride, PixelRect bounds)
{
    public PixelRect Bounds { get; } = bounds;

    /// <summary>Pixels from row to row.</summary>
    public int Stride { get; } = stride;

    /// <summary>The upper left pixel.</summary>
    public uint* First { get; } = first;

    /// <summary>Points to where x = 0 of a row would be.</summary>
    public uint* Row(int y) => First + ((nint)(y - Bounds.Top) * Stride) - Bounds.Left;

    /// <summary>The same pixels, addressed from (0, 0).</summary>
    public PixelPlane MovedToOrigin() => new(First, Stride, new PixelRect(0, 0, Bounds.Width, Bounds.Height));

    public static PixelPlane Of(PixelBuffer buffer) => new((uint*)buffer.Pointer, buffer.Width, new PixelRect(0, 0, buffer.Width, buffer.Height));
}

/// <summary>How much of each px of a part of the page is covered, one byte a px.</summary>
/// <param name="first">The upper left pixel.</param>
/// <param name="stride">Bytes from row to row.</param>
/// <param name="bounds">The part of the page.</param>
internal readonly unsafe struct MaskPlane(byte* first, int stride, PixelRect bounds)
{
    public PixelRect Bounds { get; } = bounds;

    public int Stride { get; } = stride;

    public byte* First { get; } = first;

    /// <summary>All bytes, those between rows included.</summary>
    public Span<byte> All => new(First, Stride * Bounds.Height);

    /// <summary>Points to where x = 0 of a row would be.</summary>
    public byte* Row(int y) => First + ((nint)(y - Bounds.Top) * Stride) - Bounds.Left;
}
