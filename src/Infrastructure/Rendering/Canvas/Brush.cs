namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>What a shape is filled with, in px of the page.</summary>
internal abstract unsafe class Brush
{
    /// <summary>The premultiplied colour where it is one all over; else null.</summary>
    public virtual uint? Colour => null;

    /// <summary>Whether it hides what is below.</summary>
    public abstract bool IsOpaque { get; }

    /// <summary>Told before a fill, so that what many rows share can be made once.</summary>
    public virtual void Prepare(PixelRect area)
    {
    }

    /// <summary>The colours of a piece of a row, premultiplied.</summary>
    /// <param name="x">px of the first.</param>
    /// <param name="y">px.</param>
    /// <param name="count">How many.</param>
    /// <param name="scratch">Room for them.</param>
    /// <returns>The scratch or memory of the brush's own.</returns>
    public abstract uint* Fetch(int x, int y, int count, uint* scratch);
}

/// <summary>One colour.</summary>
internal sealed unsafe class SolidBrush : Brush
{
    private uint _colour;

    /// <inheritdoc />
    public override uint? Colour => _colour;

    /// <inheritdoc />
    public override bool IsOpaque => _colour >> 24 == 255;

    /// <param name="colour">Premultiplied.</param>
    public SolidBrush With(uint colour)
    {
        _colour = colour;
        return this;
    }

    /// <inheritdoc />
    public override uint* Fetch(int x, int y, int count, uint* scratch)
    {
        new Span<uint>(scratch, count).Fill(_colour);
        return scratch;
    }
}
