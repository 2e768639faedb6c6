using System.Buffers.Binary;
using System.Text;

namespace PearlIo.TestKit.Pictures;

/// <summary>Colour profiles, right and wrong, made by hand (ICC.1:2022, 7 to 10).</summary>
public sealed class IccSample(string channels, string deviceClass = "mntr", string connection = "XYZ ")
{
    private const int HeaderBytes = 128;
    private const int TagBytes = 12;
    private const int LargestPart = 65_519;

    /// <summary>Points of a table along each channel. With few of them the ways to interpolate between would differ.</summary>
    private const int Points = 9;

    private static readonly byte[] SrgbCurve = Parametric(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);

    private readonly List<(string Name, byte[] Data)> _tags = [];

    /// <summary>As phones and cameras of today store photos.</summary>
    public static byte[] DisplayP3 { get; } = OfMatrix([0.51512, 0.24120, -0.00105, 0.29198, 0.69225, 0.04189, 0.15710, 0.06657, 0.78407], SrgbCurve);

    public static byte[] Srgb { get; } = OfMatrix([0.43607, 0.22249, 0.01392, 0.38515, 0.71687, 0.09708, 0.14307, 0.06061, 0.71410], SrgbCurve);

    public static byte[] AdobeRgb { get; } = OfMatrix([0.60974, 0.31111, 0.01947, 0.20528, 0.62567, 0.06087, 0.14919, 0.06322, 0.74457], Gamma(563 / 256.0));

    /// <summary>Grey whose light is what is stored to a power.</summary>
    public static byte[] Grey(double gamma) => new IccSample("GRAY").With("kTRC", Gamma(gamma)).ToFile();

    /// <summary>A table of colours by the corners of what the channels can be, mixed between them.</summary>
    /// <param name="channels">What the profile is for; the last channel changes fastest.</param>
    /// <param name="tag">A2B0 or A2B1.</param>
    /// <param name="corners">L* 0 to 100, a* and b* of each corner.</param>
    public static byte[] OfTable(string channels, string tag, params (double L, double A, double B)[] corners)
        => new IccSample(channels, "prtr", "Lab ").With(tag, Table((byte)Math.Log2(corners.Length), corners)).ToFile();

    /// <summary>Data of a PNG's chunk of it.</summary>
    public static byte[] ToChunk(byte[] profile) => [(byte)'k', 0, 0, .. PngSample.Pack(profile)];

    /// <summary>A JPEG's segments of it.</summary>
    public static byte[][] ToSegments(byte[] profile, int partBytes = LargestPart)
    {
        var parts = profile.Chunk(partBytes).ToList();
        return [.. parts.Select((part, i) => ToSegment((byte)(i + 1), (byte)parts.Count, part))];
    }

    /// <summary>A JPEG's segment of one part.</summary>
    public static byte[] ToSegment(byte number, byte count, byte[] part)
    {
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(part.Length + 16));
        return [0xFF, 0xE2, .. length, .. "ICC_PROFILE\0"u8, number, count, .. part];
    }

    /// <summary>A JPEG with segments at its beginning.</summary>
    public static byte[] InJpeg(byte[] jpeg, params byte[][] segments) => [.. jpeg[..2], .. segments.SelectMany(segment => segment), .. jpeg[2..]];

    public IccSample With(string name, byte[] data)
    {
        _tags.Add((name, data));
        return this;
    }

    public byte[] ToFile()
    {
        var start = HeaderBytes + 4 + (_tags.Count * TagBytes);
        using var list = new MemoryStream();
        using var data = new MemoryStream();
        list.Write(Number(_tags.Count));
        foreach (var (name, bytes) in _tags)
        {
            list.Write([.. Encoding.ASCII.GetBytes(name), .. Number(start + (int)data.Length), .. Number(bytes.Length)]);
            data.Write(bytes);
            data.Write(new byte[-bytes.Length & 3]);
        }

        var header = new byte[HeaderBytes];
        Number(start + (int)data.Length).CopyTo(header, 0);
        Number(0x04300000).CopyTo(header, 8);
        Encoding.ASCII.GetBytes(deviceClass + channels + connection).CopyTo(header, 12);
        "acsp"u8.CopyTo(header.AsSpan(36));
        byte[] white = [.. Fixed(0.9642), .. Fixed(1), .. Fixed(0.8249)];
        white.CopyTo(header, 68);
        return [.. header, .. list.ToArray(), .. data.ToArray()];
    }

    private static byte[] OfMatrix(double[] columns, byte[] curve)
    {
        var profile = new IccSample("RGB ");
        for (var i = 0; i < 3; i++)
        {
            profile.With("rgb"[i] + "XYZ", [.. "XYZ \0\0\0\0"u8, .. columns[(3 * i)..(3 * (i + 1))].SelectMany(Fixed)]).With("rgb"[i] + "TRC", curve);
        }

        return profile.ToFile();
    }

    private static byte[] Parametric(params double[] values) => [.. "para\0\0\0\0\0\u0003\0\0"u8, .. values.SelectMany(Fixed)];

    private static byte[] Gamma(double gamma) => [.. "curv\0\0\0\0\0\0\0\u0001"u8, .. Number((int)(gamma * 256))[2..]];

    /// <summary><c>mft1</c>, with curves that do nothing.</summary>
    private static byte[] Table(byte channels, (double L, double A, double B)[] corners)
    {
        byte[] straight = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        double[] unit = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        var points = Enumerable.Range(0, (int)Math.Pow(Points, channels)).Select(point => Mix(point, channels, corners));
        return
        [
            .. "mft1\0\0\0\0"u8, channels, 3, Points, 0, .. unit.SelectMany(Fixed), .. Enumerable.Repeat(straight, channels).SelectMany(bytes => bytes),
            .. points.SelectMany(point => new[] { (byte)Math.Round(point.L * 2.55), (byte)Math.Round(point.A + 128), (byte)Math.Round(point.B + 128) }),
            .. Enumerable.Repeat(straight, 3).SelectMany(bytes => bytes),
        ];
    }

    /// <summary>The colour of a point of a table: the nearer a corner, the more of it, channel by channel from the last.</summary>
    private static (double L, double A, double B) Mix(int point, int channels, (double L, double A, double B)[] corners)
    {
        for (; channels > 0; channels--, point /= Points)
        {
            var share = point % Points / (Points - 1.0);
            corners = [.. corners.Chunk(2).Select(pair => (Mix(pair[0].L, pair[1].L, share), Mix(pair[0].A, pair[1].A, share), Mix(pair[0].B, pair[1].B, share)))];
        }

        return corners[0];
    }

    private static double Mix(double one, double other, double share) => one + ((other - one) * share);

    private static byte[] Fixed(double number) => Number((int)Math.Round(number * 65536));

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
