using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace PearlIo.TestKit.Rendering;

/// <summary>A picture as pixels of red, green and blue, three bytes each.</summary>
public sealed record DecodedPicture(int Width, int Height, byte[] Rgb)
{
    /// <summary>The pixel as <c>0xRRGGBB</c>.</summary>
    public int At(int x, int y)
    {
        var at = ((y * Width) + x) * 3;
        return (Rgb[at] << 16) | (Rgb[at + 1] << 8) | Rgb[at + 2];
    }
}

/// <summary>
/// Reads PNG files of eight bits a channel, truecolour or indexed, written independently of the encoder under test. Check
/// sums are checked.
/// </summary>
public static class PngDecoder
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <exception cref="InvalidDataException">The file breaks a rule of the format.</exception>
    public static DecodedPicture Decode(ReadOnlySpan<byte> file)
    {
        Require(file.StartsWith(Signature), "signature");
        var chunks = ReadChunks(file[Signature.Length..].ToArray());
        var header = chunks["IHDR"];
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        Require(header[8] == 8 && header[9] is 2 or 3 && header.AsSpan(10).SequenceEqual(new byte[3]), "header");
        var bytesPerPixel = header[9] == 2 ? 3 : 1;
        var rows = Unfilter(Inflate(chunks["IDAT"]), width * bytesPerPixel, height, bytesPerPixel);
        return new DecodedPicture(width, height, bytesPerPixel == 3 ? rows : LookUp(rows, chunks["PLTE"]));
    }

    /// <summary>The chunks' names in their order.</summary>
    public static IReadOnlyList<string> ChunkNames(ReadOnlySpan<byte> file) => [.. ReadChunks(file[Signature.Length..].ToArray()).Keys];

    private static Dictionary<string, byte[]> ReadChunks(byte[] rest)
    {
        var chunks = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var at = 0; at < rest.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest.AsSpan(at));
            var name = Encoding.ASCII.GetString(rest, at + 4, 4);
            var crc = BinaryPrimitives.ReadUInt32BigEndian(rest.AsSpan(at + 8 + length));
            Require(crc == BitwiseCrc(rest.AsSpan(at + 4, length + 4)), $"check sum of {name}");
            var data = rest[(at + 8)..(at + 8 + length)];
            if (!chunks.TryAdd(name, data))
            {
                // Only the pixels may come in several parts.
                Require(name == "IDAT", $"one {name}");
                chunks[name] = [.. chunks[name], .. data];
            }

            at += length + 12;
        }

        Require(chunks.ContainsKey("IEND"), "end");
        return chunks;
    }

    private static byte[] Inflate(byte[] compressed)
    {
        using var zlib = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        zlib.CopyTo(rows);
        return rows.ToArray();
    }

    private static byte[] Unfilter(byte[] filtered, int rowBytes, int height, int bytesPerPixel)
    {
        Require(filtered.Length == (rowBytes + 1) * height, "length of rows");
        var rows = new byte[rowBytes * height];
        for (var i = 0; i < rows.Length; i++)
        {
            var (y, x) = Math.DivRem(i, rowBytes);
            var left = x >= bytesPerPixel ? rows[i - bytesPerPixel] : 0;
            var up = y > 0 ? rows[i - rowBytes] : 0;
            var upLeft = y > 0 && x >= bytesPerPixel ? rows[i - rowBytes - bytesPerPixel] : 0;
            rows[i] = (byte)(filtered[(y * (rowBytes + 1)) + 1 + x] + Predict(filtered[y * (rowBytes + 1)], left, up, upLeft));
        }

        return rows;
    }

    private static int Predict(byte filter, int left, int up, int upLeft) => filter switch
    {
        0 => 0,
        1 => left,
        2 => up,
        3 => (left + up) / 2,
        4 => Paeth(left, up, upLeft),
        _ => throw new InvalidDataException($"Filter {filter} is none."),
    };

    private static int Paeth(int left, int up, int upLeft)
    {
        var estimate = left + up - upLeft;
        var (toLeft, toUp, toUpLeft) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - upLeft));
        return toLeft <= toUp && toLeft <= toUpLeft ? left : toUp <= toUpLeft ? up : upLeft;
    }

    private static byte[] LookUp(byte[] indexes, byte[] palette) => indexes.SelectMany(index => palette.Skip(index * 3).Take(3)).ToArray();

    private static uint BitwiseCrc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidDataException($"The PNG file breaks a rule: {what}.");
        }
    }
}
