namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>The padding box that absolute boxes stand in, on the page in px.</summary>
internal sealed record ContainingBlock(double X, double Y, double Width, double Height, bool IsRightToLeft)
{
    /// <summary>Whether what sticks out at its end may be scrolled to, in a browser.</summary>
    public bool IsScrollable { get; init; }

    public static ContainingBlock Of(LayoutBox box) => new(
        box.PageX + box.Border.Left,
        box.PageY + box.Border.Top,
        Math.Max(0, box.Width - box.Border.Left - box.Border.Right),
        Math.Max(0, box.Height - box.Border.Top - box.Border.Bottom),
        box.Style.Text.IsRightToLeft)
    {
        IsScrollable = box.IsScrollContainer,
    };
}
