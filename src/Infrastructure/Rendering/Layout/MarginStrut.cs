namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>Margins that collapse into one (CSS 2, 8.3.1).</summary>
/// <param name="Positive">The largest one, px.</param>
/// <param name="Negative">The smallest one, px.</param>
/// <param name="Quirky">The largest one of those that do not count at the start of the body in quirks mode, px.</param>
internal readonly record struct MarginStrut(double Positive, double Negative, double Quirky)
{
    public double Sum => Math.Max(Positive, Quirky) + Negative;

    /// <summary>The same without margins that do not count at the start of the body in quirks mode.</summary>
    public MarginStrut WithoutQuirky => this with { Quirky = 0 };

    /// <summary>A box's own margin above.</summary>
    public static MarginStrut Above(LayoutBox box) => Of(box.Margin.Top, box.HasQuirkyMarginAbove);

    /// <summary>A box's own margin below.</summary>
    public static MarginStrut Below(LayoutBox box) => Of(box.Margin.Bottom, box.HasQuirkyMarginBelow);

    public MarginStrut With(MarginStrut other)
        => new(Math.Max(Positive, other.Positive), Math.Min(Negative, other.Negative), Math.Max(Quirky, other.Quirky));

    private static MarginStrut Of(double margin, bool isQuirky)
        => new(isQuirky ? 0 : Math.Max(0, margin), Math.Min(0, margin), isQuirky ? Math.Max(0, margin) : 0);
}
