using PearlIo.Infrastructure.Rendering.Styles.Syntax;
using PearlIo.Infrastructure.Rendering.Styles.Values;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>Reads <c>translate</c>, <c>rotate</c> and <c>scale</c> (CSS Transforms 2, 3).</summary>
internal static class SingleTransforms
{
    public static Deferred<TransformFunction>? Translate(TokenReader reader)
        => Numbers.LengthPercentage(reader) is { } x
            ? TransformParser.Shift(x, Numbers.LengthPercentage(reader) ?? FixedLength.Zero)
            : null;

    public static Deferred<TransformFunction>? Rotate(TokenReader reader)
    {
        _ = reader.Ident("z");
        return Numbers.Angle(reader) is { } angle ? TransformParser.Turned(angle) : null;
    }

    public static Deferred<TransformFunction>? Scale(TokenReader reader)
        => Numbers.NumberOrPercentage(reader) is { } x
            ? TransformParser.Sized(x, Numbers.NumberOrPercentage(reader) ?? x)
            : null;
}
