using System.Runtime.InteropServices;

namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>How windings of an outline count.</summary>
internal enum FillRule
{
    NonZero,
    EvenOdd,
}

/// <summary>Pixels side by side that are covered alike.</summary>
/// <param name="X">px of the first.</param>
/// <param name="Length">How many.</param>
/// <param name="Coverage">1 to 255.</param>
internal readonly record struct CoverageRun(int X, int Length, byte Coverage);

/// <summary>Takes what of a row an outline covers.</summary>
internal abstract class CoverageSink
{
    /// <param name="y">px; rows come from the top, each at most once, and only those with runs.</param>
    /// <param name="runs">From the left, without overlap.</param>
    public abstract void Row(int y, ReadOnlySpan<CoverageRun> runs);
}

/// <summary>
/// Turns outlines into exact coverage of pixels. Each row sums the areas that edges leave on their right (the way of FreeType's
/// smooth rasteriser), so that long spans cost nothing. Windings that overlap count as their sum, which for the shapes of CSS
/// is what non-zero means.
/// </summary>
internal sealed class CoverageScanner
{
    private const double Level = 1;
    private const double LeastHeight = 1e-9;

    private readonly CellRow _cells = new();
    private readonly List<int> _active = [];
    private Edge[] _edges = new Edge[64];
    private int _count;
    private PixelRect _clip;

    /// <summary>Starts an outline of which only a part of the page is wanted.</summary>
    public void Begin(PixelRect clip) => (_count, _clip) = (0, clip);

    /// <summary>Adds an edge; each contour must come back to where it began.</summary>
    public void AddLine(double x0, double y0, double x1, double y1)
    {
        if (Math.Abs(y1 - y0) < LeastHeight)
        {
            return;
        }

        var sign = y0 < y1 ? 1 : -1;
        if (sign < 0)
        {
            (x0, y0, x1, y1) = (x1, y1, x0, y0);
        }

        if (y1 <= _clip.Top || y0 >= _clip.Bottom)
        {
            return;
        }

        var slope = (x1 - x0) / (y1 - y0);
        (var top, x0) = y0 < _clip.Top ? (_clip.Top, x0 + ((_clip.Top - y0) * slope)) : (y0, x0);
        (var bottom, x1) = y1 > _clip.Bottom ? (_clip.Bottom, x0 + ((_clip.Bottom - top) * slope)) : (y1, x1);
        AddBetweenSides(x0, top, x1, bottom, sign);
    }

    /// <summary>Hands the rows to a sink.</summary>
    public void Scan(FillRule rule, CoverageSink sink)
    {
        var edges = _edges.AsSpan(0, _count);
        edges.Sort(static (one, two) => one.Top.CompareTo(two.Top));
        _active.Clear();
        var (next, isSame) = (0, false);
        for (var y = _count > 0 ? (int)Math.Floor(edges[0].Top) : 0; y < _clip.Bottom && (next < _count || _active.Count > 0); y++)
        {
            if (_active.Count == 0)
            {
                y = Math.Max(y, (int)Math.Floor(edges[next].Top));
            }

            var changes = next < _count && edges[next].Top < y + Level;
            isSame = isSame && !changes && IsEven(edges, y);
            if (!isSame)
            {
                while (next < _count && edges[next].Top < y + Level)
                {
                    _active.Add(next++);
                }

                SumRow(edges, y);
                _cells.Finish(rule, _clip);
                isSame = IsEven(edges, y);
            }

            if (_cells.Runs.Length > 0)
            {
                sink.Row(y, _cells.Runs);
            }

            RemoveEnded(edges, y);
            YieldPoint.Pass();
        }
    }

    /// <summary>Cuts an edge at the sides: what is left of the clip still fills what is on its right, what is right of it fills nothing.</summary>
    private void AddBetweenSides(double x0, double y0, double x1, double y1, int sign)
    {
        if (x0 > x1)
        {
            // The same edge seen from below: sides are met in the other order.
            AddPart(x0, y0, x1, y1, sign, _clip.Right, _clip.Left);
            return;
        }

        AddPart(x0, y0, x1, y1, sign, _clip.Left, _clip.Right);
    }

    private void AddPart(double x0, double y0, double x1, double y1, int sign, int firstSide, int lastSide)
    {
        var slope = (x1 - x0) / (y1 - y0);
        var first = CutAt(firstSide, x0, y0, x1, y1, slope);
        var last = Math.Max(first, CutAt(lastSide, x0, y0, x1, y1, slope));
        AddInside(x0, y0, x0 + ((first - y0) * slope), first, sign);
        AddInside(x0 + ((first - y0) * slope), first, x0 + ((last - y0) * slope), last, sign);
        AddInside(x0 + ((last - y0) * slope), last, x1, y1, sign);
    }

    private static double CutAt(int side, double x0, double y0, double x1, double y1, double slope)
    {
        if ((x0 < side && x1 > side) || (x0 > side && x1 < side))
        {
            return Math.Clamp(y0 + ((side - x0) / slope), y0, y1);
        }

        return y0;
    }

    private void AddInside(double x0, double y0, double x1, double y1, int sign)
    {
        if (y1 - y0 < LeastHeight || Math.Min(x0, x1) >= _clip.Right)
        {
            return;
        }

        if (_count == _edges.Length)
        {
            Array.Resize(ref _edges, _count * 2);
        }

        (x0, x1) = (Math.Clamp(x0, _clip.Left, _clip.Right), Math.Clamp(x1, _clip.Left, _clip.Right));
        _edges[_count++] = new Edge(x0, y0, y1, (x1 - x0) / (y1 - y0), sign);
    }

    /// <summary>Whether the next row looks as this one: all edges are upright and go on through it.</summary>
    private bool IsEven(ReadOnlySpan<Edge> edges, int y)
    {
        foreach (var index in CollectionsMarshal.AsSpan(_active))
        {
            ref readonly var edge = ref edges[index];
            if (edge.Slope != 0 || edge.Top > y || edge.Bottom < y + Level)
            {
                return false;
            }
        }

        return true;
    }

    private void SumRow(ReadOnlySpan<Edge> edges, int y)
    {
        _cells.Clear();
        foreach (var index in CollectionsMarshal.AsSpan(_active))
        {
            ref readonly var edge = ref edges[index];
            var (top, bottom) = (Math.Max(edge.Top, y), Math.Min(edge.Bottom, y + Level));
            if (bottom > top)
            {
                _cells.Add(edge.XAt(top), edge.XAt(bottom), (bottom - top) * edge.Sign);
            }
        }
    }

    private void RemoveEnded(ReadOnlySpan<Edge> edges, int y)
    {
        for (var i = _active.Count - 1; i >= 0; i--)
        {
            if (edges[_active[i]].Bottom <= y + Level)
            {
                _active[i] = _active[^1];
                _active.RemoveAt(_active.Count - 1);
            }
        }
    }

    private readonly record struct Edge(double X, double Top, double Bottom, double Slope, int Sign)
    {
        public double XAt(double y) => X + ((y - Top) * Slope);
    }
}
