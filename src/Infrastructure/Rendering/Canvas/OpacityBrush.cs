namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>Another brush, thinned.</summary>
/// <param name="inner">The brush.</param>
/// <param name="opacity">0 to 1.</param>
internal sealed unsafe class OpacityBrush(Brush inner, double opacity) : Brush
{
    private readonly int _share = (int)Math.Round(Math.Clamp(opacity, 0, 1) * 255);

    /// <inheritdoc />
    public override bool IsOpaque => false;

    /// <inheritdoc />
    public override void Prepare(PixelRect area) => inner.Prepare(area);

    /// <inheritdoc />
    public override uint* Fetch(int x, int y, int count, uint* scratch)
    {
        var colours = inner.Fetch(x, y, count, scratch);
        PixelBlender.Scale(colours, scratch, count, _share);
        return scratch;
    }
}
