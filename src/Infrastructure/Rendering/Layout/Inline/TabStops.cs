namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>Tabs (CSS Text 3, 4.2).</summary>
internal static class TabStops
{
    /// <summary>px between tab stops.</summary>
    public static double WidthOf(InlineContent content, int at)
    {
        var style = content.Styles[at];
        return style.TabSize.IsPx ? style.TabSize.Value : style.TabSize.Value * (SpaceWidth(content, at) + style.LetterSpacing + style.WordSpacing);
    }

    /// <summary>px from a place on a line to the next stop, at least half a space.</summary>
    public static double AdvanceAt(InlineContent content, int at, double x)
    {
        var width = WidthOf(content, at);
        if (width <= 0)
        {
            return 0;
        }

        var advance = width - (x % width);
        return advance < SpaceWidth(content, at) / 2 ? advance + width : advance;
    }

    private static double SpaceWidth(InlineContent content, int at) => content.Shaper.MetricsOf(content.Styles[at]).SpaceWidth;
}
