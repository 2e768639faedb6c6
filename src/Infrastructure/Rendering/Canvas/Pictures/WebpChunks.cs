using System.Buffers.Binary;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>The chunks of a WebP file (RFC 9649, 2.3 to 2.7).</summary>
internal ref struct WebpChunks
{
    private const int FileHeader = 12;
    private const int ChunkHeader = 8;
    private const int FrameHeader = 16;
    private const int ExtendedBytes = 10;
    private const byte ProfileFlag = 0x20;
    private const byte AlphaFlag = 0x10;
    private const byte ExifFlag = 0x08;
    private const byte AnimationFlag = 0x02;

    private ReadOnlySpan<byte> _firstFrame;

    /// <summary>Width of an animation's canvas in px.</summary>
    public int Width { get; private set; }

    /// <summary>Height of an animation's canvas in px.</summary>
    public int Height { get; private set; }

    public bool IsAnimated { get; private set; }

    /// <summary>Simple lossy files have none; lossless ones may.</summary>
    public bool HasAlpha { get; private set; }

    public long Frames { get; private set; }

    /// <summary>How the picture lies, as Exif counts.</summary>
    public int Orientation { get; private set; }

    /// <summary>The colour profile (RFC 9649, 2.7.1.4); empty where there is none.</summary>
    public ReadOnlySpan<byte> Profile { get; private set; }

    /// <summary>Where the first frame stands, px.</summary>
    public int FrameLeft { get; private set; }

    /// <summary>Where the first frame stands, px.</summary>
    public int FrameTop { get; private set; }

    public static PictureFault Read(ReadOnlySpan<byte> file, out WebpChunks chunks)
    {
        chunks = new WebpChunks { Orientation = 1 };
        var end = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + (long)ChunkHeader;
        if (end > file.Length)
        {
            return PictureFault.Truncated;
        }

        var rest = file[FileHeader..(int)Math.Max(FileHeader, end)];
        chunks.HasAlpha = rest.StartsWith("VP8L"u8);
        if (!rest.StartsWith("VP8X"u8) || rest.Length < ChunkHeader + ExtendedBytes)
        {
            return PictureFault.None;
        }

        var about = rest[ChunkHeader..];
        chunks.HasAlpha = (about[0] & AlphaFlag) != 0 || rest.IndexOf("VP8L"u8) >= 0;
        chunks.Orientation = (about[0] & ExifFlag) != 0 ? ExifOrientation.Of(Find(rest, "EXIF"u8)) : 1;
        chunks.Profile = (about[0] & ProfileFlag) != 0 ? Find(rest, "ICCP"u8) : default;
        chunks.IsAnimated = (about[0] & AnimationFlag) != 0;
        (chunks.Width, chunks.Height) = (1 + Read24(about[4..]), 1 + Read24(about[7..]));
        return chunks.IsAnimated ? chunks.FindFrames(rest) : PictureFault.None;
    }

    /// <summary>The first frame as a file of its own.</summary>
    public readonly byte[] FirstFrame()
    {
        var image = _firstFrame[FrameHeader..];
        var hasAlpha = image.StartsWith("ALPH"u8);
        var extended = hasAlpha ? ChunkHeader + ExtendedBytes : 0;
        var file = new byte[FileHeader + extended + image.Length];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - ChunkHeader);
        "WEBP"u8.CopyTo(file.AsSpan(8));
        if (hasAlpha)
        {
            "VP8X"u8.CopyTo(file.AsSpan(FileHeader));
            file[FileHeader + 4] = ExtendedBytes;
            file[FileHeader + ChunkHeader] = AlphaFlag;
            _firstFrame.Slice(6, 6).CopyTo(file.AsSpan(FileHeader + ChunkHeader + 4));
        }

        image.CopyTo(file.AsSpan(FileHeader + extended));
        return file;
    }

    // Exif stands behind the image (RFC 9649, 2.7); a file that is cut before it is told by its image.
    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> chunks, ReadOnlySpan<byte> name)
    {
        while (chunks.Length >= ChunkHeader)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(chunks[4..]), chunks.Length - ChunkHeader);
            if (chunks.StartsWith(name))
            {
                return chunks.Slice(ChunkHeader, (int)length);
            }

            chunks = chunks[(int)Math.Min(chunks.Length, ChunkHeader + length + (length & 1))..];
        }

        return default;
    }

    private PictureFault FindFrames(ReadOnlySpan<byte> chunks)
    {
        while (chunks.Length >= ChunkHeader)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunks[4..]);
            if (length > chunks.Length - ChunkHeader)
            {
                return PictureFault.Truncated;
            }

            if (chunks.StartsWith("ANMF"u8) && Frames++ == 0)
            {
                if (length < FrameHeader)
                {
                    return PictureFault.Corrupt;
                }

                _firstFrame = chunks.Slice(ChunkHeader, (int)length);
                (FrameLeft, FrameTop) = (2 * Read24(_firstFrame), 2 * Read24(_firstFrame[3..]));
            }

            chunks = chunks[(int)Math.Min(chunks.Length, ChunkHeader + length + (length & 1))..];
        }

        return Frames > 0 ? PictureFault.None : PictureFault.Corrupt;
    }

    private static int Read24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
