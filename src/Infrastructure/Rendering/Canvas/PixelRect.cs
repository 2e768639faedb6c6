namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>Whole px; the right column and the bottom row are not in it.</summary>
internal readonly record struct PixelRect(int Left, int Top, int Right, int Bottom)
{
    private const double Farthest = 1 << 20;

    public int Width => Math.Max(0, Right - Left);

    public int Height => Math.Max(0, Bottom - Top);

    public bool IsEmpty => Right <= Left || Bottom <= Top;

    /// <summary>The smallest that holds all of an area; far away areas are brought near enough for whole numbers.</summary>
    public static PixelRect Around(double left, double top, double right, double bottom) => new(
        (int)Math.Floor(Math.Clamp(left, -Farthest, Farthest)),
        (int)Math.Floor(Math.Clamp(top, -Farthest, Farthest)),
        (int)Math.Ceiling(Math.Clamp(right, -Farthest, Farthest)),
        (int)Math.Ceiling(Math.Clamp(bottom, -Farthest, Farthest)));

    public PixelRect Intersect(PixelRect other)
        => new(Math.Max(Left, other.Left), Math.Max(Top, other.Top), Math.Min(Right, other.Right), Math.Min(Bottom, other.Bottom));

    public PixelRect Union(PixelRect other)
    {
        if (IsEmpty || other.IsEmpty)
        {
            return IsEmpty ? other : this;
        }

        return new(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));
    }

    public PixelRect Inflate(int px) => new(Left - px, Top - px, Right + px, Bottom + px);

    public PixelRect Offset(int x, int y) => new(Left + x, Top + y, Right + x, Bottom + y);

    public bool Contains(PixelRect other) => Left <= other.Left && Top <= other.Top && Right >= other.Right && Bottom >= other.Bottom;

    public bool Overlaps(PixelRect other) => !Intersect(other).IsEmpty;
}
