using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>
/// An opaque picture in native memory, four bytes a pixel in the order blue, green, red, 255. cairo, libwebp and
/// libturbojpeg take it as it is.
/// </summary>
internal sealed unsafe class PixelBuffer : IDisposable
{
    private const int BytesPerPixel = 4;
    private const uint Opaque = 0xFF000000;

    private readonly AlignedMemoryHandle _memory;

    /// <param name="width">px, at least 1.</param>
    /// <param name="height">px, at least 1.</param>
    public PixelBuffer(int width, int height)
    {
        Width = width;
        Height = height;
        _memory = AlignedMemoryHandle.Allocate(width * height * BytesPerPixel);
    }

    public int Width { get; }

    public int Height { get; }

    public int StrideBytes => Width * BytesPerPixel;

    /// <summary>All pixels, row by row from the top.</summary>
    public Span<uint> Pixels
    {
        get
        {
            ObjectDisposedException.ThrowIf(_memory.IsClosed, this);
            return new Span<uint>(Pointer, Width * Height);
        }
    }

    /// <summary>The first pixel; valid until the buffer is disposed.</summary>
    public byte* Pointer => (byte*)_memory.DangerousGetHandle();

    public Span<uint> Row(int y) => Pixels.Slice(y * Width, Width);

    /// <summary>Takes over the pixels of a picture of the same size.</summary>
    public void CopyFrom(PixelBuffer source) => source.Pixels.CopyTo(Pixels);

    /// <summary>Sets the fourth byte of every pixel, which cairo leaves as it likes.</summary>
    public void MakeOpaque()
    {
        foreach (ref var pixel in Pixels)
        {
            pixel |= Opaque;
        }
    }

    public SurfaceHandle CreateSurface() => CairoNative.CreateSurface(Pointer, CairoNative.FormatRgb24, Width, Height, StrideBytes);

    public void Dispose() => _memory.Dispose();
}
