namespace PearlIo.Infrastructure.Rendering.Styles.Values;

/// <summary>The units of CSS (CSS Values 4, 6 and 7).</summary>
internal static class Units
{
    /// <summary>A number with a unit as one of <see cref="CalcUnit"/>; null for a unit that there is not.</summary>
    public static (double Value, CalcUnit Unit)? Convert(double value, string unit) => unit.ToLowerInvariant() switch
    {
        "px" => (value, CalcUnit.Px),
        "em" => (value, CalcUnit.Em),
        "rem" => (value, CalcUnit.Rem),
        "ex" => (value, CalcUnit.Ex),
        "ch" => (value, CalcUnit.Ch),
        "cap" => (value, CalcUnit.Cap),
        "lh" => (value, CalcUnit.LineHeight),
        "ic" => (value, CalcUnit.Em),
        "rex" => (value, CalcUnit.RootEx),
        "rch" => (value, CalcUnit.RootCh),
        "rcap" => (value, CalcUnit.RootCap),
        "rlh" => (value, CalcUnit.RootLineHeight),
        "ric" => (value, CalcUnit.Rem),
        "vw" or "svw" or "lvw" or "dvw" or "vi" or "cqw" or "cqi" => (value, CalcUnit.ViewportWidth),
        "vh" or "svh" or "lvh" or "dvh" or "vb" or "cqh" or "cqb" => (value, CalcUnit.ViewportHeight),
        "vmin" or "svmin" or "lvmin" or "dvmin" or "cqmin" => (value, CalcUnit.ViewportMin),
        "vmax" or "svmax" or "lvmax" or "dvmax" or "cqmax" => (value, CalcUnit.ViewportMax),
        "in" => (value * 96, CalcUnit.Px),
        "cm" => (value * 96 / 2.54, CalcUnit.Px),
        "mm" => (value * 96 / 25.4, CalcUnit.Px),
        "q" => (value * 96 / 101.6, CalcUnit.Px),
        "pt" => (value * 96 / 72, CalcUnit.Px),
        "pc" => (value * 16, CalcUnit.Px),
        "deg" => (value, CalcUnit.Degrees),
        "grad" => (value * 0.9, CalcUnit.Degrees),
        "rad" => (value * 180 / Math.PI, CalcUnit.Degrees),
        "turn" => (value * 360, CalcUnit.Degrees),
        "s" => (value, CalcUnit.Seconds),
        "ms" => (value / 1000, CalcUnit.Seconds),
        _ => null,
    };

    /// <summary>px of one of a relative unit.</summary>
    public static double PxOf(CalcUnit unit, UnitContext context) => unit switch
    {
        CalcUnit.Em => context.Em,
        CalcUnit.Rem => context.RootEm,
        CalcUnit.Ex => context.Font.Ex,
        CalcUnit.Ch => context.Font.Ch,
        CalcUnit.Cap => context.Font.Cap,
        CalcUnit.LineHeight => context.Font.Line,
        CalcUnit.RootEx => context.RootFont.Ex,
        CalcUnit.RootCh => context.RootFont.Ch,
        CalcUnit.RootCap => context.RootFont.Cap,
        CalcUnit.RootLineHeight => context.RootFont.Line,
        CalcUnit.ViewportWidth => context.ViewportWidth / 100,
        CalcUnit.ViewportHeight => context.ViewportHeight / 100,
        CalcUnit.ViewportMin => Math.Min(context.ViewportWidth, context.ViewportHeight) / 100,
        CalcUnit.ViewportMax => Math.Max(context.ViewportWidth, context.ViewportHeight) / 100,
        _ => 1,
    };
}
