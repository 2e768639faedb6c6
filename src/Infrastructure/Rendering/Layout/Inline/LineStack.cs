using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>
/// Stacks what is on a line (CSS 2, 10.8), from the inside out as Blink's <c>InlineLayoutStateStack</c> does: a box is aligned once all that is in it has been,
/// and reaches as far as that.
/// </summary>
internal static class LineStack
{
    /// <summary>Ends a box on the line, of which nothing is to come: decides how far it is shifted, and makes its parent reach as far as it does.</summary>
    public static void Close(InlineBoxState state)
    {
        AlignWaiting(state);
        if (state.Parent is { } parent)
        {
            Align(state, state.Reach, state.Box.Properties.VerticalAlign, parent, LineHeights.Resolve(state.Style, state.Metrics));
        }
    }

    /// <summary>Aligns something in its parent.</summary>
    /// <param name="what">An inline box that has been ended, or an atomic box.</param>
    /// <param name="reach">Of it, from its own baseline.</param>
    /// <param name="align">Of it.</param>
    /// <param name="parent">The inline box around it, or the root.</param>
    /// <param name="lineHeight">px that percentages are of.</param>
    public static void Align(IShifted what, Extent reach, VerticalAlign align, InlineBoxState parent, double lineHeight)
    {
        if (align.Kind is VerticalAlignKind.Top or VerticalAlignKind.Bottom)
        {
            WaitingFor(parent).Waiting.Add(new WaitingBox(what, reach, align.Kind == VerticalAlignKind.Top));
            return;
        }

        what.Shift = BaselineShift.Of(align, reach, parent, lineHeight);
        parent.Reach = parent.Reach.Unite(reach.Move(what.Shift));
    }

    /// <summary>Counts shifts from the line's baseline that were counted from the parent's.</summary>
    /// <param name="states">Outer ones first.</param>
    /// <param name="elements">What stands in them.</param>
    public static void AddUp(List<InlineBoxState> states, List<LineElement> elements)
    {
        foreach (var state in states)
        {
            state.Shift += state.Parent?.Shift ?? 0;
        }

        foreach (var element in elements)
        {
            element.Shift += element.State.Shift;
        }
    }

    /// <summary>The nearest box around that is itself aligned with the line's top or bottom, or the line.</summary>
    private static InlineBoxState WaitingFor(InlineBoxState box)
    {
        while (box is { Parent: { } parent, IsAlignedWithLine: false })
        {
            box = parent;
        }

        return box;
    }

    private static void AlignWaiting(InlineBoxState box)
    {
        if (box.Waiting.Count == 0)
        {
            return;
        }

        var room = RoomFor(box);
        foreach (var (what, reach, isTop) in box.Waiting)
        {
            if (!reach.IsNone)
            {
                what.Shift = isTop ? reach.Ascent - room.Ascent : room.Descent - reach.Descent;
                box.Reach = box.Reach.Unite(reach.Move(what.Shift));
            }
        }
    }

    /// <summary>What is higher than the box goes on beyond the other edge of it; what is aligned with the bottom takes the lower edge that others gave it, as in Blink.</summary>
    private static Extent RoomFor(InlineBoxState box)
    {
        var own = box.Reach.IsNone ? default : box.Reach;
        var room = own;
        foreach (var (_, reach, isTop) in box.Waiting)
        {
            if (reach.Height > room.Height)
            {
                room = isTop ? new Extent(own.Ascent, reach.Height - own.Ascent) : new Extent(reach.Height - room.Descent, room.Descent);
            }
        }

        return room;
    }
}

/// <summary>Something whose baseline is another than that of the box around it.</summary>
internal interface IShifted
{
    /// <summary>px from the baseline of the box around it down to its own; from that of the line once all is added up.</summary>
    double Shift { get; set; }
}

/// <summary>A box that is aligned with the top or bottom of another, whose height must be known first.</summary>
/// <param name="What">The box.</param>
/// <param name="Reach">Of it, from its own baseline.</param>
/// <param name="IsTop">Whether it is aligned with the top.</param>
internal readonly record struct WaitingBox(IShifted What, Extent Reach, bool IsTop);
