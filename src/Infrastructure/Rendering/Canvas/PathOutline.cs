using System.Numerics;

namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>Closed contours of straight pieces in px of the page; curves are cut finely enough not to be seen. Used again and again.</summary>
internal sealed class PathOutline
{
    private const double PiecesPerRoot = 4.5;
    private const int MostPieces = 96;

    private readonly List<int> _ends = [];
    private (double X, double Y)[] _points = new (double X, double Y)[128];
    private int _count;
    private Matrix3x2 _matrix;
    private double _scale;

    /// <summary>The rectangle around the points.</summary>
    public Area Bounds { get; private set; }

    /// <summary>Forgets all contours; points that follow are mapped.</summary>
    public void Begin(Matrix3x2 matrix)
    {
        _ends.Clear();
        _count = 0;
        _matrix = matrix;
        _scale = Math.Sqrt(Math.Abs(matrix.GetDeterminant()));
        Bounds = new Area(double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
    }

    /// <summary>Adds a point of the contour that is begun.</summary>
    public void Add(double x, double y)
    {
        if (_count == _points.Length)
        {
            Array.Resize(ref _points, _count * 2);
        }

        var (mappedX, mappedY) = _matrix.IsIdentity
            ? (x, y)
            : ((x * _matrix.M11) + (y * _matrix.M21) + _matrix.M31, (x * _matrix.M12) + (y * _matrix.M22) + _matrix.M32);
        _points[_count++] = (mappedX, mappedY);
        Bounds = new Area(
            Math.Min(Bounds.Left, mappedX), Math.Min(Bounds.Top, mappedY), Math.Max(Bounds.Right, mappedX), Math.Max(Bounds.Bottom, mappedY));
    }

    /// <summary>Ends a contour.</summary>
    public void Close() => _ends.Add(_count);

    public void AddRectangle(Area area)
    {
        Add(area.Left, area.Top);
        Add(area.Right, area.Top);
        Add(area.Right, area.Bottom);
        Add(area.Left, area.Bottom);
        Close();
    }

    /// <summary>Adds a rectangle with round corners, from its upper left corner clockwise.</summary>
    public void AddRounded(RoundedArea rounded)
    {
        var (area, radii) = (rounded.Area, rounded.Radii);
        AddCorner(area.Right, area.Top, -1, 1, radii.TopRight, startsAcross: true);
        AddCorner(area.Right, area.Bottom, -1, -1, radii.BottomRight, startsAcross: false);
        AddCorner(area.Left, area.Bottom, 1, -1, radii.BottomLeft, startsAcross: true);
        AddCorner(area.Left, area.Top, 1, 1, radii.TopLeft, startsAcross: false);
        Close();
    }

    public void AddEllipse(double x, double y, double radiusX, double radiusY)
    {
        var pieces = 4 * PiecesOf(Math.Max(radiusX, radiusY));
        for (var i = 0; i < pieces; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * i / pieces);
            Add(x + (radiusX * cos), y + (radiusY * sin));
        }

        Close();
    }

    /// <summary>The contours as edges of a scan.</summary>
    public void AddTo(CoverageScanner scanner)
    {
        var start = 0;
        foreach (var end in _ends)
        {
            for (var i = start; i < end; i++)
            {
                var (from, to) = (_points[i], _points[i + 1 < end ? i + 1 : start]);
                scanner.AddLine(from.X, from.Y, to.X, to.Y);
            }

            start = end;
        }
    }

    /// <summary>The points of the only contour.</summary>
    public ReadOnlySpan<(double X, double Y)> Points => _points.AsSpan(0, _count);

    private int PiecesOf(double radius) => Math.Clamp((int)Math.Ceiling(PiecesPerRoot * Math.Sqrt(radius * _scale)), 3, MostPieces);

    /// <param name="x">The corner that a sharp box would have.</param>
    /// <param name="y">The corner that a sharp box would have.</param>
    /// <param name="inX">1 where the box is on the right of the corner, -1 on the left.</param>
    /// <param name="inY">1 where the box is below the corner, -1 above.</param>
    /// <param name="radius">Of this corner.</param>
    /// <param name="startsAcross">Whether the contour comes along the horizontal side.</param>
    private void AddCorner(double x, double y, int inX, int inY, CornerRadius radius, bool startsAcross)
    {
        if (radius.IsSharp)
        {
            Add(x, y);
            return;
        }

        var (centreX, centreY) = (x + (inX * radius.X), y + (inY * radius.Y));
        var pieces = PiecesOf(Math.Max(radius.X, radius.Y));
        for (var i = 0; i <= pieces; i++)
        {
            var (sin, cos) = Math.SinCos(Math.PI / 2 * i / pieces);
            var (across, down) = startsAcross ? (sin, cos) : (cos, sin);
            Add(centreX - (inX * radius.X * across), centreY - (inY * radius.Y * down));
        }
    }
}
