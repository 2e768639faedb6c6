using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>
/// Blurred boxes, kept from card to card. Only corners and a strip between them are blurred; larger boxes are the same strip
/// repeated, so that one mask serves boxes of all sizes.
/// </summary>
internal sealed unsafe class ShadowMasks(Blur blur) : IDisposable
{
    private const long MostBytes = 4 * 1024 * 1024;

    private readonly Dictionary<Key, Kept> _masks = [];
    private readonly CoverageScanner _scanner = new();
    private readonly PathOutline _outline = new();
    private readonly MaskSink _sink = new();
    private long _bytes;

    /// <summary>How many masks are held.</summary>
    public int Count => _masks.Count;

    /// <summary>Writes a blurred box into a mask that is empty.</summary>
    /// <param name="target">In px of the page.</param>
    /// <param name="shape">The box, in px of the page.</param>
    /// <param name="deviation">Of the bell, px.</param>
    public void Draw(MaskPlane target, RoundedArea shape, double deviation)
    {
        if (shape.Area.IsEmpty)
        {
            return;
        }

        var (reach, x, y) = (Blur.ReachOf(deviation), Math.Floor(shape.Area.Left), Math.Floor(shape.Area.Top));
        var moved = shape.Offset(-x, -y);
        var (cutX, cutY) = (CutOf(moved, reach, isAcross: true), CutOf(moved, reach, isAcross: false));
        var key = new Key(Shorten(moved, cutX, cutY), deviation);
        if (!_masks.TryGetValue(key, out var kept))
        {
            kept = Keep(key, reach);
        }

        var bounds = kept.Plane.Bounds.Offset((int)x, (int)y);
        Stretch(kept.Plane, bounds, cutX, cutY, target);
    }

    public void Dispose() => Forget();

    /// <summary>How many px can be taken out of the middle, where the mask does not change, and where.</summary>
    private static Cut CutOf(RoundedArea shape, int reach, bool isAcross)
    {
        var (area, radii) = (shape.Area, shape.Radii);
        var (size, before, after) = isAcross
            ? (area.Right, Math.Max(radii.TopLeft.X, radii.BottomLeft.X), Math.Max(radii.TopRight.X, radii.BottomRight.X))
            : (area.Bottom, Math.Max(radii.TopLeft.Y, radii.TopRight.Y), Math.Max(radii.BottomLeft.Y, radii.BottomRight.Y));
        var middle = (int)Math.Ceiling(before) + reach + 2;
        var spare = (int)Math.Floor(size - middle - Math.Ceiling(after) - reach - 2);
        return spare > 0 ? new Cut(middle, spare) : default;
    }

    private static RoundedArea Shorten(RoundedArea shape, Cut across, Cut down)
        => shape with { Area = shape.Area with { Right = shape.Area.Right - across.Length, Bottom = shape.Area.Bottom - down.Length } };

    private Kept Keep(Key key, int reach)
    {
        if (_bytes > MostBytes)
        {
            Forget();
        }

        var bounds = key.Shape.Area.Around().Inflate(reach);
        var stride = (bounds.Width + 15) & -16;
        var memory = AlignedMemoryHandle.Allocate((stride * bounds.Height) + 16);
        var plane = new MaskPlane((byte*)memory.DangerousGetHandle(), stride, bounds);
        _outline.Begin(System.Numerics.Matrix3x2.Identity);
        _outline.AddRounded(key.Shape);
        _scanner.Begin(bounds);
        _outline.AddTo(_scanner);
        _scanner.Scan(FillRule.NonZero, _sink.With(plane));
        blur.Apply(plane, key.Deviation);
        var kept = new Kept(memory, plane);
        _masks.Add(key, kept);
        _bytes += stride * bounds.Height;
        return kept;
    }

    private void Forget()
    {
        foreach (var kept in _masks.Values)
        {
            kept.Memory.Dispose();
        }

        _masks.Clear();
        _bytes = 0;
    }

    private static void Stretch(MaskPlane source, PixelRect bounds, Cut across, Cut down, MaskPlane target)
    {
        var full = bounds with { Right = bounds.Right + across.Length, Bottom = bounds.Bottom + down.Length };
        var area = full.Intersect(target.Bounds);
        var (left, top) = (bounds.Left - source.Bounds.Left, bounds.Top - source.Bounds.Top);
        for (var y = area.Top; y < area.Bottom; y++)
        {
            var row = source.Row(down.ToSource(y - top));
            StretchRow(row, across, left, area, target.Row(y));
        }
    }

    /// <summary>The parts before, in and after the cut.</summary>
    private static void StretchRow(byte* source, Cut across, int left, PixelRect area, byte* target)
    {
        var first = Math.Clamp(left + across.At, area.Left, area.Right);
        var second = Math.Clamp(left + across.At + across.Length, first, area.Right);
        new ReadOnlySpan<byte>(source + area.Left - left, first - area.Left).CopyTo(new Span<byte>(target + area.Left, first - area.Left));
        new Span<byte>(target + first, second - first).Fill(source[across.At]);
        var rest = area.Right - second;
        new ReadOnlySpan<byte>(source + second - left - across.Length, rest).CopyTo(new Span<byte>(target + second, rest));
    }

    private readonly record struct Key(RoundedArea Shape, double Deviation);

    private readonly record struct Kept(AlignedMemoryHandle Memory, MaskPlane Plane);

    /// <summary>Pixels that were taken out.</summary>
    private readonly record struct Cut(int At, int Length)
    {
        public int ToSource(int at) => at < At ? at : at < At + Length ? At : at - Length;
    }
}
