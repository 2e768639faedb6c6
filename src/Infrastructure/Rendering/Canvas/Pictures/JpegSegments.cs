using System.Buffers.Binary;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>The segments of a JPEG before its first scan (ITU-T T.81, Annex B), one after the other.</summary>
internal ref struct JpegSegments(ReadOnlySpan<byte> file)
{
    private const byte StartOfScan = 0xDA;

    private readonly ReadOnlySpan<byte> _file = file;
    private int _at = 2;

    public byte Marker { get; private set; }

    /// <summary>What stands behind the length.</summary>
    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>Goes to the next one; false where there are no more, or one is cut.</summary>
    public bool MoveNext()
    {
        byte? marker;
        do
        {
            marker = JpegHeader.NextMarker(_file, ref _at);
        }
        while (marker is { } single && !JpegHeader.HasSegment(single));

        if (marker is null or StartOfScan || _at + 2 > _file.Length)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(_file[_at..]);
        if (length < 2 || length > _file.Length - _at)
        {
            return false;
        }

        Marker = marker.Value;
        Data = _file.Slice(_at + 2, length - 2);
        _at += length;
        return true;
    }
}

/// <summary>The colour profile of a JPEG, which goes into segments by parts (ICC.1:2022, B.4).</summary>
internal static class JpegProfile
{
    private const byte Apps2 = 0xE2;

    private static ReadOnlySpan<byte> Prefix => "ICC_PROFILE\0"u8;

    /// <summary>All parts in their order, whatever the order in which they come; empty where one is missing, comes twice or says something else than the others.</summary>
    public static byte[] Read(ReadOnlySpan<byte> file)
    {
        byte[][] parts = [];
        var (found, bytes) = (0, 0);
        for (var segments = new JpegSegments(file); segments.MoveNext();)
        {
            if (segments.Marker != Apps2 || !segments.Data.StartsWith(Prefix) || segments.Data.Length < Prefix.Length + 2)
            {
                continue;
            }

            var (number, count) = (segments.Data[Prefix.Length], segments.Data[Prefix.Length + 1]);
            parts = found == 0 ? new byte[count][] : parts;
            var part = segments.Data[(Prefix.Length + 2)..];
            bytes += part.Length;
            if (count != parts.Length || number < 1 || number > count || parts[number - 1] is not null || bytes > IccProfile.LargestBytes)
            {
                return [];
            }

            parts[number - 1] = part.ToArray();
            found++;
        }

        return found == parts.Length ? [.. parts.SelectMany(part => part)] : [];
    }
}
