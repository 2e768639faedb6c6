using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>Blends a brush into a plane where an outline covers it.</summary>
internal sealed unsafe class BrushSink : CoverageSink, IDisposable
{
    private readonly AlignedMemoryHandle _scratch = AlignedMemoryHandle.Allocate(PixelRectLimit * sizeof(uint));
    private PixelPlane _target;
    private MaskPlane? _mask;
    private Brush _brush = new SolidBrush();

    /// <summary>Columns that a page may have.</summary>
    private const int PixelRectLimit = 1 << 14;

    /// <param name="target">Wide enough for all runs.</param>
    /// <param name="mask">Where the clip lets through; null for everywhere.</param>
    /// <param name="brush">What to paint.</param>
    public BrushSink With(PixelPlane target, MaskPlane? mask, Brush brush)
    {
        (_target, _mask, _brush) = (target, mask, brush);
        return this;
    }

    /// <inheritdoc />
    public override void Row(int y, ReadOnlySpan<CoverageRun> runs)
    {
        foreach (var run in runs)
        {
            Paint(y, run.X, run.Length, run.Coverage);
        }
    }

    /// <summary>Paints a piece of a row that is covered alike.</summary>
    public void Paint(int y, int x, int count, int coverage)
    {
        var row = _target.Row(y) + x;
        if (_brush.Colour is { } colour)
        {
            PaintColour(row, y, x, count, PixelBlender.Scale(colour, coverage));
            return;
        }

        var colours = _brush.Fetch(x, y, count, (uint*)_scratch.DangerousGetHandle());
        if (_mask is { } mask)
        {
            PaintMasked(row, colours, mask.Row(y) + x, count, coverage);
        }
        else if (coverage == 255 && _brush.IsOpaque)
        {
            new ReadOnlySpan<uint>(colours, count).CopyTo(new Span<uint>(row, count));
        }
        else
        {
            PixelBlender.Put(row, colours, count, coverage);
        }
    }

    public void Dispose() => _scratch.Dispose();

    private void PaintColour(uint* row, int y, int x, int count, uint colour)
    {
        if (_mask is { } mask)
        {
            PixelBlender.FillMasked(row, mask.Row(y) + x, count, colour);
        }
        else
        {
            PixelBlender.Fill(row, count, colour);
        }
    }

    private static void PaintMasked(uint* row, uint* colours, byte* mask, int count, int coverage)
    {
        if (coverage == 255)
        {
            PixelBlender.PutMasked(row, colours, mask, count);
            return;
        }

        // Edges of shapes: few pixels at a time.
        for (var i = 0; i < count; i++)
        {
            PixelBlender.Put(row + i, colours + i, 1, PixelBlender.DivideBy255(coverage * mask[i]));
        }
    }
}

/// <summary>Writes coverage into a mask.</summary>
internal sealed unsafe class MaskSink : CoverageSink
{
    private MaskPlane _target;

    public MaskSink With(MaskPlane target)
    {
        _target = target;
        return this;
    }

    /// <inheritdoc />
    public override void Row(int y, ReadOnlySpan<CoverageRun> runs)
    {
        var row = _target.Row(y);
        foreach (var run in runs)
        {
            new Span<byte>(row + run.X, run.Length).Fill(run.Coverage);
        }
    }
}

/// <summary>Takes away from a mask what an outline covers.</summary>
internal sealed unsafe class CutSink : CoverageSink
{
    private MaskPlane _target;

    public CutSink With(MaskPlane target)
    {
        _target = target;
        return this;
    }

    /// <inheritdoc />
    public override void Row(int y, ReadOnlySpan<CoverageRun> runs)
    {
        var row = _target.Row(y);
        foreach (var run in runs)
        {
            var rest = 255 - run.Coverage;
            if (rest == 0)
            {
                new Span<byte>(row + run.X, run.Length).Clear();
                continue;
            }

            for (var x = run.X; x < run.X + run.Length; x++)
            {
                row[x] = (byte)PixelBlender.DivideBy255(row[x] * rest);
            }
        }
    }
}
