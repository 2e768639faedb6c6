using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Values;

/// <summary>Reads numbers, lengths and angles. All leave the reader where it was where they find nothing.</summary>
internal static class Numbers
{
    public static double? Number(TokenReader reader, double min = double.NegativeInfinity)
    {
        if (reader.AtEnd)
        {
            return null;
        }

        if (reader.Current.Kind == CssTokenKind.Number)
        {
            return reader.Current.Number >= min ? reader.Take(CssTokenKind.Number)!.Value.Number : null;
        }

        return Calculated(reader, CalcType.Number) is { } value ? Math.Max(Finite(value), min) : null;
    }

    public static int? Integer(TokenReader reader, int min = int.MinValue)
    {
        if (reader.AtEnd)
        {
            return null;
        }

        if (reader.Current is { Kind: CssTokenKind.Number } token)
        {
            return token.IsInteger && token.Number >= min ? ToInteger(reader.Take(CssTokenKind.Number)!.Value.Number) : null;
        }

        return Calculated(reader, CalcType.Number) is { } value ? Math.Max(ToInteger(Math.Floor(Finite(value) + 0.5)), min) : null;
    }

    /// <summary>A number, or a percentage as a share of 1.</summary>
    public static double? NumberOrPercentage(TokenReader reader, double min = double.NegativeInfinity)
        => Percentage(reader) is { } percent ? percent / 100 >= min ? percent / 100 : null : Number(reader, min);

    /// <summary>A percentage, 100 for the whole.</summary>
    public static double? Percentage(TokenReader reader)
    {
        if (reader.AtEnd)
        {
            return null;
        }

        return reader.Current.Kind == CssTokenKind.Percentage
            ? reader.Take(CssTokenKind.Percentage)!.Value.Number
            : Calculated(reader, CalcType.Percent) is { } value ? Finite(value) : null;
    }

    /// <summary>Degrees.</summary>
    public static double? Angle(TokenReader reader)
    {
        if (reader.AtEnd)
        {
            return null;
        }

        var token = reader.Current;
        if (token is { Kind: CssTokenKind.Number, Number: 0 })
        {
            reader.Skip();
            return 0;
        }

        if (token.Kind == CssTokenKind.Dimension && Units.Convert(token.Number, token.Text) is { Unit: CalcUnit.Degrees } size)
        {
            reader.Skip();
            return size.Value;
        }

        return Calculated(reader, CalcType.Angle) is { } value ? Finite(value) : null;
    }

    /// <summary>A length without percentages.</summary>
    public static SpecifiedLength? Length(TokenReader reader) => Read(reader, withPercent: false, isNonNegative: false);

    public static SpecifiedLength? NonNegativeLength(TokenReader reader) => Read(reader, withPercent: false, isNonNegative: true);

    public static SpecifiedLength? LengthPercentage(TokenReader reader) => Read(reader, withPercent: true, isNonNegative: false);

    public static SpecifiedLength? NonNegativeLengthPercentage(TokenReader reader) => Read(reader, withPercent: true, isNonNegative: true);

    private static SpecifiedLength? Read(TokenReader reader, bool withPercent, bool isNonNegative)
    {
        if (reader.AtEnd)
        {
            return null;
        }

        var token = reader.Current;
        if (token.Kind == CssTokenKind.Function)
        {
            return Calculation(reader, withPercent, isNonNegative);
        }

        if (token.Kind is not (CssTokenKind.Number or CssTokenKind.Percentage or CssTokenKind.Dimension) || (isNonNegative && token.Number < 0))
        {
            return null;
        }

        var read = token.Kind switch
        {
            CssTokenKind.Number => token.Number == 0 ? FixedLength.Zero : null,
            CssTokenKind.Percentage => withPercent ? new FixedLength(Styles.Length.Percentage(UnitContext.Bounded(token.Number))) : null,
            _ => OfUnit(token),
        };
        if (read is not null)
        {
            reader.Skip();
        }

        return read;
    }

    private static SpecifiedLength? OfUnit(CssToken token) => Units.Convert(token.Number, token.Text) switch
    {
        (var px, CalcUnit.Px) => new FixedLength(Styles.Length.Px(UnitContext.Bounded(px))),
        (var value, not (CalcUnit.Degrees or CalcUnit.Seconds) and var unit) => new UnitLength(value, unit),
        _ => null,
    };

    private static CalcLength? Calculation(TokenReader reader, bool withPercent, bool isNonNegative)
    {
        var start = reader.Position;
        if (CalcParser.Parse(reader) is { } node && (node.Type == CalcType.Length || (node.Type == CalcType.Percent && withPercent))
            && (withPercent || !node.HasPercent))
        {
            return new CalcLength(node, isNonNegative);
        }

        reader.Position = start;
        return null;
    }

    private static double? Calculated(TokenReader reader, CalcType type)
    {
        var start = reader.Position;
        if (CalcParser.Parse(reader) is { } node && node.Type == type)
        {
            return node.Evaluate(UnitContext.None, 100);
        }

        reader.Position = start;
        return null;
    }

    private static double Finite(double value) => double.IsNaN(value) ? 0 : Math.Clamp(value, -CssTokenizer.Largest, CssTokenizer.Largest);

    private static int ToInteger(double value) => (int)Math.Clamp(value, int.MinValue, int.MaxValue);
}
