namespace PearlIo.Infrastructure.Rendering.Styles.Values;

/// <summary>A length as written, with its units.</summary>
internal abstract class SpecifiedLength
{
    /// <summary>The computed length.</summary>
    public abstract Length Compute(UnitContext context);

    /// <summary>px, where percentages are of something that is known.</summary>
    public double ComputePx(UnitContext context, double basis = 0) => UnitContext.Bounded(Compute(context).Resolve(basis));
}

/// <summary>A keyword, px or a percentage.</summary>
internal sealed class FixedLength(Length length) : SpecifiedLength
{
    public static readonly FixedLength Zero = new(Length.Zero);

    public override Length Compute(UnitContext context) => length;
}

/// <summary>A number of a relative unit.</summary>
internal sealed class UnitLength(double value, CalcUnit unit) : SpecifiedLength
{
    public override Length Compute(UnitContext context) => Length.Px(UnitContext.Bounded(value * Units.PxOf(unit, context)));
}

/// <summary>A calculation.</summary>
internal sealed class CalcLength(CalcNode node, bool isNonNegative) : SpecifiedLength
{
    public override Length Compute(UnitContext context)
    {
        if (!node.HasPercent)
        {
            var px = UnitContext.Bounded(node.Evaluate(context, 0));
            return Length.Px(isNonNegative ? Math.Max(px, 0) : px);
        }

        if (!node.IsLinear)
        {
            return Length.Of(new KnownCalculation(node, context.Copy(), isNonNegative));
        }

        var offset = UnitContext.Bounded(node.Evaluate(context, 0));
        return Length.Percentage(UnitContext.Bounded(node.Evaluate(context, 100) - node.Evaluate(context, 0)), offset);
    }
}

/// <summary>A distance from the right or lower edge.</summary>
internal sealed class EndLength(SpecifiedLength distance) : SpecifiedLength
{
    public override Length Compute(UnitContext context)
    {
        var computed = distance.Compute(context);
        return computed.Kind == LengthKind.Expression
            ? Length.Of(new EndExpression(computed))
            : Length.Percentage(100 - computed.Percent, -computed.Value);
    }
}

/// <summary>A calculation of which all but the basis is known.</summary>
internal sealed record KnownCalculation(CalcNode Node, UnitContext Context, bool IsNonNegative) : CalcExpression
{
    public override double Resolve(double basis)
    {
        var px = UnitContext.Bounded(Node.Evaluate(Context, basis));
        return IsNonNegative ? Math.Max(px, 0) : px;
    }
}

/// <summary>A distance from the far edge as an expression.</summary>
internal sealed record EndExpression(Length Distance) : CalcExpression
{
    public override double Resolve(double basis) => basis - Distance.Resolve(basis);
}
