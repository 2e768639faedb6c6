namespace PearlIo.Infrastructure.Rendering.Styles;

/// <summary>What a <see cref="Length"/> says.</summary>
internal enum LengthKind
{
    /// <summary>A number of px.</summary>
    Px,

    /// <summary>A share of something that layout knows, or a <c>calc()</c> with one: <see cref="Length.Percent"/> of it and <see cref="Length.Value"/> px.</summary>
    Percentage,

    /// <summary><c>min()</c>, <c>max()</c> or <c>clamp()</c> with a percentage in it.</summary>
    Expression,

    Auto,

    /// <summary><c>none</c> of the maximal sizes.</summary>
    None,

    /// <summary><c>normal</c> of gaps.</summary>
    Normal,

    MinContent,
    MaxContent,

    FitContent,

    /// <summary><c>stretch</c> and <c>-webkit-fill-available</c>.</summary>
    Stretch,

    /// <summary><c>content</c> of <c>flex-basis</c>.</summary>
    Content,
}

/// <summary>A computed length, percentage or sizing keyword: em, rem, vw and vh are px already.</summary>
internal readonly record struct Length
{
    public static readonly Length Auto = new(LengthKind.Auto, 0, 0, null);
    public static readonly Length None = new(LengthKind.None, 0, 0, null);
    public static readonly Length Normal = new(LengthKind.Normal, 0, 0, null);
    public static readonly Length MinContent = new(LengthKind.MinContent, 0, 0, null);
    public static readonly Length MaxContent = new(LengthKind.MaxContent, 0, 0, null);
    public static readonly Length FitContent = new(LengthKind.FitContent, 0, 0, null);
    public static readonly Length Stretch = new(LengthKind.Stretch, 0, 0, null);
    public static readonly Length Content = new(LengthKind.Content, 0, 0, null);
    public static readonly Length Zero = Px(0);

    private readonly CalcExpression? _expression;

    private Length(LengthKind kind, double value, double percent, CalcExpression? expression)
        => (Kind, Value, Percent, _expression) = (kind, value, percent, expression);

    public LengthKind Kind { get; }

    /// <summary>px.</summary>
    public double Value { get; }

    /// <summary>100 for the whole.</summary>
    public double Percent { get; }

    /// <summary>Whether it is px, a percentage or a mix of them rather than a keyword.</summary>
    public bool IsNumeric => Kind is LengthKind.Px or LengthKind.Percentage or LengthKind.Expression;

    /// <summary>Whether its px depend on something that only layout knows.</summary>
    public bool HasPercent => Kind is LengthKind.Percentage or LengthKind.Expression;

    public bool IsAuto => Kind == LengthKind.Auto;

    public static Length Px(double value) => new(LengthKind.Px, value, 0, null);

    /// <param name="percent">100 for the whole.</param>
    /// <param name="px">Added to it.</param>
    public static Length Percentage(double percent, double px = 0) => new(LengthKind.Percentage, px, percent, null);

    public static Length Of(CalcExpression expression) => new(LengthKind.Expression, 0, 0, expression);

    /// <summary>px of a numeric length.</summary>
    /// <param name="basis">px that percentages are of.</param>
    public double Resolve(double basis) => Kind switch
    {
        LengthKind.Px => Value,
        LengthKind.Percentage => Value + (Percent / 100 * basis),
        LengthKind.Expression => _expression!.Resolve(basis),
        _ => throw new InvalidOperationException($"The keyword {Kind} has no px of its own."),
    };
}

/// <summary>A calculation that layout finishes (CSS Values 4, 10), such as <c>min(50%, 300px)</c>.</summary>
internal abstract record CalcExpression
{
    /// <summary>px; never NaN.</summary>
    /// <param name="basis">px that percentages are of.</param>
    public abstract double Resolve(double basis);
}
