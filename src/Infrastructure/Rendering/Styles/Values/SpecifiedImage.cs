namespace PearlIo.Infrastructure.Rendering.Styles.Values;

/// <summary>A pair of lengths as written.</summary>
internal sealed record SpecifiedPair(SpecifiedLength X, SpecifiedLength Y)
{
    public static readonly SpecifiedPair Start = new(new FixedLength(Length.Percentage(0)), new FixedLength(Length.Percentage(0)));

    public static readonly SpecifiedPair Middle = new(new FixedLength(Length.Percentage(50)), new FixedLength(Length.Percentage(50)));

    public LengthPair Compute(UnitContext context) => new(X.Compute(context), Y.Compute(context));
}

/// <summary>An image as written.</summary>
internal abstract class SpecifiedImage
{
    public abstract CssImage Compute(UnitContext context, CssColor current);
}

/// <summary><c>url()</c>.</summary>
internal sealed class SpecifiedUrl(string url) : SpecifiedImage
{
    private readonly UrlImage _image = new(url);

    public override CssImage Compute(UnitContext context, CssColor current) => _image;
}

/// <summary>A stop of a gradient as written.</summary>
internal readonly record struct SpecifiedStop(SpecifiedColor? Color, SpecifiedLength? Offset)
{
    public GradientStop Compute(UnitContext context, CssColor current) => new(Color?.Resolve(current), Offset?.Compute(context));
}

/// <summary>A gradient as written.</summary>
internal abstract class SpecifiedGradient : SpecifiedImage
{
    public required IReadOnlyList<SpecifiedStop> Stops { get; init; }

    public bool IsRepeating { get; init; }

    protected GradientStop[] ComputeStops(UnitContext context, CssColor current)
    {
        var stops = new GradientStop[Stops.Count];
        for (var i = 0; i < stops.Length; i++)
        {
            stops[i] = Stops[i].Compute(context, current);
        }

        return stops;
    }
}

/// <summary><c>linear-gradient()</c> as written.</summary>
internal sealed class SpecifiedLinear(double angle, (int X, int Y)? corner) : SpecifiedGradient
{
    public override CssImage Compute(UnitContext context, CssColor current)
        => new LinearGradient { Stops = ComputeStops(context, current), IsRepeating = IsRepeating, AngleDegrees = angle, Corner = corner };
}

/// <summary><c>radial-gradient()</c> as written.</summary>
internal sealed class SpecifiedRadial(bool isCircle, RadialExtent extent, SpecifiedPair? radii, SpecifiedPair centre) : SpecifiedGradient
{
    public override CssImage Compute(UnitContext context, CssColor current) => new RadialGradient
    {
        Stops = ComputeStops(context, current),
        IsRepeating = IsRepeating,
        IsCircle = isCircle,
        Extent = extent,
        Radii = radii?.Compute(context),
        Centre = centre.Compute(context),
    };
}

/// <summary><c>conic-gradient()</c> as written.</summary>
internal sealed class SpecifiedConic(double from, SpecifiedPair centre) : SpecifiedGradient
{
    public override CssImage Compute(UnitContext context, CssColor current)
        => new ConicGradient { Stops = ComputeStops(context, current), IsRepeating = IsRepeating, FromDegrees = from, Centre = centre.Compute(context) };
}
