using System.Buffers.Binary;
using System.IO.Compression;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>
/// The chunks of a PNG (PNG 3, 5) that make its pixels. Texts, profiles and what else may be compressed without bounds never get to
/// the decoder; damaged chunks it finds by their checksums.
/// </summary>
internal static class PngChunks
{
    private const int FrameBytes = 12;
    private const int HeaderBytes = 13;
    private const int ColourTypeAt = 25;

    /// <summary>Four channels of sixteen bits.</summary>
    private const int LargestPixelBytes = 8;

    private const int SlackBytes = 64 * 1024;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> End => [0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82];

    public static bool HasSignature(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <summary>Width and height as the first chunk says; false where there is none.</summary>
    public static bool TryReadSize(ReadOnlySpan<byte> file, out long width, out long height)
    {
        var start = Signature.Length;
        var isThere = HasSignature(file) && file.Length >= start + 8 + HeaderBytes && file[(start + 4)..].StartsWith("IHDR"u8);
        width = isThere ? BinaryPrimitives.ReadUInt32BigEndian(file[(start + 8)..]) : 0;
        height = isThere ? BinaryPrimitives.ReadUInt32BigEndian(file[(start + 12)..]) : 0;
        return isThere;
    }

    /// <summary>Copies what makes the pixels.</summary>
    /// <param name="file">A file.</param>
    /// <param name="limits">How large it may be.</param>
    /// <param name="keepsGamma">Whether what the file says of its colours without a profile counts (PNG 3, 4.3).</param>
    /// <param name="clean">A PNG of the same pixels; empty where there is a fault.</param>
    /// <param name="orientation">How it lies, as Exif counts.</param>
    public static PictureFault Sift(ReadOnlySpan<byte> file, PictureLimits limits, bool keepsGamma, out ReadOnlySpan<byte> clean, out int orientation)
    {
        clean = default;
        orientation = 1;
        if (!TryReadSize(file, out var width, out var height))
        {
            return file.Length < Signature.Length + 8 + HeaderBytes ? PictureFault.Truncated : PictureFault.Corrupt;
        }

        var fault = limits.Check(width, height);
        if (fault != PictureFault.None)
        {
            return fault;
        }

        var copy = new byte[file.Length + End.Length];
        Signature.CopyTo(copy);
        var asides = new PngAsides();
        fault = Copy(file, copy, keepsGamma, ref asides, out var length, out var frames);
        clean = copy.AsSpan(0, length);
        orientation = asides.Orientation;
        return fault == PictureFault.None ? limits.Check(width, height, frames) : fault;
    }

    /// <summary>A file that breaks off between chunks has all that it had; within one it is cut.</summary>
    private static PictureFault Copy(ReadOnlySpan<byte> file, Span<byte> copy, bool keepsGamma, ref PngAsides asides, out int length, out long frames)
    {
        length = Signature.Length;
        frames = 1;
        var pixelBytes = 0L;
        for (var at = Signature.Length; at < file.Length;)
        {
            var rest = file[at..];
            if (rest.Length < FrameBytes)
            {
                return PictureFault.Truncated;
            }

            var size = BinaryPrimitives.ReadUInt32BigEndian(rest);
            var name = rest.Slice(4, 4);
            if (!IsName(name))
            {
                return PictureFault.Corrupt;
            }

            if (size > rest.Length - FrameBytes)
            {
                return PictureFault.Truncated;
            }

            var chunk = rest[..((int)size + FrameBytes)];
            at += chunk.Length;
            if (name.SequenceEqual("IEND"u8))
            {
                break;
            }

            if (!asides.TryAdd(name, chunk[8..^4]))
            {
                return PictureFault.TooComplex;
            }

            pixelBytes += name.SequenceEqual("IDAT"u8) ? size : 0;
            frames = name.SequenceEqual("acTL"u8) && size >= 4 ? BinaryPrimitives.ReadUInt32BigEndian(chunk[8..]) : frames;
            if (IsKept(name) || (keepsGamma && IsGamma(name)))
            {
                chunk.CopyTo(copy[length..]);
                length += chunk.Length;
            }
        }

        End.CopyTo(copy[length..]);
        length += End.Length;
        return pixelBytes == 0 ? PictureFault.Truncated : pixelBytes > MostPixelBytes(file) ? PictureFault.TooComplex : PictureFault.None;
    }

    /// <summary>Bytes that pixels may have, compressed as badly as can be; what is beyond was put there for other reasons.</summary>
    private static long MostPixelBytes(ReadOnlySpan<byte> file)
    {
        _ = TryReadSize(file, out var width, out var height);
        return (width * height * LargestPixelBytes) + (2 * height) + SlackBytes;
    }

    /// <summary>Colour profiles are left out: they are not libpng's to apply.</summary>
    private static bool IsKept(ReadOnlySpan<byte> name) => name.SequenceEqual("IHDR"u8) || name.SequenceEqual("PLTE"u8) || name.SequenceEqual("tRNS"u8)
        || name.SequenceEqual("IDAT"u8);

    private static bool IsGamma(ReadOnlySpan<byte> name) => name.SequenceEqual("gAMA"u8) || name.SequenceEqual("sRGB"u8);

    /// <summary>Whether it has grey and no colours (PNG 3, 11.2.1); false where that is not said.</summary>
    public static bool IsGrey(ReadOnlySpan<byte> file) => TryReadSize(file, out _, out _) && file[ColourTypeAt] is 0 or 4;

    /// <summary>The data of the first chunk of a name before the pixels; empty where there is none.</summary>
    public static ReadOnlySpan<byte> FindBeforePixels(ReadOnlySpan<byte> file, ReadOnlySpan<byte> name)
    {
        for (var rest = file[Signature.Length..]; rest.Length >= FrameBytes;)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (size > rest.Length - FrameBytes || rest[4..].StartsWith("IDAT"u8))
            {
                break;
            }

            if (rest[4..].StartsWith(name))
            {
                return rest.Slice(8, (int)size);
            }

            rest = rest[((int)size + FrameBytes)..];
        }

        return default;
    }

    private static bool IsName(ReadOnlySpan<byte> name)
    {
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetter((char)letter))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>
/// Texts and colour profiles beside the pixels, and Exif (PNG 3, 11.3.4.6). Of them only the orientation is used here; what unpacks into more than any text
/// or profile has is a bomb, and so is its file.
/// </summary>
internal struct PngAsides()
{
    private const int MostBytes = 8 * 1024 * 1024;

    private long _bytes;

    /// <summary>How the picture lies, as Exif counts.</summary>
    public int Orientation { get; private set; } = 1;

    /// <summary>Looks at a chunk; false where there is too much by now.</summary>
    public bool TryAdd(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        if (name.SequenceEqual("eXIf"u8))
        {
            Orientation = ExifOrientation.Of(data);
        }

        var packed = name.SequenceEqual("zTXt"u8) || name.SequenceEqual("iCCP"u8) ? PackedIn(data)
            : name.SequenceEqual("iTXt"u8) ? Behind(Behind(data, nulls: 1, skip: 2), nulls: 2, skip: 0) : default;
        return packed.IsEmpty || TryUnpack(packed);
    }

    /// <summary>What is packed in a chunk behind its name and the way of packing (PNG 3, 11.3.2.3 and 11.3.3.3).</summary>
    public static ReadOnlySpan<byte> PackedIn(ReadOnlySpan<byte> data) => Behind(data, nulls: 1, skip: 1);

    private static ReadOnlySpan<byte> Behind(ReadOnlySpan<byte> data, int nulls, int skip)
    {
        for (; nulls > 0; nulls--)
        {
            var at = data.IndexOf((byte)0);
            data = at < 0 ? default : data[(at + 1)..];
        }

        return data[Math.Min(skip, data.Length)..];
    }

    private bool TryUnpack(ReadOnlySpan<byte> packed)
    {
        // What is not used may be broken.
        _ = PngPacked.TryRead(packed, MostBytes - _bytes, Stream.Null, out var bytes);
        _bytes += bytes;
        return _bytes <= MostBytes;
    }
}

/// <summary>What a PNG has packed beside its pixels.</summary>
internal static unsafe class PngPacked
{
    private const int LongestStep = 16 * 1024;

    /// <summary>Unpacks.</summary>
    /// <param name="packed">A zlib stream.</param>
    /// <param name="mostBytes">Bytes after which it ends, at the next step.</param>
    /// <param name="unpacked">Where they go.</param>
    /// <param name="bytes">How many have come.</param>
    /// <returns>Whether it is whole so far.</returns>
    public static bool TryRead(ReadOnlySpan<byte> packed, long mostBytes, Stream unpacked, out long bytes)
    {
        bytes = 0;
        fixed (byte* first = packed)
        {
            using var stream = new ZLibStream(new UnmanagedMemoryStream(first, packed.Length), CompressionMode.Decompress);
            var step = new byte[LongestStep];
            try
            {
                int read;
                while (bytes <= mostBytes && (read = stream.Read(step)) > 0)
                {
                    unpacked.Write(step, 0, read);
                    bytes += read;
                }
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                // The second is what asks for a dictionary that nobody has.
                return false;
            }
        }

        return true;
    }
}

/// <summary>The colour profile of a PNG (PNG 3, 11.3.2.3), which counts more than what else it says of its colours (4.3).</summary>
internal static class PngProfile
{
    /// <summary>What it does; null where there is none that is of use. Pictures of grey have profiles of grey, and those of colours profiles of colours.</summary>
    public static ColourTransform? Find(ReadOnlySpan<byte> file, DecodeOrder order)
    {
        var packed = order.AppliesProfiles ? PngAsides.PackedIn(PngChunks.FindBeforePixels(file, "iCCP"u8)) : default;
        if (packed.IsEmpty)
        {
            return null;
        }

        using var profile = new MemoryStream();
        var isWhole = PngPacked.TryRead(packed, IccProfile.LargestBytes, profile, out _);
        var channels = PngChunks.IsGrey(file) ? PictureChannels.Grey : PictureChannels.Colours;
        return isWhole ? order.TransformOf(profile.GetBuffer().AsSpan(0, (int)profile.Length), channels) : null;
    }
}
