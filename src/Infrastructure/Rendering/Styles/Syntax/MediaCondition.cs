namespace PearlIo.Infrastructure.Rendering.Styles.Syntax;

/// <summary>What media queries are asked against.</summary>
/// <param name="Width">Of the viewport, px.</param>
/// <param name="Height">Of the viewport, px.</param>
/// <param name="IsDark">Whether a dark picture is wanted.</param>
internal readonly record struct MediaContext(double Width, double Height, bool IsDark);

/// <summary>A condition of <c>@media</c> (Media Queries 4).</summary>
internal abstract class MediaCondition
{
    public abstract bool Holds(in MediaContext context);
}

/// <summary>Holds or does not, whatever the viewport.</summary>
internal sealed class FixedMedia(bool holds) : MediaCondition
{
    public static readonly FixedMedia Always = new(holds: true);
    public static readonly FixedMedia Never = new(holds: false);

    public override bool Holds(in MediaContext context) => holds;
}

/// <summary><c>not</c>.</summary>
internal sealed class NotMedia(MediaCondition condition) : MediaCondition
{
    public override bool Holds(in MediaContext context) => !condition.Holds(context);
}

/// <summary><c>and</c>, <c>or</c> and the commas of a list.</summary>
internal sealed class MediaGroup(IReadOnlyList<MediaCondition> conditions, bool isAny) : MediaCondition
{
    public override bool Holds(in MediaContext context)
    {
        foreach (var condition in conditions)
        {
            if (condition.Holds(context) == isAny)
            {
                return isAny;
            }
        }

        return !isAny;
    }
}

/// <summary>A feature of the viewport compared with a number.</summary>
internal sealed class MediaFeature(string name, string comparison, double value) : MediaCondition
{
    public override bool Holds(in MediaContext context)
    {
        var actual = name switch
        {
            "width" or "device-width" => context.Width,
            "height" or "device-height" => context.Height,
            "resolution" or "device-pixel-ratio" => 1,
            _ => context.Height == 0 ? double.PositiveInfinity : context.Width / context.Height,
        };
        return comparison switch
        {
            "<" => actual < value,
            "<=" => actual <= value,
            ">" => actual > value,
            ">=" => actual >= value,
            _ => Math.Abs(actual - value) < 1e-9,
        };
    }
}

/// <summary><c>orientation</c> and <c>prefers-color-scheme</c>.</summary>
internal sealed class MediaKeyword(string name, string value) : MediaCondition
{
    public override bool Holds(in MediaContext context) => name switch
    {
        "orientation" => Is(context.Height >= context.Width ? "portrait" : "landscape"),
        _ => Is(context.IsDark ? "dark" : "light"),
    };

    private bool Is(string actual) => string.Equals(value, actual, StringComparison.Ordinal);
}
