using System.Numerics;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>What a command paints.</summary>
internal enum PaintKind
{
    /// <summary>The background of the page.</summary>
    Canvas,

    /// <summary>Shadows, background and border of a box, or of the piece of an inline box on a line.</summary>
    Box,

    /// <summary>Text of one font.</summary>
    Text,

    /// <summary>The picture of an <c>img</c> or <c>svg</c>.</summary>
    Picture,

    Outline,

    /// <summary>What follows up to its <see cref="EndLayer"/> is painted apart and then put down as one: opacity, filters, masks.</summary>
    BeginLayer,

    EndLayer,
}

/// <summary>One step of painting. Steps do not depend on each other but for layers.</summary>
internal readonly record struct PaintCommand
{
    public required PaintKind Kind { get; init; }

    public required LayoutBox Box { get; init; }

    /// <summary>From px of the layout to px of the page.</summary>
    public required Matrix3x2 Transform { get; init; }

    public ClipNode? Clip { get; init; }

    /// <summary>The border box of a box, or of its piece.</summary>
    public Area Area { get; init; }

    /// <summary>Border widths; 0 at edges where an inline box goes on in another line.</summary>
    public Sides<double> Border { get; init; }

    public Sides<double> Padding { get; init; }

    public TextFragment? Text { get; init; }

    /// <summary>0 to 1, of layers that were not needed.</summary>
    public double Opacity { get; init; }

    /// <summary>Whether the background is painted as the canvas already.</summary>
    public bool LeavesBackground { get; init; }

    /// <summary>px of the page that may change; for a layer those of all in it.</summary>
    public PixelRect Bounds { get; init; }

    public PaintProperties Paint => Box.Style.Paint;

    /// <summary>Whether it paints the same pixels in every card that has this command: neither text nor pictures do.</summary>
    public bool IsFixed => Kind is not (PaintKind.Text or PaintKind.Picture) && !PaintRules.DependsOnMore(Paint);
}
