using System.Buffers.Binary;

namespace PearlIo.TestKit.Pictures;

/// <summary>GIF files, made by hand.</summary>
public sealed class GifSample
{
    private const int MostCodes = 4096;

    private readonly MemoryStream _file = new();

    /// <summary>Begins a file.</summary>
    /// <param name="width">px of the screen.</param>
    /// <param name="height">px of the screen.</param>
    /// <param name="palette">Red, green and blue of each colour; 2, 4, 8 ... 256 of them, or none.</param>
    public GifSample(int width, int height, params byte[] palette)
    {
        _file.Write("GIF89a"u8);
        Write(width, height);
        _file.Write([Flags(palette), 0, 0]);
        _file.Write(palette);
    }

    public GifSample WithTransparent(byte index)
    {
        _file.Write([0x21, 0xF9, 4, 1, 0, 0, index, 0]);
        return this;
    }

    public GifSample WithComment(string text)
    {
        _file.Write([0x21, 0xFE, (byte)text.Length, .. System.Text.Encoding.ASCII.GetBytes(text), 0]);
        return this;
    }

    /// <summary>Adds a frame; pixels in the order of the file.</summary>
    public GifSample WithFrame(int left, int top, int width, int height, byte[] pixels, bool isInterlaced = false, params byte[] palette)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        _file.WriteByte(0x2C);
        Write(left, top, width, height);
        _file.WriteByte((byte)(Flags(palette) | (isInterlaced ? 0x40 : 0)));
        _file.Write(palette);
        return WithCodes(8, Pack(pixels));
    }

    /// <summary>Adds packed pixels as they are given.</summary>
    public GifSample WithCodes(byte startBits, byte[] packed)
    {
        _file.WriteByte(startBits);
        foreach (var block in packed.Chunk(255))
        {
            _file.WriteByte((byte)block.Length);
            _file.Write(block);
        }

        _file.WriteByte(0);
        return this;
    }

    public byte[] ToFile()
    {
        _file.WriteByte(0x3B);
        return ToCutFile();
    }

    /// <summary>What there is so far.</summary>
    public byte[] ToCutFile() => _file.ToArray();

    private static byte Flags(byte[] palette) => palette.Length == 0 ? (byte)0 : (byte)(0x80 | (int.Log2(palette.Length / 3) - 1));

    private void Write(params int[] numbers)
    {
        var bytes = new byte[2];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)number);
            _file.Write(bytes);
        }
    }

    /// <summary>Codes of growing size, as encoders write them, from eight bits on; runs are looked for as text.</summary>
    private static byte[] Pack(byte[] pixels)
    {
        const int Clear = 256;
        var bits = new BitWriter();
        var runs = new Dictionary<string, int>(StringComparer.Ordinal);
        var (size, next, run) = (9, 0, "");
        Reset();
        foreach (var pixel in pixels)
        {
            var longer = run + (char)pixel;
            if (longer.Length == 1 || runs.ContainsKey(longer))
            {
                run = longer;
                continue;
            }

            bits.Write(CodeOf(run), size);
            if (next == MostCodes)
            {
                bits.Write(Clear, size);
                Reset();
            }
            else
            {
                size += next == 1 << size ? 1 : 0;
                runs[longer] = next++;
            }

            run = longer[^1..];
        }

        bits.Write(CodeOf(run), size);
        bits.Write(Clear + 1, size + (next == 1 << size && size < 12 ? 1 : 0));
        return bits.ToBytes();

        int CodeOf(string known) => known.Length == 1 ? known[0] : runs[known];

        void Reset()
        {
            runs.Clear();
            (size, next) = (9, Clear + 2);
            if (bits.IsEmpty)
            {
                bits.Write(Clear, size);
            }
        }
    }

    private sealed class BitWriter
    {
        private readonly List<byte> _bytes = [];
        private uint _bits;
        private int _count;

        public bool IsEmpty => _bytes.Count == 0;

        public void Write(int code, int size)
        {
            _bits |= (uint)code << _count;
            for (_count += size; _count >= 8; _count -= 8)
            {
                _bytes.Add((byte)_bits);
                _bits >>= 8;
            }
        }

        public byte[] ToBytes() => [.. _bytes, (byte)_bits];
    }
}
