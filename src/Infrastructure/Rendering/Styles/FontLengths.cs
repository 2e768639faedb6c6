namespace PearlIo.Infrastructure.Rendering.Styles;

/// <summary>What units of fonts are of (CSS Values 4, 6.1), px.</summary>
/// <param name="Ex">Height of a small x.</param>
/// <param name="Ch">Advance of a 0.</param>
/// <param name="Cap">Height of capitals.</param>
/// <param name="Line">Height of a line.</param>
internal readonly record struct FontLengths(double Ex, double Ch, double Cap, double Line)
{
    private const double UsualCap = 0.7;
    private const double UsualLine = 1.2;

    /// <summary>Those of a font of which nothing is known.</summary>
    public static FontLengths Usual(double size) => new(size / 2, size / 2, size * UsualCap, size * UsualLine);
}

/// <summary>Measures fonts; equal where the fonts are the same.</summary>
internal interface IFontMeasures
{
    FontLengths Of(TextProperties style);
}
