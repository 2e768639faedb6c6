using System.Buffers.Binary;

namespace PearlIo.FunctionalTests.OgImages;

/// <summary>Reads what a picture says of itself in its first bytes.</summary>
internal static class Picture
{
    /// <summary>Format and size in px, by the headers of PNG, JPEG and WebP.</summary>
    public static (string Format, int Width, int Height) Describe(byte[] bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => (
            "png", BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20))),
        [0xFF, 0xD8, ..] => DescribeJpeg(bytes),
        _ => DescribeWebp(bytes),
    };

    private static (string Format, int Width, int Height) DescribeJpeg(byte[] bytes)
    {
        var at = 2;
        while (bytes[at + 1] is not (0xC0 or 0xC2))
        {
            Assert.Equal(0xFF, bytes[at]);
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
        }

        return ("jpeg", BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 7)), BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 5)));
    }

    private static (string Format, int Width, int Height) DescribeWebp(byte[] bytes)
    {
        Assert.Equal("WEBP"u8.ToArray(), bytes[8..12]);
        if (bytes.AsSpan(12).StartsWith("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(21));
            return ("webp", (int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
        }

        Assert.True(bytes.AsSpan(12).StartsWith("VP8 "u8));
        return ("webp", BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(26)) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(28)) & 0x3FFF);
    }
}
