using System.Buffers.Binary;

namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>Writes outlines as the table <c>glyf</c> has them. Its memory is used again from glyph to glyph.</summary>
internal sealed class GlyphOutline
{
    private const int BoxBytes = 8;
    private const int MostPoints = ushort.MaxValue;
    private const short Composite = -1;

    private readonly List<(int X, int Y, bool IsOn)> _points = [];
    private readonly List<int> _ends = [];
    private readonly List<byte> _bytes = [];

    /// <summary>The bytes of the next glyph; good until the next call.</summary>
    /// <param name="streams">Read on from where the glyph before ended.</param>
    /// <param name="glyph">Its number.</param>
    /// <param name="contours">How many contours it has; -1 for one that is made of others.</param>
    /// <param name="overlaps">Whether its contours lie over one another.</param>
    public ReadOnlySpan<byte> Read(ref GlyphStreams streams, int glyph, short contours, bool overlaps)
    {
        _bytes.Clear();
        switch (contours)
        {
            case 0 when streams.HasBox(glyph):
                throw new BrokenFontException("An empty glyph of the font has a box.");
            case 0:
                break;
            case Composite:
                ReadComponents(ref streams, glyph);
                break;
            case < 0:
                throw new BrokenFontException("A glyph of the font has fewer than no contours; the file was damaged.");
            default:
                ReadPoints(ref streams, contours);
                WriteSimple(ref streams, glyph, overlaps);
                break;
        }

        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes);
    }

    private void ReadComponents(ref GlyphStreams streams, int glyph)
    {
        const int HasInstructions = 1 << 8;
        const int HasMore = 1 << 5;
        if (!streams.HasBox(glyph))
        {
            throw new BrokenFontException("A glyph of the font that is made of others has no box.");
        }

        Write(Composite);
        _bytes.AddRange(streams.Boxes.Take(BoxBytes));
        var (flags, all) = (HasMore, 0);
        while ((flags & HasMore) != 0)
        {
            flags = streams.Components.U16();
            all |= flags;
            Write((short)(flags & ~HasInstructions));
            _bytes.AddRange(streams.Components.Take(sizeof(ushort) + ArgumentBytes(flags)));
        }

        if ((all & HasInstructions) != 0)
        {
            _ = streams.Points.U255();
        }
    }

    private static int ArgumentBytes(int flags)
    {
        const int Words = 1 << 0;
        const int Scale = 1 << 3;
        const int TwoScales = 1 << 6;
        const int Matrix = 1 << 7;
        return ((flags & Words) != 0 ? 4 : 2) + ((flags & Scale) != 0 ? 2 : (flags & TwoScales) != 0 ? 4 : (flags & Matrix) != 0 ? 8 : 0);
    }

    private void ReadPoints(ref GlyphStreams streams, int contours)
    {
        _points.Clear();
        _ends.Clear();
        var count = 0;
        for (var i = 0; i < contours; i++)
        {
            count += streams.PointCounts.U255();
            _ends.Add(count - 1);
        }

        if (count is 0 or > MostPoints)
        {
            throw new BrokenFontException("A glyph of the font has contours without points, or too many points.");
        }

        var (x, y) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var flag = streams.Flags.U8();
            var (dx, dy) = Triplet(flag & 0x7F, ref streams.Points);
            (x, y) = (x + dx, y + dy);
            if (x is < short.MinValue or > short.MaxValue || y is < short.MinValue or > short.MaxValue)
            {
                throw new BrokenFontException("A glyph of the font reaches further than coordinates do.");
            }

            _points.Add((x, y, (flag & 0x80) == 0));
        }

        _ = streams.Points.U255();
    }

    /// <summary>A step from one point to the next (WOFF2, 5.2).</summary>
    private static (int X, int Y) Triplet(int flag, ref FontBytes points)
    {
        int first = points.U8();
        switch (flag)
        {
            case < 10:
                return (0, Signed(flag, ((flag & 14) << 7) + first));
            case < 20:
                return (Signed(flag, (((flag - 10) & 14) << 7) + first), 0);
            case < 84:
                var low = flag - 20;
                return (Signed(flag, 1 + (low & 0x30) + (first >> 4)), Signed(flag >> 1, 1 + ((low & 0x0C) << 2) + (first & 0x0F)));
            case < 120:
                var middle = flag - 84;
                return (Signed(flag, 1 + ((middle / 12) << 8) + first), Signed(flag >> 1, 1 + (((middle % 12) >> 2) << 8) + points.U8()));
            case < 124:
                int shared = points.U8();
                return (Signed(flag, (first << 4) + (shared >> 4)), Signed(flag >> 1, ((shared & 0x0F) << 8) + points.U8()));
            default:
                var x = (first << 8) + points.U8();
                return (Signed(flag, x), Signed(flag >> 1, points.U16()));
        }
    }

    private static int Signed(int flag, int value) => (flag & 1) != 0 ? value : -value;

    private void WriteSimple(ref GlyphStreams streams, int glyph, bool overlaps)
    {
        const byte Overlap = 1 << 6;
        Write((short)_ends.Count);
        if (streams.HasBox(glyph))
        {
            _bytes.AddRange(streams.Boxes.Take(BoxBytes));
        }
        else
        {
            Write((short)_points.Min(p => p.X));
            Write((short)_points.Min(p => p.Y));
            Write((short)_points.Max(p => p.X));
            Write((short)_points.Max(p => p.Y));
        }

        _ends.ForEach(end => Write(unchecked((short)end)));
        Write(0);
        var firstFlag = _bytes.Count;
        WriteFlags();
        _bytes[firstFlag] |= overlaps ? Overlap : (byte)0;
        WriteSteps(isX: true);
        WriteSteps(isX: false);
    }

    private void WriteFlags()
    {
        const byte On = 1 << 0;
        var (x, y) = (0, 0);
        foreach (var point in _points)
        {
            _bytes.Add((byte)((point.IsOn ? On : 0) | (FlagOf(point.X - x) << 1) | (FlagOf(point.Y - y) << 2)));
            (x, y) = (point.X, point.Y);
        }
    }

    /// <summary>How a step is written, as the bits of x; those of y stand one higher: one byte (1) with its sign (8), none (8), two bytes (0).</summary>
    private static int FlagOf(int step) => step switch
    {
        0 => 8,
        > 0 and <= byte.MaxValue => 9,
        < 0 and >= -byte.MaxValue => 1,
        _ => 0,
    };

    private void WriteSteps(bool isX)
    {
        var last = 0;
        foreach (var point in _points)
        {
            var step = (isX ? point.X : point.Y) - last;
            last += step;
            if (step is < -byte.MaxValue or > byte.MaxValue)
            {
                // Between two coordinates that fit, the step may still be too long for one.
                Write(step is >= short.MinValue and <= short.MaxValue ? (short)step : throw new BrokenFontException("Two points of a glyph of the font lie too far apart."));
            }
            else if (step != 0)
            {
                _bytes.Add((byte)Math.Abs(step));
            }
        }
    }

    private void Write(short value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(short)];
        BinaryPrimitives.WriteInt16BigEndian(bytes, value);
        _bytes.AddRange(bytes);
    }
}
