using PearlIo.Infrastructure.Rendering.Styles.Syntax;
using PearlIo.Infrastructure.Rendering.Styles.Values;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>Shorthands of boxes, borders and flexbox.</summary>
internal static class BoxShorthands
{
    public static void Add(ShorthandList list)
    {
        foreach (var name in new[] { "margin", "padding" })
        {
            list.Four(name, Array.ConvertAll(BoxLonghands.SideNames, side => $"{name}-{side}"));
            list.Two(name + "-inline", name + "-inline-start", name + "-inline-end");
            list.Two(name + "-block", name + "-top", name + "-bottom");
        }

        list.Four("inset", BoxLonghands.SideNames);
        list.Two("inset-inline", "inset-inline-start", "inset-inline-end");
        list.Two("inset-block", "top", "bottom");
        AddBorders(list);
        AddFlex(list);
        list.Two("overflow", "overflow-x", "overflow-y");
    }

    private static void AddBorders(ShorthandList list)
    {
        foreach (var part in new[] { "width", "style", "color" })
        {
            list.Four("border-" + part, Array.ConvertAll(BoxLonghands.SideNames, side => $"border-{side}-{part}"));
            list.Two("border-inline-" + part, "border-inline-start-" + part, "border-inline-end-" + part);
            list.Two("border-block-" + part, $"border-top-{part}", $"border-bottom-{part}");
        }

        foreach (var side in (string[])[.. BoxLonghands.SideNames, "inline-start", "inline-end", "block-start", "block-end"])
        {
            list.AnyOrder("border-" + side, Parts(side));
        }

        list.AnyOrder("border", Parts("top"), Copies("right", "bottom", "left"));
        list.AnyOrder("border-inline", Parts("inline-start"), Copies("inline-end"));
        list.AnyOrder("border-block", Parts("top"), Copies("bottom"));
        list.AnyOrder("outline", ["outline-width", "outline-style", "outline-color"]);
        list.Add("border-radius", Array.ConvertAll(PaintLonghands.CornerNames, corner => $"border-{corner}-radius"), (reader, to) => Radius(list, reader, to));
        list.Alias("-webkit-border-radius", "border-radius");
    }

    private static string[] Parts(string side) => [$"border-{side}-width", $"border-{side}-style", $"border-{side}-color"];

    private static string[][] Copies(params string[] sides) =>
    [
        Array.ConvertAll(sides, side => $"border-{side}-width"),
        Array.ConvertAll(sides, side => $"border-{side}-style"),
        Array.ConvertAll(sides, side => $"border-{side}-color"),
    ];

    private static bool Radius(ShorthandList list, TokenReader reader, List<Declared> to)
    {
        if (ShapeParser.Radii(reader) is not { } radii)
        {
            return false;
        }

        for (var i = 0; i < 4; i++)
        {
            var value = new TypedValue<SpecifiedPair>(PaintLonghands.Corner(radii, i));
            to.Add(new Declared(list.Property($"border-{PaintLonghands.CornerNames[i]}-radius"), value));
        }

        return true;
    }

    private static void AddFlex(ShorthandList list)
    {
        list.Add("flex", ["flex-grow", "flex-shrink", "flex-basis"], (reader, to) => Flex(list, reader, to));
        list.Alias("-webkit-flex", "flex");
        list.AnyOrder("flex-flow", ["flex-direction", "flex-wrap"]);
        list.Alias("-webkit-flex-flow", "flex-flow");
        list.Two("gap", "row-gap", "column-gap");
        list.Alias("grid-gap", "gap");
        list.Two("place-content", "align-content", "justify-content");
        list.Two("place-items", "align-items", "justify-items");
        list.Two("place-self", "align-self", "justify-self");
    }

    /// <summary>CSS Flexbox 1, 7.1: a missing grow or shrink is 1, a missing basis 0%.</summary>
    private static bool Flex(ShorthandList list, TokenReader reader, List<Declared> to)
    {
        if (reader.Ident("none"))
        {
            return AddFlex(list, to, 0, 0, new FixedLength(Length.Auto));
        }

        double? grow = null;
        double? shrink = null;
        CssValue? basis = null;
        while (!reader.AtEnd)
        {
            if (grow is null && Numbers.Number(reader, 0) is { } number)
            {
                grow = number;
                shrink = Numbers.Number(reader, 0);
            }
            else if (basis is null && list.Property("flex-basis").Parse(reader) is { } read)
            {
                basis = read;
            }
            else
            {
                return false;
            }
        }

        var length = basis is TypedValue<SpecifiedLength> typed ? typed.Value : new FixedLength(Length.Percentage(0));
        return (grow is not null || basis is not null) && AddFlex(list, to, grow ?? 1, shrink ?? 1, length);
    }

    private static bool AddFlex(ShorthandList list, List<Declared> to, double grow, double shrink, SpecifiedLength basis)
    {
        to.Add(new Declared(list.Property("flex-grow"), new TypedValue<double>(grow)));
        to.Add(new Declared(list.Property("flex-shrink"), new TypedValue<double>(shrink)));
        to.Add(new Declared(list.Property("flex-basis"), new TypedValue<SpecifiedLength>(basis)));
        return true;
    }
}
