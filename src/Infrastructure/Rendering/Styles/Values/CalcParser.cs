using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Values;

/// <summary>Reads <c>calc()</c> and the other mathematical functions (CSS Values 4, 10).</summary>
internal static class CalcParser
{
    /// <summary>The calculation of the function that starts here; null where none does or its types do not fit.</summary>
    public static CalcNode? Parse(TokenReader reader)
    {
        if (reader.AtEnd || reader.Current.Kind != CssTokenKind.Function || !IsMath(reader.Current.Text))
        {
            return null;
        }

        var name = reader.Current.Text.ToLowerInvariant();
        return reader.Enter() is { } arguments ? Function(name, arguments) : null;
    }

    private static bool IsMath(string name) => name.ToLowerInvariant() is "calc" or "-webkit-calc" || KindOf(name.ToLowerInvariant()) is not null;

    private static CalcOperator? KindOf(string name) => name switch
    {
        "min" => CalcOperator.Min,
        "max" => CalcOperator.Max,
        "clamp" => CalcOperator.Clamp,
        "abs" => CalcOperator.Abs,
        "sign" => CalcOperator.Sign,
        "round" => CalcOperator.RoundNearest,
        "mod" => CalcOperator.Mod,
        "rem" => CalcOperator.Rem,
        "sqrt" => CalcOperator.Sqrt,
        "pow" => CalcOperator.Pow,
        "hypot" => CalcOperator.Hypot,
        "exp" => CalcOperator.Exp,
        "log" => CalcOperator.Log,
        "sin" => CalcOperator.Sin,
        "cos" => CalcOperator.Cos,
        "tan" => CalcOperator.Tan,
        "asin" => CalcOperator.Asin,
        "acos" => CalcOperator.Acos,
        "atan" => CalcOperator.Atan,
        "atan2" => CalcOperator.Atan2,
        _ => null,
    };

    private static CalcNode? Function(string name, TokenReader reader)
    {
        if (KindOf(name) is not { } kind)
        {
            return Sum(reader) is { } only && reader.AtEnd ? only : null;
        }

        if (kind == CalcOperator.RoundNearest)
        {
            kind = Rounding(reader);
        }

        var arguments = new List<CalcNode>();
        do
        {
            if (kind == CalcOperator.Clamp && reader.Ident("none"))
            {
                arguments.Add(new CalcLeaf(arguments.Count == 0 ? double.NegativeInfinity : double.PositiveInfinity, CalcUnit.Px));
            }
            else if (Sum(reader) is { } argument)
            {
                arguments.Add(argument);
            }
            else
            {
                return null;
            }
        }
        while (reader.Comma());

        return reader.AtEnd && HasRightCount(kind, arguments.Count) ? Typed(kind, [.. arguments]) : null;
    }

    private static CalcOperator Rounding(TokenReader reader)
    {
        var kind = reader.Ident("up") ? CalcOperator.RoundUp
            : reader.Ident("down") ? CalcOperator.RoundDown
            : reader.Ident("to-zero") ? CalcOperator.RoundToZero
            : CalcOperator.RoundNearest;
        if (kind == CalcOperator.RoundNearest)
        {
            _ = reader.Ident("nearest");
        }

        _ = reader.Comma();
        return kind;
    }

    private static bool HasRightCount(CalcOperator kind, int count) => kind switch
    {
        CalcOperator.Min or CalcOperator.Max or CalcOperator.Hypot => count >= 1,
        CalcOperator.Clamp => count == 3,
        CalcOperator.Mod or CalcOperator.Rem or CalcOperator.Pow or CalcOperator.Atan2 => count == 2,
        CalcOperator.Log or CalcOperator.RoundNearest or CalcOperator.RoundUp or CalcOperator.RoundDown or CalcOperator.RoundToZero => count is 1 or 2,
        _ => count == 1,
    };

    private static CalcOperation? Typed(CalcOperator kind, CalcNode[] arguments)
    {
        if (Common(arguments) is not { } type)
        {
            return null;
        }

        switch (kind)
        {
            case CalcOperator.Sign:
                return new CalcOperation(kind, CalcType.Number, arguments);
            case CalcOperator.Sqrt or CalcOperator.Pow or CalcOperator.Exp or CalcOperator.Log:
                return type == CalcType.Number ? new CalcOperation(kind, type, arguments) : null;
            case CalcOperator.Sin or CalcOperator.Cos or CalcOperator.Tan:
                return type is CalcType.Number or CalcType.Angle ? new CalcOperation(kind, CalcType.Number, arguments) : null;
            case CalcOperator.Asin or CalcOperator.Acos or CalcOperator.Atan:
                return type == CalcType.Number ? new CalcOperation(kind, CalcType.Angle, arguments) : null;
            case CalcOperator.Atan2:
                return new CalcOperation(kind, CalcType.Angle, arguments);
            default:
                return new CalcOperation(kind, type, arguments);
        }
    }

    private static CalcType? Common(CalcNode[] nodes)
    {
        var type = nodes[0].Type;
        for (var i = 1; i < nodes.Length; i++)
        {
            if (Common(type, nodes[i].Type) is not { } both)
            {
                return null;
            }

            type = both;
        }

        return type;
    }

    private static CalcType? Common(CalcType left, CalcType right) => (left, right) switch
    {
        _ when left == right => left,
        (CalcType.Length, CalcType.Percent) or (CalcType.Percent, CalcType.Length) => CalcType.Length,
        _ => null,
    };

    private static CalcNode? Sum(TokenReader reader)
    {
        if (Product(reader) is not { } first)
        {
            return null;
        }

        var terms = new List<CalcNode> { first };
        while (!reader.AtEnd && reader.Current is { Kind: CssTokenKind.Delim, Text: "+" or "-" } sign)
        {
            if (!reader.IsSpaceBefore || !reader.IsSpaceAfter)
            {
                return null;
            }

            reader.Skip();
            if (Product(reader) is not { } term)
            {
                return null;
            }

            terms.Add(sign.Text is "-" ? new CalcOperation(CalcOperator.Negate, term.Type, [term]) : term);
        }

        return terms.Count == 1 ? first : Common([.. terms]) is { } type ? new CalcOperation(CalcOperator.Sum, type, [.. terms]) : null;
    }

    private static CalcNode? Product(TokenReader reader)
    {
        var product = Value(reader);
        while (product is not null && !reader.AtEnd && reader.Current is { Kind: CssTokenKind.Delim, Text: "*" or "/" } sign)
        {
            reader.Skip();
            if (Value(reader) is not { } factor)
            {
                return null;
            }

            product = sign.Text is "*" ? Times(product, factor) : Over(product, factor);
        }

        return product;
    }

    private static CalcOperation? Times(CalcNode left, CalcNode right)
    {
        if (left.Type != CalcType.Number && right.Type != CalcType.Number)
        {
            return null;
        }

        return new CalcOperation(CalcOperator.Product, left.Type == CalcType.Number ? right.Type : left.Type, [left, right]);
    }

    /// <summary>By a number, or by a quantity of the same type, which leaves a number (CSS Values 4, 10.2).</summary>
    private static CalcOperation? Over(CalcNode left, CalcNode right)
    {
        var isRatio = right.Type == left.Type && !left.HasPercent && !right.HasPercent;
        if (right.Type != CalcType.Number && !isRatio)
        {
            return null;
        }

        var type = right.Type == CalcType.Number ? left.Type : CalcType.Number;
        return new CalcOperation(CalcOperator.Product, type, [left, new CalcOperation(CalcOperator.Invert, CalcType.Number, [right])]);
    }

    private static CalcNode? Value(TokenReader reader)
    {
        if (reader.AtEnd)
        {
            return null;
        }

        var token = reader.Current;
        if (token.Kind == CssTokenKind.OpenParen)
        {
            return reader.Enter() is { } inner && Sum(inner) is { } sum && inner.AtEnd ? sum : null;
        }

        if (token.Kind == CssTokenKind.Function)
        {
            return Parse(reader);
        }

        reader.Skip();
        return token.Kind switch
        {
            CssTokenKind.Number => new CalcLeaf(token.Number, CalcUnit.Number),
            CssTokenKind.Percentage => new CalcLeaf(token.Number, CalcUnit.Percent),
            CssTokenKind.Dimension => Units.Convert(token.Number, token.Text) is { } size ? new CalcLeaf(size.Value, size.Unit) : null,
            CssTokenKind.Ident => Constant(token.Text.ToLowerInvariant()) is { } number ? new CalcLeaf(number, CalcUnit.Number) : null,
            _ => null,
        };
    }

    private static double? Constant(string name) => name switch
    {
        "pi" => Math.PI,
        "e" => Math.E,
        "infinity" => double.PositiveInfinity,
        "-infinity" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ => null,
    };
}
