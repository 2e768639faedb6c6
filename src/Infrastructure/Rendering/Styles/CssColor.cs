namespace PearlIo.Infrastructure.Rendering.Styles;

/// <summary>A colour in sRGB, each part from 0 to 1, not multiplied by its alpha.</summary>
internal readonly record struct CssColor(float Red, float Green, float Blue, float Alpha = 1)
{
    public static readonly CssColor Transparent = new(0, 0, 0, 0);
    public static readonly CssColor Black = new(0, 0, 0);
    public static readonly CssColor White = new(1, 1, 1);
}
