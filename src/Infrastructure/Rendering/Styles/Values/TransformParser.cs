using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Values;

/// <summary>Reads a function of <c>transform</c>; those of three dimensions only where they stay in the plane.</summary>
internal static class TransformParser
{
    public static Deferred<TransformFunction>? Function(string name, TokenReader reader) => name switch
    {
        "translate" or "translate3d" => Translate(reader, name is "translate3d"),
        "translatex" => Numbers.LengthPercentage(reader) is { } x ? Shift(x, FixedLength.Zero) : null,
        "translatey" => Numbers.LengthPercentage(reader) is { } y ? Shift(FixedLength.Zero, y) : null,
        "translatez" => Numbers.Length(reader) is not null ? Shift(FixedLength.Zero, FixedLength.Zero) : null,
        "scale" or "scale3d" => Scale(reader, name is "scale3d"),
        "scalex" => Numbers.NumberOrPercentage(reader) is { } x ? Sized(x, 1) : null,
        "scaley" => Numbers.NumberOrPercentage(reader) is { } y ? Sized(1, y) : null,
        "rotate" or "rotatez" => Numbers.Angle(reader) is { } angle ? Turned(angle) : null,
        "skew" => Skew(reader),
        "skewx" => Numbers.Angle(reader) is { } x ? Skewed(x, 0) : null,
        "skewy" => Numbers.Angle(reader) is { } y ? Skewed(0, y) : null,
        "matrix" => Matrix(reader),
        _ => null,
    };

    public static Deferred<TransformFunction> Shift(SpecifiedLength x, SpecifiedLength y)
        => context => new TransformFunction(TransformKind.Translate, x.Compute(context), y.Compute(context));

    public static Deferred<TransformFunction> Sized(double x, double y) => _ => new TransformFunction(TransformKind.Scale, A: x, B: y);

    public static Deferred<TransformFunction> Turned(double degrees) => _ => new TransformFunction(TransformKind.Rotate, A: degrees);

    private static Deferred<TransformFunction> Skewed(double x, double y) => _ => new TransformFunction(TransformKind.Skew, A: x, B: y);

    private static Deferred<TransformFunction>? Translate(TokenReader reader, bool isDeep)
    {
        if (Numbers.LengthPercentage(reader) is not { } x)
        {
            return null;
        }

        var y = reader.Comma() ? Numbers.LengthPercentage(reader) : FixedLength.Zero;
        return y is null || (isDeep && (!reader.Comma() || Numbers.Length(reader) is null)) ? null : Shift(x, y);
    }

    private static Deferred<TransformFunction>? Scale(TokenReader reader, bool isDeep)
    {
        if (Numbers.NumberOrPercentage(reader) is not { } x)
        {
            return null;
        }

        var y = reader.Comma() ? Numbers.NumberOrPercentage(reader) : x;
        return y is null || (isDeep && (!reader.Comma() || Numbers.Number(reader) is null)) ? null : Sized(x, y.Value);
    }

    private static Deferred<TransformFunction>? Skew(TokenReader reader)
    {
        if (Numbers.Angle(reader) is not { } x)
        {
            return null;
        }

        var y = reader.Comma() ? Numbers.Angle(reader) : 0;
        return y is null ? null : Skewed(x, y.Value);
    }

    private static Deferred<TransformFunction>? Matrix(TokenReader reader)
    {
        var m = new double[6];
        for (var i = 0; i < 6; i++)
        {
            if ((i > 0 && !reader.Comma()) || Numbers.Number(reader) is not { } number)
            {
                return null;
            }

            m[i] = number;
        }

        return _ => new TransformFunction(TransformKind.Matrix, A: m[0], B: m[1], C: m[2], D: m[3], E: m[4], F: m[5]);
    }
}
