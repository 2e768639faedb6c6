using System.Buffers.Binary;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>What the markers of a JPEG say (ITU-T T.81, Annex B), read without decoding.</summary>
/// <param name="Width">px, as stored.</param>
/// <param name="Height">px, as stored.</param>
/// <param name="Components">1 for grey, 3 for colours, 4 for inks.</param>
/// <param name="HasAdobeMarker">Whether Adobe's marker is there: inks are then stored inverted.</param>
/// <param name="Scans">How many passes over the picture it makes.</param>
/// <param name="HasEnd">Whether the end marker is there.</param>
internal readonly record struct JpegHeader(int Width, int Height, int Components, bool HasAdobeMarker, int Scans, bool HasEnd)
{
    private const byte Prefix = 0xFF;
    private const byte StartOfFrame = 0xC0;
    private const byte HuffmanTables = 0xC4;
    private const byte Extension = 0xC8;
    private const byte ArithmeticTables = 0xCC;
    private const byte FirstRestart = 0xD0;
    private const byte LastRestart = 0xD7;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte Adobe = 0xEE;

    /// <summary>Reads all markers up to the end of the picture.</summary>
    public static PictureFault Read(ReadOnlySpan<byte> file, out JpegHeader header)
    {
        header = default;
        for (var at = 2; ;)
        {
            var marker = NextMarker(file, ref at);
            if (marker is null or EndOfImage)
            {
                header = header with { HasEnd = marker is not null };
                return header switch
                {
                    { Scans: 0, HasEnd: false } => PictureFault.Truncated,
                    { Scans: 0 } or { Width: 0 } => PictureFault.Corrupt,
                    _ => PictureFault.None,
                };
            }

            if (!HasSegment(marker.Value))
            {
                continue;
            }

            var length = at + 2 <= file.Length ? BinaryPrimitives.ReadUInt16BigEndian(file[at..]) : int.MaxValue;
            if (length > file.Length - at)
            {
                return PictureFault.Truncated;
            }

            header = header.With(marker.Value, file.Slice(at, length));
            at += Math.Max(2, length);
        }
    }

    /// <summary>Whether a length and data follow a marker.</summary>
    public static bool HasSegment(byte marker) => marker is not (0x01 or StartOfImage or EndOfImage or (>= FirstRestart and <= LastRestart));

    /// <summary>The next marker that is not within the pixels of a scan; <paramref name="at"/> then stands behind it. Null at the end.</summary>
    public static byte? NextMarker(ReadOnlySpan<byte> file, ref int at)
    {
        while (at < file.Length)
        {
            var found = file[at..].IndexOf(Prefix);
            if (found < 0 || at + found + 1 >= file.Length)
            {
                break;
            }

            at += found + 1;
            var marker = file[at];
            if (marker is not (0 or Prefix or (>= FirstRestart and <= LastRestart)))
            {
                at++;
                return marker;
            }

            at += marker == Prefix ? 0 : 1;
        }

        at = file.Length;
        return null;
    }

    private JpegHeader With(byte marker, ReadOnlySpan<byte> segment) => marker switch
    {
        StartOfScan => this with { Scans = Scans + 1 },
        Adobe when segment[2..].StartsWith("Adobe"u8) => this with { HasAdobeMarker = true },
        >= StartOfFrame and <= 0xCF and not (HuffmanTables or Extension or ArithmeticTables) when segment.Length >= 8 && Width == 0 => this with
        {
            Height = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]),
            Width = BinaryPrimitives.ReadUInt16BigEndian(segment[5..]),
            Components = segment[7],
        },
        _ => this,
    };
}
