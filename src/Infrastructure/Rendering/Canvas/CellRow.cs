namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>The pixels of one row that edges cross, and the runs that follow from them.</summary>
internal sealed class CellRow
{
    private Cell[] _cells = new Cell[64];
    private CoverageRun[] _runs = new CoverageRun[128];
    private int _count;
    private int _runCount;
    private int _last;

    /// <summary>What <see cref="Finish"/> made.</summary>
    public ReadOnlySpan<CoverageRun> Runs => _runs.AsSpan(0, _runCount);

    public void Clear() => (_count, _last) = (0, 0);

    /// <summary>Adds the part of an edge within the row.</summary>
    /// <param name="x0">Where it enters.</param>
    /// <param name="x1">Where it leaves.</param>
    /// <param name="height">How much of the row it crosses, negative upwards.</param>
    public void Add(double x0, double x1, double height)
    {
        (x0, x1) = x0 <= x1 ? (x0, x1) : (x1, x0);
        var (first, last) = ((int)Math.Floor(x0), (int)Math.Floor(x1));
        if (first == last)
        {
            AddCell(first, height, height * (1 - (((x0 + x1) / 2) - first)));
            return;
        }

        var perPx = height / (x1 - x0);
        for (var x = first; x <= last; x++)
        {
            var (from, to) = (Math.Max(x0, x), Math.Min(x1, x + 1));
            var part = perPx * (to - from);
            AddCell(x, part, part * (1 - (((from + to) / 2) - x)));
        }
    }

    /// <summary>Turns the cells into runs.</summary>
    public void Finish(FillRule rule, PixelRect clip)
    {
        _runCount = 0;
        var cover = 0.0;
        for (var i = 0; i < _count; i++)
        {
            var cell = _cells[i];
            AddRun(cell.X, 1, ToCoverage(cover + cell.Area, rule), clip);
            cover += cell.Cover;
            var end = i + 1 < _count ? _cells[i + 1].X : clip.Right;
            AddRun(cell.X + 1, end - cell.X - 1, ToCoverage(cover, rule), clip);
        }
    }

    private static byte ToCoverage(double sum, FillRule rule)
    {
        var share = Math.Abs(sum);
        if (rule == FillRule.EvenOdd)
        {
            share -= 2 * Math.Floor(share / 2);
            share = share > 1 ? 2 - share : share;
        }

        return (byte)((Math.Min(share, 1) * 255) + 0.5);
    }

    private void AddCell(int x, double cover, double area)
    {
        var at = Find(x);
        if (at < _count && _cells[at].X == x)
        {
            _cells[at].Cover += cover;
            _cells[at].Area += area;
            return;
        }

        if (_count == _cells.Length)
        {
            Array.Resize(ref _cells, _count * 2);
        }

        Array.Copy(_cells, at, _cells, at + 1, _count - at);
        _cells[at] = new Cell { X = x, Cover = cover, Area = area };
        _count++;
    }

    /// <summary>Where a cell is or belongs, sought from where the last one was, for edges go from px to px.</summary>
    private int Find(int x)
    {
        var at = Math.Min(_last, _count);
        while (at < _count && _cells[at].X < x)
        {
            at++;
        }

        while (at > 0 && _cells[at - 1].X >= x)
        {
            at--;
        }

        return _last = at;
    }

    private void AddRun(int x, int length, byte coverage, PixelRect clip)
    {
        var (left, right) = (Math.Max(x, clip.Left), Math.Min(x + length, clip.Right));
        if (coverage == 0 || right <= left)
        {
            return;
        }

        if (_runCount == _runs.Length)
        {
            Array.Resize(ref _runs, _runCount * 2);
        }

        _runs[_runCount++] = new CoverageRun(left, right - left, coverage);
    }

    private struct Cell
    {
        public int X;
        public double Cover;
        public double Area;
    }
}
