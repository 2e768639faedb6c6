using System.Buffers.Binary;
using System.IO.Compression;
using PearlIo.Infrastructure.Rendering.Encoding;

namespace PearlIo.TestKit.Pictures;

/// <summary>PNG files of any kind, right and wrong, made by hand.</summary>
public sealed class PngSample
{
    private readonly MemoryStream _file = new();

    /// <summary>Begins a file.</summary>
    public PngSample(int width, int height, byte bits, byte colourType)
    {
        _file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (bits, colourType);
        With("IHDR", header);
    }

    /// <summary>A plain grey picture of eight bits.</summary>
    public static byte[] Grey(int width, int height)
        => new PngSample(width, height, 8, 0).WithRows(new byte[(width + 1) * height]).ToFile();

    public PngSample With(string name, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        System.Text.Encoding.ASCII.GetBytes(name, chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), Crc32.Of(chunk.AsSpan(4, data.Length + 4)));
        _file.Write(chunk);
        return this;
    }

    /// <summary>Rows, each behind its filter.</summary>
    public PngSample WithRows(params byte[] rows) => With("IDAT", Pack(rows));

    public byte[] ToFile() => With("IEND", []).ToCutFile();

    /// <summary>What there is so far.</summary>
    public byte[] ToCutFile() => _file.ToArray();

    public static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }
}
