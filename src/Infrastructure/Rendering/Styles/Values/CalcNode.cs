namespace PearlIo.Infrastructure.Rendering.Styles.Values;

/// <summary>What relative units are measured by, for one element.</summary>
internal sealed class UnitContext
{
    /// <summary>Chromium's largest length, px.</summary>
    public const double MaxLength = 33_554_400;

    /// <summary>For what depends on nothing.</summary>
    public static readonly UnitContext None = new();

    /// <summary>The font size, px; of the parent while the font size itself is computed.</summary>
    public double Em { get; set; } = 16;

    public double RootEm { get; set; } = 16;

    public double ViewportWidth { get; set; }

    public double ViewportHeight { get; set; }

    /// <summary>Finds what the element's font measures, once a unit asks for it.</summary>
    public Func<FontLengths>? FindFont { get; set; }

    /// <summary>Finds what the font of the root measures.</summary>
    public Func<FontLengths>? FindRootFont { get; set; }

    public FontLengths Font => FindFont?.Invoke() ?? FontLengths.Usual(Em);

    public FontLengths RootFont => FindRootFont?.Invoke() ?? FontLengths.Usual(RootEm);

    /// <summary>The same for later, when other elements are computed and perhaps by another thread.</summary>
    public UnitContext Copy()
    {
        var (font, rootFont) = (Font, RootFont);
        var copy = (UnitContext)MemberwiseClone();
        (copy.FindFont, copy.FindRootFont) = (() => font, () => rootFont);
        return copy;
    }

    /// <summary>NaN is 0 and infinity the largest length (CSS Values 4, 10.9.1).</summary>
    public static double Bounded(double px) => double.IsNaN(px) ? 0 : Math.Clamp(px, -MaxLength, MaxLength);
}

/// <summary>Units that are left once absolute ones are px and degrees.</summary>
internal enum CalcUnit : byte
{
    Number,
    Px,
    Em,
    Rem,
    Ex,
    Ch,
    Cap,
    LineHeight,
    RootEx,
    RootCh,
    RootCap,
    RootLineHeight,
    ViewportWidth,
    ViewportHeight,
    ViewportMin,
    ViewportMax,
    Percent,
    Degrees,
    Seconds,
}

/// <summary>What a calculation comes to (CSS Values 4, 10.2).</summary>
internal enum CalcType : byte
{
    Number,

    /// <summary>With or without percentages in it.</summary>
    Length,
    Percent,
    Angle,
    Time,
}

/// <summary>A node of a calculation.</summary>
internal abstract class CalcNode
{
    public abstract CalcType Type { get; }

    public abstract bool HasPercent { get; }

    /// <summary>Whether it is a share of the basis and a constant.</summary>
    public abstract bool IsLinear { get; }

    /// <summary>The number, px or degrees; may be NaN or infinite.</summary>
    /// <param name="context">What units are measured by.</param>
    /// <param name="basis">What percentages are of.</param>
    public abstract double Evaluate(UnitContext context, double basis);
}

/// <summary>A number with its unit.</summary>
internal sealed class CalcLeaf(double value, CalcUnit unit) : CalcNode
{
    public override CalcType Type => unit switch
    {
        CalcUnit.Number => CalcType.Number,
        CalcUnit.Percent => CalcType.Percent,
        CalcUnit.Degrees => CalcType.Angle,
        CalcUnit.Seconds => CalcType.Time,
        _ => CalcType.Length,
    };

    public override bool HasPercent => unit == CalcUnit.Percent;

    public override bool IsLinear => true;

    public override double Evaluate(UnitContext context, double basis) => unit switch
    {
        CalcUnit.Number or CalcUnit.Px or CalcUnit.Degrees or CalcUnit.Seconds => value,
        CalcUnit.Percent => value / 100 * basis,
        _ => value * Units.PxOf(unit, context),
    };
}

/// <summary>What an operation does.</summary>
internal enum CalcOperator : byte
{
    Sum,
    Negate,
    Product,
    Invert,
    Min,
    Max,
    Clamp,
    Abs,
    Sign,
    RoundNearest,
    RoundUp,
    RoundDown,
    RoundToZero,
    Mod,
    Rem,
    Sqrt,
    Pow,
    Hypot,
    Exp,
    Log,
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Atan2,
}

/// <summary>An operation of a calculation.</summary>
internal sealed class CalcOperation(CalcOperator kind, CalcType type, CalcNode[] arguments) : CalcNode
{
    public override CalcType Type => type;

    public override bool HasPercent => Array.Exists(arguments, argument => argument.HasPercent);

    public override bool IsLinear => kind is CalcOperator.Sum or CalcOperator.Negate or CalcOperator.Product or CalcOperator.Invert
        ? Array.TrueForAll(arguments, argument => argument.IsLinear)
        : !HasPercent;

    private double AngleFactor => arguments[0].Type == CalcType.Angle ? Math.PI / 180 : 1;

    public override double Evaluate(UnitContext context, double basis)
    {
        var first = arguments[0].Evaluate(context, basis);
        return arguments.Length switch
        {
            1 => Unary(first),
            2 => Binary(first, arguments[1].Evaluate(context, basis)),
            _ => Fold(first, context, basis),
        };
    }

    private double Unary(double a) => kind switch
    {
        CalcOperator.Negate => -a,
        CalcOperator.Invert => 1 / a,
        CalcOperator.Abs or CalcOperator.Hypot => Math.Abs(a),
        CalcOperator.Sign => double.IsNaN(a) ? a : Math.Sign(a),
        CalcOperator.RoundNearest or CalcOperator.RoundUp or CalcOperator.RoundDown or CalcOperator.RoundToZero => Round(a, 1),
        CalcOperator.Sqrt => Math.Sqrt(a),
        CalcOperator.Exp => Math.Exp(a),
        CalcOperator.Log => Math.Log(a),
        CalcOperator.Sin => Math.Sin(a * AngleFactor),
        CalcOperator.Cos => Math.Cos(a * AngleFactor),
        CalcOperator.Tan => Math.Tan(a * AngleFactor),
        CalcOperator.Asin => Math.Asin(a) * 180 / Math.PI,
        CalcOperator.Acos => Math.Acos(a) * 180 / Math.PI,
        CalcOperator.Atan => Math.Atan(a) * 180 / Math.PI,
        _ => a,
    };

    private double Binary(double a, double b) => kind switch
    {
        CalcOperator.Sum => a + b,
        CalcOperator.Product => a * b,
        CalcOperator.Min => Math.Min(a, b),
        CalcOperator.Max => Math.Max(a, b),
        CalcOperator.Hypot => Math.Sqrt((a * a) + (b * b)),
        CalcOperator.Mod => a - (b * Math.Floor(a / b)),
        CalcOperator.Rem => a % b,
        CalcOperator.Pow => Math.Pow(a, b),
        CalcOperator.Log => Math.Log(a) / Math.Log(b),
        CalcOperator.Atan2 => Math.Atan2(a, b) * 180 / Math.PI,
        _ => Round(a, b),
    };

    private double Fold(double sum, UnitContext context, double basis)
    {
        if (kind == CalcOperator.Clamp)
        {
            var middle = arguments[1].Evaluate(context, basis);
            return Math.Max(sum, Math.Min(middle, arguments[2].Evaluate(context, basis)));
        }

        for (var i = 1; i < arguments.Length; i++)
        {
            sum = Binary(sum, arguments[i].Evaluate(context, basis));
        }

        return sum;
    }

    private double Round(double value, double step)
    {
        if (step == 0)
        {
            return double.NaN;
        }

        var size = Math.Abs(step);
        return size * (kind switch
        {
            CalcOperator.RoundUp => Math.Ceiling(value / size),
            CalcOperator.RoundDown => Math.Floor(value / size),
            CalcOperator.RoundToZero => Math.Truncate(value / size),
            _ => Math.Floor((value / size) + 0.5),
        });
    }
}
