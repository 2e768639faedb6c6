using System.Numerics;

namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>What may be painted: a rectangle, and in it what a mask lets through.</summary>
/// <param name="Bounds">px of the page.</param>
/// <param name="Mask">At least as large as the bounds; null where all of them may be painted.</param>
internal readonly record struct PixelClip(PixelRect Bounds, MaskPlane? Mask = null);

/// <summary>
/// Fills shapes on a plane through a transform and a clip. Belongs to one render thread. Outlines are covered exactly and blended
/// here; cairo draws glyphs only.
/// </summary>
internal sealed unsafe class RasterCanvas : IDisposable
{
    private readonly CoverageScanner _scanner = new();
    private readonly PathOutline _outline = new();
    private readonly BrushSink _brushSink = new();
    private readonly MaskSink _maskSink = new();
    private readonly CutSink _cutSink = new();
    private readonly SolidBrush _solid = new();

    public PlanePool Planes { get; } = new();

    /// <summary>Where it is painted.</summary>
    public PixelPlane Target { get; set; }

    /// <summary>From px of a box to px of the page.</summary>
    public Matrix3x2 Transform { get; set; } = Matrix3x2.Identity;

    /// <summary>Within the target's bounds.</summary>
    public PixelClip Clip { get; set; }

    /// <summary>Whether boxes stay upright and whole px stay whole.</summary>
    public bool IsMoveByWholePx
        => Transform.M11 == 1 && Transform.M22 == 1 && Transform.M12 == 0 && Transform.M21 == 0 && IsWhole(Transform.M31) && IsWhole(Transform.M32);

    /// <summary>A brush of one colour; valid until the next call.</summary>
    /// <param name="colour">Premultiplied.</param>
    public Brush Solid(uint colour) => _solid.With(colour);

    /// <summary>Starts an outline whose points are px of the box.</summary>
    public PathOutline BeginOutline()
    {
        _outline.Begin(Transform);
        return _outline;
    }

    /// <summary>Fills the outline that was begun last.</summary>
    public void FillOutline(Brush brush, FillRule rule = FillRule.NonZero)
    {
        var area = Clip.Bounds.Intersect(_outline.Bounds.Around());
        if (area.IsEmpty || brush.Colour is 0)
        {
            return;
        }

        brush.Prepare(area);
        Scan(area, rule, _brushSink.With(Target, Clip.Mask, brush));
    }

    public void Fill(RoundedArea shape, Brush brush)
    {
        if (shape.Area.IsEmpty)
        {
            return;
        }

        if (!shape.IsRounded)
        {
            Fill(shape.Area, brush);
            return;
        }

        BeginOutline().AddRounded(shape);
        FillOutline(brush);
    }

    public void Fill(Area area, Brush brush)
    {
        if (area.IsEmpty)
        {
            return;
        }

        if (WholePixels(area) is { } pixels)
        {
            FillPixels(pixels, brush);
            return;
        }

        BeginOutline().AddRectangle(area);
        FillOutline(brush);
    }

    /// <summary>Fills whole px of the page.</summary>
    public void FillPixels(PixelRect pixels, Brush brush)
    {
        var area = pixels.Intersect(Clip.Bounds);
        if (area.IsEmpty || brush.Colour is 0)
        {
            return;
        }

        brush.Prepare(area);
        var sink = _brushSink.With(Target, Clip.Mask, brush);
        for (var y = area.Top; y < area.Bottom; y++)
        {
            sink.Paint(y, area.Left, area.Width, 255);
            YieldPoint.Pass();
        }
    }

    /// <summary>Fills what a mask covers.</summary>
    public void FillMask(MaskPlane mask, Brush brush)
    {
        var area = mask.Bounds.Intersect(Clip.Bounds);
        if (area.IsEmpty || brush.Colour is 0)
        {
            return;
        }

        brush.Prepare(area);
        var both = Both(mask, area);
        var sink = _brushSink.With(Target, both, brush);
        for (var y = area.Top; y < area.Bottom; y++)
        {
            sink.Paint(y, area.Left, area.Width, 255);
            YieldPoint.Pass();
        }
    }

    /// <summary>A mask of the outline that was begun last; taken from <see cref="Planes"/>.</summary>
    /// <param name="within">The part of the page that is wanted.</param>
    /// <param name="rule">How windings count.</param>
    /// <param name="margin">px around the outline that the mask has, too.</param>
    public MaskPlane MaskOutline(PixelRect within, FillRule rule = FillRule.NonZero, int margin = 0)
    {
        var area = within.Intersect(_outline.Bounds.Around().Inflate(margin));
        var mask = Planes.TakeMask(area.IsEmpty ? default : area);
        if (!area.IsEmpty)
        {
            Scan(area, rule, _maskSink.With(mask));
        }

        return mask;
    }

    /// <summary>Takes the outline that was begun last away from a mask.</summary>
    public void CutOutline(MaskPlane mask)
    {
        var area = mask.Bounds.Intersect(_outline.Bounds.Around());
        if (!area.IsEmpty)
        {
            Scan(area, FillRule.NonZero, _cutSink.With(mask));
        }
    }

    /// <summary>A clip narrowed by the outline that was begun last.</summary>
    public PixelClip Narrow(PixelClip clip, FillRule rule = FillRule.NonZero)
    {
        var mask = MaskOutline(clip.Bounds, rule);
        return Narrow(clip, mask);
    }

    /// <summary>A clip narrowed by a mask, which is changed.</summary>
    public static PixelClip Narrow(PixelClip clip, MaskPlane mask)
    {
        var area = clip.Bounds.Intersect(mask.Bounds);
        if (clip.Mask is { } outer)
        {
            for (var y = area.Top; y < area.Bottom; y++)
            {
                PixelBlender.MultiplyMask(mask.Row(y) + area.Left, outer.Row(y) + area.Left, area.Width);
            }
        }

        return new PixelClip(area, mask);
    }

    /// <summary>A clip narrowed by a rounded box.</summary>
    public PixelClip Narrow(PixelClip clip, RoundedArea shape)
    {
        if (!shape.IsRounded && WholePixels(shape.Area) is { } pixels)
        {
            return clip with { Bounds = clip.Bounds.Intersect(pixels) };
        }

        if (shape.Area.IsEmpty)
        {
            return default;
        }

        BeginOutline().AddRounded(shape);
        return Narrow(clip);
    }

    /// <summary>The px that an area fills exactly, or null where it has soft or leaning edges.</summary>
    public PixelRect? WholePixels(Area area)
    {
        if (Transform.M12 != 0 || Transform.M21 != 0)
        {
            return null;
        }

        var mapped = area.Map(Transform);
        return IsWhole(mapped.Left) && IsWhole(mapped.Top) && IsWhole(mapped.Right) && IsWhole(mapped.Bottom) ? mapped.Around() : null;
    }

    public void Dispose()
    {
        _brushSink.Dispose();
        Planes.Dispose();
    }

    private static bool IsWhole(double px) => px == Math.Floor(px);

    private void Scan(PixelRect area, FillRule rule, CoverageSink sink)
    {
        _scanner.Begin(area);
        _outline.AddTo(_scanner);
        _scanner.Scan(rule, sink);
    }

    private MaskPlane Both(MaskPlane mask, PixelRect area)
    {
        if (Clip.Mask is not { } outer)
        {
            return mask;
        }

        var both = Planes.TakeMask(area);
        for (var y = area.Top; y < area.Bottom; y++)
        {
            new Span<byte>(mask.Row(y) + area.Left, area.Width).CopyTo(new Span<byte>(both.Row(y) + area.Left, area.Width));
            PixelBlender.MultiplyMask(both.Row(y) + area.Left, outer.Row(y) + area.Left, area.Width);
        }

        return both;
    }
}
