namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>
/// How <c>line-clamp</c> counts lines through what stands in a box, one below the other (Blink's <c>BlockLineClampData</c>): each child tells how many
/// are left behind it, and the box ends where the last one does. What is behind that stands below it as ever.
/// </summary>
/// <param name="linesLeft">How many lines are left to see; 0 or less behind the last one, null where nothing is cut.</param>
internal sealed class LineClamp(int? linesLeft)
{
    /// <summary>How many lines are left to see of what is to come: less than 0 where there is more than fits, null where nothing is cut.</summary>
    public int? LinesLeft { get; private set; } = linesLeft;

    /// <summary>px of content down to the first child behind which no line is left; null without one.</summary>
    public double? Bottom { get; private set; }

    /// <summary>Whether the last line to see is above.</summary>
    public bool IsPast => LinesLeft <= 0;

    /// <summary>Whether just as many lines came as are to be seen, and nothing behind them: then nothing is cut.</summary>
    public bool IsNeedless => Bottom is not null && LinesLeft == 0;

    /// <summary>Counts a child.</summary>
    /// <param name="left">How many lines are left behind it.</param>
    /// <param name="isBlock">Whether it is a block, rather than a line: one without lines is more than fits nevertheless.</param>
    /// <param name="bottom">px of content down to its end.</param>
    public void Pass(int? left, bool isBlock, double bottom)
    {
        LinesLeft = isBlock && LinesLeft == 0 && left == 0 ? -1 : left;
        Bottom ??= IsPast ? bottom : null;
    }
}
