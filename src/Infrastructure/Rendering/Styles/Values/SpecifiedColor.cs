namespace PearlIo.Infrastructure.Rendering.Styles.Values;

/// <summary>A colour as written.</summary>
internal abstract class SpecifiedColor
{
    /// <param name="current">What <c>currentcolor</c> is.</param>
    public abstract CssColor Resolve(CssColor current);
}

/// <summary>A colour that depends on nothing.</summary>
internal sealed class KnownColor(CssColor color) : SpecifiedColor
{
    public static readonly KnownColor Transparent = new(CssColor.Transparent);

    public override CssColor Resolve(CssColor current) => color;
}

/// <summary><c>currentcolor</c>.</summary>
internal sealed class CurrentColor : SpecifiedColor
{
    public static readonly CurrentColor Instance = new();

    public override CssColor Resolve(CssColor current) => current;
}

/// <summary><c>color-mix()</c> (CSS Color 5, 3).</summary>
/// <param name="space">Where the colours meet.</param>
/// <param name="hue">Which way round hues go.</param>
/// <param name="first">One colour.</param>
/// <param name="second">The other.</param>
/// <param name="share">Share of the second, 0 to 1.</param>
/// <param name="alpha">Multiplies the alpha, for percentages that come to less than 100.</param>
internal sealed class MixedColor(ColorSpace space, HuePath hue, SpecifiedColor first, SpecifiedColor second, double share, double alpha) : SpecifiedColor
{
    public override CssColor Resolve(CssColor current)
    {
        var mixed = ColorMixer.Mix(space, hue, first.Resolve(current), second.Resolve(current), share);
        return mixed with { Alpha = (float)(mixed.Alpha * alpha) };
    }
}
