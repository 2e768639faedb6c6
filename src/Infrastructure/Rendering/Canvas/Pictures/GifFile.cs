using System.Buffers.Binary;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>The blocks of a GIF (GIF89a), walked to their end: where its first frame is, and how many there are.</summary>
internal ref struct GifFile
{
    private const int HeaderBytes = 13;
    private const int FrameBytes = 9;
    private const byte FrameBlock = 0x2C;
    private const byte ExtensionBlock = 0x21;
    private const byte Trailer = 0x3B;
    private const byte GraphicControl = 0xF9;

    private readonly ReadOnlySpan<byte> _file;
    private int _at;

    private GifFile(ReadOnlySpan<byte> file) => _file = file;

    /// <summary>px.</summary>
    public int Width { get; private set; }

    /// <summary>px.</summary>
    public int Height { get; private set; }

    public long Frames { get; private set; }

    public PixelRect Frame { get; private set; }

    public bool IsInterlaced { get; private set; }

    /// <summary>Red, green and blue of each colour of the first frame.</summary>
    public ReadOnlySpan<byte> Palette { get; private set; }

    /// <summary>The colour of the first frame that lets through, or -1 for none.</summary>
    public int Transparent { get; private set; } = -1;

    /// <summary>The first frame's pixels: the smallest size of codes, then blocks.</summary>
    public ReadOnlySpan<byte> Data { get; private set; }

    public static PictureFault Read(ReadOnlySpan<byte> bytes, out GifFile gif)
    {
        gif = new GifFile(bytes);
        if (bytes.Length < HeaderBytes)
        {
            return PictureFault.Truncated;
        }

        gif.Width = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
        gif.Height = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        gif._at = HeaderBytes;
        if (!gif.TryTakePalette(bytes[10], out var palette))
        {
            return PictureFault.Truncated;
        }

        gif.Palette = palette;
        return gif.Walk();
    }

    private PictureFault Walk()
    {
        while (_at < _file.Length)
        {
            var block = _file[_at++];
            if (block == Trailer)
            {
                break;
            }

            if (block is not (FrameBlock or ExtensionBlock or 0))
            {
                // What follows the frames is nobody's concern.
                return Frames > 0 ? PictureFault.None : PictureFault.Corrupt;
            }

            if ((block == FrameBlock && !TryTakeFrame()) || (block == ExtensionBlock && !TryTakeExtension()))
            {
                return PictureFault.Truncated;
            }
        }

        return Frames > 0 ? PictureFault.None : _at >= _file.Length ? PictureFault.Truncated : PictureFault.Corrupt;
    }

    private bool TryTakeFrame()
    {
        if (_file.Length - _at < FrameBytes)
        {
            return false;
        }

        var about = _file.Slice(_at, FrameBytes);
        _at += FrameBytes;
        if (!TryTakePalette(about[8], out var palette))
        {
            return false;
        }

        var data = _at++;
        if (!TrySkipBlocks())
        {
            return false;
        }

        if (Frames++ == 0)
        {
            TakeFirst(about, palette, _file[data.._at]);
        }

        return true;
    }

    private void TakeFirst(ReadOnlySpan<byte> about, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> data)
    {
        int left = BinaryPrimitives.ReadUInt16LittleEndian(about), top = BinaryPrimitives.ReadUInt16LittleEndian(about[2..]);
        int width = BinaryPrimitives.ReadUInt16LittleEndian(about[4..]), height = BinaryPrimitives.ReadUInt16LittleEndian(about[6..]);
        Frame = new PixelRect(left, top, left + width, top + height);
        Palette = palette.IsEmpty ? Palette : palette;
        IsInterlaced = (about[8] & 0x40) != 0;
        Data = data;
        if (width > Width || height > Height)
        {
            // Browsers show a frame that is larger than the screen whole.
            (Width, Height) = (width, height);
            Frame = new PixelRect(0, 0, width, height);
        }
    }

    private bool TryTakePalette(byte flags, out ReadOnlySpan<byte> palette)
    {
        var bytes = (flags & 0x80) == 0 ? 0 : 3 * (2 << (flags & 7));
        var isThere = _file.Length - _at >= bytes;
        palette = isThere ? _file.Slice(_at, bytes) : default;
        _at += bytes;
        return isThere;
    }

    private bool TryTakeExtension()
    {
        if (_at >= _file.Length)
        {
            return false;
        }

        if (_file[_at++] == GraphicControl && Frames == 0 && _file.Length - _at >= 5 && _file[_at] >= 4)
        {
            Transparent = (_file[_at + 1] & 1) != 0 ? _file[_at + 4] : -1;
        }

        return TrySkipBlocks();
    }

    private bool TrySkipBlocks()
    {
        while (_at < _file.Length)
        {
            var length = _file[_at++];
            if (length == 0)
            {
                return true;
            }

            _at += length;
        }

        return false;
    }
}
