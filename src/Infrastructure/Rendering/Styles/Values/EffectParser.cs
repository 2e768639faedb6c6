using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Values;

/// <summary>A shadow as written.</summary>
internal sealed record SpecifiedShadow(SpecifiedLength X, SpecifiedLength Y, SpecifiedLength Blur, SpecifiedLength Spread, SpecifiedColor Color, bool IsInset)
{
    public Shadow Compute(UnitContext context, CssColor current) => new(
        X.ComputePx(context), Y.ComputePx(context), Blur.ComputePx(context), Spread.ComputePx(context), Color.Resolve(current), IsInset);
}

/// <summary>A filter as written.</summary>
internal sealed record SpecifiedFilter(FilterKind Kind, double Amount, SpecifiedLength? Radius, SpecifiedShadow? Shadow)
{
    public FilterFunction Compute(UnitContext context, CssColor current) => new(
        Kind, Radius?.ComputePx(context) ?? Amount, Shadow?.Compute(context, current) ?? default);
}

/// <summary>Reads shadows and filters (CSS Backgrounds 3, 4.6; Filter Effects 1).</summary>
internal static class EffectParser
{
    /// <summary>A list between commas; empty for <c>none</c>.</summary>
    public static List<SpecifiedShadow>? Shadows(TokenReader reader, bool isBox)
    {
        if (reader.Ident("none"))
        {
            return [];
        }

        var shadows = new List<SpecifiedShadow>();
        do
        {
            if (Shadow(reader, isBox) is not { } shadow)
            {
                return null;
            }

            shadows.Add(shadow);
        }
        while (reader.Comma());

        return shadows;
    }

    public static List<SpecifiedFilter>? Filters(TokenReader reader)
    {
        var filters = new List<SpecifiedFilter>();
        if (reader.Ident("none"))
        {
            return filters;
        }

        while (!reader.AtEnd)
        {
            var name = reader.Current.Kind == CssTokenKind.Function ? reader.Current.Text.ToLowerInvariant() : string.Empty;
            if (reader.Enter() is not { } arguments || Filter(name, arguments) is not { } filter || !arguments.AtEnd)
            {
                return null;
            }

            filters.Add(filter);
        }

        return filters.Count == 0 ? null : filters;
    }

    private static SpecifiedShadow? Shadow(TokenReader reader, bool isBox)
    {
        SpecifiedColor? color = null;
        var isInset = false;
        List<SpecifiedLength>? lengths = null;
        while (!reader.AtEnd && reader.Current.Kind != CssTokenKind.Comma)
        {
            if (isBox && !isInset && reader.Ident("inset"))
            {
                isInset = true;
            }
            else if (lengths is null && ShadowLengths(reader, isBox) is { } read)
            {
                lengths = read;
            }
            else if (color is null && ColorParser.Parse(reader) is { } named)
            {
                color = named;
            }
            else
            {
                return null;
            }
        }

        return lengths is null ? null : new SpecifiedShadow(lengths[0], lengths[1], lengths[2], lengths[3], color ?? CurrentColor.Instance, isInset);
    }

    private static List<SpecifiedLength>? ShadowLengths(TokenReader reader, bool isBox)
    {
        if (Numbers.Length(reader) is not { } x || Numbers.Length(reader) is not { } y)
        {
            return null;
        }

        var blur = Numbers.NonNegativeLength(reader);
        var spread = isBox && blur is not null ? Numbers.Length(reader) : null;
        return [x, y, blur ?? FixedLength.Zero, spread ?? FixedLength.Zero];
    }

    private static SpecifiedFilter? Filter(string name, TokenReader reader)
    {
        switch (name)
        {
            case "blur":
                var radius = reader.AtEnd ? FixedLength.Zero : Numbers.NonNegativeLength(reader);
                return radius is null ? null : new SpecifiedFilter(FilterKind.Blur, 0, radius, null);
            case "drop-shadow":
                return Shadow(reader, isBox: false) is { } shadow ? new SpecifiedFilter(FilterKind.DropShadow, 0, null, shadow) : null;
            case "hue-rotate":
                var angle = reader.AtEnd ? 0 : Numbers.Angle(reader);
                return angle is null ? null : new SpecifiedFilter(FilterKind.HueRotate, angle.Value, null, null);
            default:
                return KindOf(name) is { } kind ? Plain(kind, reader) : null;
        }
    }

    private static FilterKind? KindOf(string name) => name switch
    {
        "brightness" => FilterKind.Brightness,
        "contrast" => FilterKind.Contrast,
        "grayscale" => FilterKind.Grayscale,
        "invert" => FilterKind.Invert,
        "opacity" => FilterKind.Opacity,
        "saturate" => FilterKind.Saturate,
        "sepia" => FilterKind.Sepia,
        _ => null,
    };

    private static SpecifiedFilter? Plain(FilterKind kind, TokenReader reader)
    {
        var amount = reader.AtEnd ? 1 : Numbers.NumberOrPercentage(reader, 0);
        if (amount is null)
        {
            return null;
        }

        var isBounded = kind is FilterKind.Grayscale or FilterKind.Invert or FilterKind.Opacity or FilterKind.Sepia;
        return new SpecifiedFilter(kind, isBounded ? Math.Min(amount.Value, 1) : amount.Value, null, null);
    }
}
