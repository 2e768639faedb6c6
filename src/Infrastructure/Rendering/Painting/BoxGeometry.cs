using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>The boxes of an element as they are painted: on whole px, corners rounded.</summary>
internal static class BoxGeometry
{
    /// <summary>The border box.</summary>
    public static RoundedArea BorderOf(LayoutBox box)
        => Round(Area.Of(box.PageX, box.PageY, box.Width, box.Height), box.Style.Paint.BorderRadius);

    /// <summary>The border box of what a command paints.</summary>
    public static RoundedArea BorderOf(in PaintCommand command) => Round(command.Area, command.Paint.BorderRadius);

    /// <summary>Rounds the corners of a box and brings it to whole px.</summary>
    public static RoundedArea Round(Area area, in Corners<LengthPair> radii) => RoundedArea.Of(area.Snap(), radii, area.Width, area.Height);

    /// <summary>The box that a background stands in or is cut at; the border box for text.</summary>
    public static RoundedArea BoxOf(in PaintCommand command, RoundedArea border, BackgroundBox box) => box switch
    {
        BackgroundBox.PaddingBox => border.Inset(command.Border),
        BackgroundBox.ContentBox => border.Inset(Add(command.Border, command.Padding)),
        _ => border,
    };

    public static Sides<double> Add(in Sides<double> one, in Sides<double> two)
        => new(one.Top + two.Top, one.Right + two.Right, one.Bottom + two.Bottom, one.Left + two.Left);
}
