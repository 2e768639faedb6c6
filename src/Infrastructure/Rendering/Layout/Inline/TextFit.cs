namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary><c>text-fit: shrink MIN</c>: the largest size, up to that of the style, at which text fits its box.</summary>
internal static class TextFit
{
    private const double StepPx = 0.5;

    /// <param name="engine">Whose shaper is asked.</param>
    /// <param name="box">The container.</param>
    /// <param name="content">Its content at full size.</param>
    /// <param name="least">px below which text does not shrink.</param>
    /// <param name="width">px of the content box.</param>
    /// <param name="height">px of the content box where it is known, or NaN.</param>
    public static InlineContent Shrink(LayoutEngine engine, LayoutBox box, InlineContent content, double least, double width, double height)
    {
        var room = new Room(width, RoomDown(box, height), box.Properties.LineClamp ?? int.MaxValue);
        var size = box.Style.Text.FontSize;
        if (least >= size || Fits(content, room))
        {
            return content;
        }

        var (low, high) = (least, size);
        var best = engine.Inlines.Build(box, least / size);
        while (high - low > StepPx)
        {
            var middle = (low + high) / 2;
            var tried = engine.Inlines.Build(box, middle / size);
            (low, high, best) = Fits(tried, room) ? (middle, high, tried) : (low, middle, best);
        }

        return best;
    }

    private static double RoomDown(LayoutBox box, double height)
    {
        var most = BoxHeights.Resolve(box, box.Properties.MaxHeight, double.NaN) is { } limit ? limit - box.EdgesDown : double.PositiveInfinity;
        return double.IsNaN(height) ? most : Math.Min(height, most);
    }

    private static bool Fits(InlineContent content, Room room)
    {
        var ranges = LineRanges.BreakAt(content, room.Width);
        var metrics = content.Shaper.MetricsOf(content.RootStyle);
        var lineHeight = LineHeights.Resolve(content.RootStyle, metrics);
        var count = LineRanges.CountOf(ranges);
        return count <= room.Lines && !LineRanges.HasCutWord(content, ranges) && count * lineHeight <= room.Height + StepPx && !ranges.Exists(range => range.Width > room.Width + StepPx);
    }

    private readonly record struct Room(double Width, double Height, int Lines);
}
