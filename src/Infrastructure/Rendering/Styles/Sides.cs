namespace PearlIo.Infrastructure.Rendering.Styles;

/// <summary>A value for each side of a box.</summary>
internal readonly record struct Sides<T>(T Top, T Right, T Bottom, T Left)
{
    public Sides(T all)
        : this(all, all, all, all)
    {
    }
}

/// <summary>A value for each corner of a box.</summary>
internal readonly record struct Corners<T>(T TopLeft, T TopRight, T BottomRight, T BottomLeft)
{
    public Corners(T all)
        : this(all, all, all, all)
    {
    }
}

/// <summary>A pair of lengths across and down: a corner's radii, a position, a size.</summary>
internal readonly record struct LengthPair(Length X, Length Y);
