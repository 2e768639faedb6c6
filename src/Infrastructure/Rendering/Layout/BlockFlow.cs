namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>How far the blocks of a container have come, and which margins wait for the next one (CSS 2, 8.3.1).</summary>
internal sealed class BlockFlow
{
    private double _y;
    private LineClamp? _clampAround;

    /// <summary>Where the first thing stands in a run; null before it.</summary>
    private double? _runTop;
    private bool _isInRun;
    private bool _isRunCutAtStart;
    private bool _isTopOpen;
    private bool _ignoresQuirky;
    private MarginStrut _pending;
    private MarginStrut _top;

    /// <param name="box">The container, its edges resolved.</param>
    /// <param name="linesLeft">How many lines are left to see; null where <c>line-clamp</c> cuts nothing.</param>
    public BlockFlow(LayoutBox box, int? linesLeft)
    {
        Box = box;
        Clamp = new LineClamp(linesLeft);
        _y = box.ContentTop;
        _top = MarginStrut.Above(box);
        _ignoresQuirky = box.IgnoresQuirkyMargins;
        _isTopOpen = !box.HasOwnFormattingContext && box.ContentTop == 0;
        EndsOpen = !box.HasOwnFormattingContext && box.Border.Bottom + box.Padding.Bottom == 0;
    }

    public LayoutBox Box { get; }

    /// <summary>Whether margins of the last child may collapse with those of the box, as far as its edges say.</summary>
    public bool EndsOpen { get; }

    /// <summary>Whether nothing but collapsed margins came.</summary>
    public bool IsEmpty => _isTopOpen;

    /// <summary>Where something that is out of flow would stand, px from the border box.</summary>
    public double StaticTop => _isTopOpen ? _y : _y + _pending.Sum;

    /// <summary>px of content down to the last child's border box.</summary>
    public double Bottom => _y - Box.ContentTop;

    /// <summary>What <c>line-clamp</c> cuts.</summary>
    public LineClamp Clamp { get; private set; }

    /// <summary>px of content where the margins at its end stay inside.</summary>
    public double BottomWithMargins
        => Math.Max(0, (_isTopOpen ? _y : _y + (Box.IgnoresQuirkyMargins ? _pending.WithoutQuirky : _pending).Sum) - Box.ContentTop);

    /// <summary>Margins above: the box's own, with those of its first children where they collapse.</summary>
    public MarginStrut TopMargins => _top;

    /// <summary>Margins below the last child.</summary>
    public MarginStrut PendingMargins => _pending;

    public double FirstBaseline { get; private set; } = double.NaN;

    public double LastBaseline { get; private set; } = double.NaN;

    /// <summary>The baseline of an inline block; that of a block that clips its content is the lower edge of its margin (Blink's <c>UseBlockEndMarginEdgeForInlineBaseline</c>).</summary>
    public double InlineBaseline { get; private set; } = double.NaN;

    /// <summary>Takes the next child.</summary>
    /// <param name="child">The child.</param>
    /// <param name="result">Its layout.</param>
    /// <param name="isLine">Whether <c>line-clamp</c> takes it for lines of the container.</param>
    /// <returns>px from the container's border box to that of the child.</returns>
    public double Add(LayoutBox child, LayoutResult result, bool isLine)
    {
        var top = Place(child, result);
        var bottom = result.CutAt is { } cut ? top + cut - Box.ContentTop : Bottom;
        Clamp.Pass(child.HasOwnFormattingContext ? Clamp.LinesLeft : result.LinesLeft, isBlock: !isLine, bottom);
        return top;
    }

    /// <summary>
    /// Starts a run of lines and of blocks within inline elements. Beside other blocks Blink has it in a box of its own. One that begins with such a
    /// block has an empty line before it, which is all that counts behind the last line to see.
    /// </summary>
    /// <param name="isWhole">Whether it is all that the container has.</param>
    /// <param name="startsWithBlock">Whether a block comes first.</param>
    public void StartRun(bool isWhole, bool startsWithBlock)
    {
        if (_isInRun)
        {
            return;
        }

        _isInRun = true;
        if (!isWhole)
        {
            (_clampAround, Clamp, _runTop) = (Clamp, new LineClamp(Clamp.LinesLeft), null);
        }

        _isRunCutAtStart = startsWithBlock && Clamp.IsPast;
        if (_isRunCutAtStart)
        {
            Clamp.Pass(Clamp.LinesLeft, isBlock: false, Bottom);
        }
    }

    /// <summary>Ends a run, if one was started: what comes next stands where <c>line-clamp</c> cuts it.</summary>
    public void EndRun()
    {
        _isInRun = false;
        if (_clampAround is not { } around)
        {
            return;
        }

        if (Clamp.Bottom is { } bottom)
        {
            (_y, _pending) = (_isRunCutAtStart ? _runTop ?? _y : Box.ContentTop + bottom, default);
        }

        around.Pass(Clamp.LinesLeft, isBlock: true, Bottom);
        (_clampAround, Clamp) = (null, around);
    }

    private double Place(LayoutBox child, LayoutResult result)
    {
        if (result.CollapsesThrough)
        {
            return result.IsCut ? AddCut(result.BottomMargins) : AddEmpty(Counted(result.TopMargins), Counted(result.BottomMargins));
        }

        var margins = Counted(result.TopMargins);
        _ignoresQuirky = false;
        if (_isTopOpen)
        {
            _top = _top.With(margins);
            _isTopOpen = false;
        }
        else
        {
            _y += _pending.With(margins).Sum;
        }

        var top = _y;
        _runTop ??= top;
        _y += result.Height;
        _pending = result.BottomMargins;
        if (!Clamp.IsPast)
        {
            KeepBaselines(child, result, top);
        }

        return top;
    }

    /// <summary>What <c>line-clamp</c> ends keeps no margins but the one below it, not even those above (as in Blink).</summary>
    private double AddCut(MarginStrut below)
    {
        if (_isTopOpen)
        {
            _top = below;
        }
        else
        {
            _pending = below;
        }

        return _y;
    }

    private double AddEmpty(MarginStrut above, MarginStrut all)
    {
        if (_isTopOpen)
        {
            _top = _top.With(all);
            return _y;
        }

        var top = _y + _pending.With(above).Sum;
        _pending = _pending.With(all);
        return top;
    }

    private MarginStrut Counted(MarginStrut margins) => _ignoresQuirky ? margins.WithoutQuirky : margins;

    private void KeepBaselines(LayoutBox child, LayoutResult result, double top)
    {
        if (child is { IsScrollContainer: true, Kind: BoxKind.Block })
        {
            InlineBaseline = top + result.Height + child.Margin.Bottom;
        }
        else if (!double.IsNaN(result.InlineBaseline))
        {
            InlineBaseline = top + result.InlineBaseline;
        }

        if (double.IsNaN(FirstBaseline))
        {
            FirstBaseline = top + result.FirstBaseline;
        }

        if (!double.IsNaN(result.LastBaseline))
        {
            LastBaseline = top + result.LastBaseline;
        }
    }
}
