using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>Layers that are painted apart: each as large as what is in it, and put down with its filters, mask and alpha.</summary>
internal sealed unsafe class LayerStack(PaintTools tools, BackgroundPainter backgrounds)
{
    /// <summary>px: how far off the page filters still bring something in. Blurs reach less; a shadow thrown further is lost.</summary>
    private const int LargestReach = 1024;

    private readonly Stack<Layer> _layers = new();
    private readonly ClipPainter _clips = new(tools);
    private readonly FilterPainter _filters = new(tools);
    private Layer _current;

    private RasterCanvas Canvas => tools.Canvas;

    /// <summary>Starts a page.</summary>
    public void Begin(PixelPlane target)
    {
        _layers.Clear();
        _current = new Layer(target, Canvas.Planes.Mark, Clip: null, new PixelClip(target.Bounds));
        Use(_current);
    }

    /// <summary>Prepares the canvas for a command. Masks of clips are kept as long as commands share them.</summary>
    public void Select(in PaintCommand command)
    {
        if (!ReferenceEquals(_current.Clip, command.Clip))
        {
            Canvas.Planes.Release(_current.Mark);
            var clip = _clips.Realise(command.Clip, _current.Plane.Bounds);
            _current = _current with { Clip = command.Clip, Pixels = clip };
        }

        Canvas.Clip = _current.Pixels with { Bounds = _current.Pixels.Bounds.Intersect(command.Bounds) };
        Canvas.Transform = command.Transform;
    }

    public void BeginLayer(in PaintCommand command)
    {
        Select(command);
        var reach = Math.Min(LargestReach, PaintBounds.ReachOf(command.Paint, command.Transform));
        var bounds = command.Bounds.Intersect(_current.Pixels.Bounds.Inflate(reach));
        _layers.Push(_current);
        var plane = Canvas.Planes.TakePixels(bounds.IsEmpty ? default : bounds);
        _current = new Layer(plane, Canvas.Planes.Mark, Clip: null, new PixelClip(plane.Bounds));
        Use(_current);
    }

    public void EndLayer(in PaintCommand command)
    {
        var layer = _current;
        Canvas.Transform = command.Transform;
        var plane = _filters.Apply(layer.Plane, command.Paint.Filters, command.Transform);
        ApplyMask(command, plane);
        _current = _layers.Pop();
        Canvas.Target = _current.Plane;
        Canvas.Clip = _current.Pixels;
        PutDown(plane, (int)Math.Round(command.Paint.Opacity * 255));
    }

    private void PutDown(PixelPlane plane, int share)
    {
        var clip = Canvas.Clip;
        var area = plane.Bounds.Intersect(clip.Bounds);
        for (var y = area.Top; y < area.Bottom; y++)
        {
            var row = Canvas.Target.Row(y) + area.Left;
            var colours = plane.Row(y) + area.Left;
            if (clip.Mask is not { } mask)
            {
                PixelBlender.Put(row, colours, area.Width, share);
                continue;
            }

            PixelBlender.Scale(colours, colours, area.Width, share);
            PixelBlender.PutMasked(row, colours, mask.Row(y) + area.Left, area.Width);
        }
    }

    private void Use(in Layer layer)
    {
        Canvas.Target = layer.Plane;
        Canvas.Clip = layer.Pixels;
    }

    private void ApplyMask(in PaintCommand command, PixelPlane plane)
    {
        if (command.Paint.MaskLayers.Count == 0 || plane.Bounds.IsEmpty)
        {
            return;
        }

        var mask = Canvas.Planes.TakePixels(plane.Bounds);
        Canvas.Target = mask;
        Canvas.Clip = new PixelClip(plane.Bounds);
        backgrounds.PaintLayers(command, BoxGeometry.BorderOf(command), command.Paint.MaskLayers);
        for (var y = plane.Bounds.Top; y < plane.Bounds.Bottom; y++)
        {
            PixelBlender.MultiplyByAlpha(plane.Row(y) + plane.Bounds.Left, mask.Row(y) + plane.Bounds.Left, plane.Bounds.Width);
        }
    }

    /// <param name="Plane">Where it is painted.</param>
    /// <param name="Mark">What of the pool belongs to the layers below.</param>
    /// <param name="Clip">The clip of the last command.</param>
    /// <param name="Pixels">The same in px.</param>
    private readonly record struct Layer(PixelPlane Plane, int Mark, ClipNode? Clip, PixelClip Pixels);
}
