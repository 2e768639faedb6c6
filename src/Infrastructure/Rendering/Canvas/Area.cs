using System.Numerics;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>A rectangle in px.</summary>
internal readonly record struct Area(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public bool IsEmpty => Right <= Left || Bottom <= Top;

    public static Area Of(double x, double y, double width, double height) => new(x, y, x + width, y + height);

    public static Area Of(PixelRect rect) => new(rect.Left, rect.Top, rect.Right, rect.Bottom);

    /// <summary>Edges on whole px, each to the nearest, as Chromium places boxes.</summary>
    public Area Snap() => new(Round(Left), Round(Top), Round(Right), Round(Bottom));

    public Area Inset(Sides<double> by) => new(
        Left + by.Left, Top + by.Top, Math.Max(Left + by.Left, Right - by.Right), Math.Max(Top + by.Top, Bottom - by.Bottom));

    public Area Outset(double by) => new(Left - by, Top - by, Right + by, Bottom + by);

    public Area Offset(double x, double y) => new(Left + x, Top + y, Right + x, Bottom + y);

    public Area Intersect(Area other)
        => new(Math.Max(Left, other.Left), Math.Max(Top, other.Top), Math.Min(Right, other.Right), Math.Min(Bottom, other.Bottom));

    public bool Contains(Area other) => Left <= other.Left && Top <= other.Top && Right >= other.Right && Bottom >= other.Bottom;

    /// <summary>The upright rectangle around its image.</summary>
    public Area Map(Matrix3x2 matrix)
    {
        if (matrix.IsIdentity)
        {
            return this;
        }

        double left = Math.Min(Left * matrix.M11, Right * matrix.M11), right = Math.Max(Left * matrix.M11, Right * matrix.M11);
        left += Math.Min(Top * matrix.M21, Bottom * matrix.M21);
        right += Math.Max(Top * matrix.M21, Bottom * matrix.M21);
        double top = Math.Min(Left * matrix.M12, Right * matrix.M12), bottom = Math.Max(Left * matrix.M12, Right * matrix.M12);
        top += Math.Min(Top * matrix.M22, Bottom * matrix.M22);
        bottom += Math.Max(Top * matrix.M22, Bottom * matrix.M22);
        return new(left + matrix.M31, top + matrix.M32, right + matrix.M31, bottom + matrix.M32);
    }

    public PixelRect Around() => PixelRect.Around(Left, Top, Right, Bottom);

    private static double Round(double px) => Math.Floor(px + 0.5);
}

/// <summary>The radii of a corner in px.</summary>
internal readonly record struct CornerRadius(double X, double Y)
{
    public bool IsSharp => X <= 0 || Y <= 0;

    public CornerRadius Shrink(double x, double y) => new(Math.Max(0, X - x), Math.Max(0, Y - y));
}

/// <summary>A rectangle with round corners.</summary>
internal readonly record struct RoundedArea(Area Area, Corners<CornerRadius> Radii)
{
    public RoundedArea(Area area)
        : this(area, default)
    {
    }

    public bool IsRounded => !(Radii.TopLeft.IsSharp && Radii.TopRight.IsSharp && Radii.BottomRight.IsSharp && Radii.BottomLeft.IsSharp);

    /// <summary>Resolves <c>border-radius</c> and shrinks radii that overlap, all by one factor (CSS Backgrounds 3, 4.5).</summary>
    /// <param name="area">The box, as it is painted.</param>
    /// <param name="radii">As computed.</param>
    /// <param name="width">px that percentages across are of.</param>
    /// <param name="height">px that percentages down are of.</param>
    public static RoundedArea Of(Area area, Corners<LengthPair> radii, double width, double height)
    {
        var corners = new Corners<CornerRadius>(
            Resolve(radii.TopLeft, width, height),
            Resolve(radii.TopRight, width, height),
            Resolve(radii.BottomRight, width, height),
            Resolve(radii.BottomLeft, width, height));
        return new RoundedArea(area, Fit(corners, area.Width, area.Height));
    }

    /// <summary>The area within, whose corners are as much rounder or sharper.</summary>
    public RoundedArea Inset(Sides<double> by) => new(
        Area.Inset(by),
        new Corners<CornerRadius>(
            Radii.TopLeft.Shrink(by.Left, by.Top),
            Radii.TopRight.Shrink(by.Right, by.Top),
            Radii.BottomRight.Shrink(by.Right, by.Bottom),
            Radii.BottomLeft.Shrink(by.Left, by.Bottom)));

    /// <summary>The area around; sharp corners stay sharp, and slightly round ones grow less (CSS Backgrounds 3, 7.1.1).</summary>
    public RoundedArea Outset(double by)
    {
        if (by < 0)
        {
            return Inset(new Sides<double>(Math.Min(-by, Math.Max(0, Math.Min(Area.Width, Area.Height) / 2))));
        }

        var corners = new Corners<CornerRadius>(
            Grow(Radii.TopLeft, by), Grow(Radii.TopRight, by), Grow(Radii.BottomRight, by), Grow(Radii.BottomLeft, by));
        var area = Area.Outset(by);
        return new RoundedArea(area, Fit(corners, area.Width, area.Height));
    }

    public RoundedArea Offset(double x, double y) => this with { Area = Area.Offset(x, y) };

    private static CornerRadius Resolve(LengthPair radius, double width, double height)
        => new(Math.Max(0, radius.X.Resolve(width)), Math.Max(0, radius.Y.Resolve(height)));

    private static CornerRadius Grow(CornerRadius radius, double by)
        => radius.IsSharp ? default : new CornerRadius(radius.X + (by * GrowthOf(radius.X, by)), radius.Y + (by * GrowthOf(radius.Y, by)));

    private static double GrowthOf(double radius, double by) => radius >= by ? 1 : 1 + Math.Pow((radius / by) - 1, 3);

    private static Corners<CornerRadius> Fit(Corners<CornerRadius> corners, double width, double height)
    {
        var share = Math.Min(
            Math.Min(ShareOf(width, corners.TopLeft.X + corners.TopRight.X), ShareOf(width, corners.BottomLeft.X + corners.BottomRight.X)),
            Math.Min(ShareOf(height, corners.TopLeft.Y + corners.BottomLeft.Y), ShareOf(height, corners.TopRight.Y + corners.BottomRight.Y)));
        return share >= 1 ? corners : new Corners<CornerRadius>(
            Scale(corners.TopLeft, share), Scale(corners.TopRight, share), Scale(corners.BottomRight, share), Scale(corners.BottomLeft, share));
    }

    private static double ShareOf(double side, double radii) => radii > side ? Math.Max(0, side) / radii : 1;

    private static CornerRadius Scale(CornerRadius radius, double by) => new(radius.X * by, radius.Y * by);
}
