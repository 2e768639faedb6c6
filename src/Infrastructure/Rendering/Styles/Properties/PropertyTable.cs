using System.Collections.Frozen;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>All properties that are supported.</summary>
internal static class PropertyTable
{
    private static readonly PropertyList List = Build();

    /// <summary>The longhands in the order in which they are applied: direction, then fonts, then colour, then the rest.</summary>
    public static readonly Property[] Longhands = [.. List.All];

    private static readonly FrozenDictionary<string, Property> ByName = List.ByName.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Shorthand> Shorthands
        = ShorthandList.Build(List).ToFrozenDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>Every name that a declaration may have: longhands, other names of them, shorthands.</summary>
    public static IEnumerable<string> Names => [.. ByName.Keys, .. Shorthands.Keys];

    public static Property Direction => Longhands[0];

    /// <summary>The last longhand that the font size hangs on.</summary>
    public static int FontSizeIndex { get; } = List["font-size"].Index;

    public static int MarginTopIndex { get; } = List["margin-top"].Index;

    public static int MarginBottomIndex { get; } = List["margin-bottom"].Index;

    public static Property? Find(string name) => ByName.GetValueOrDefault(name);

    public static Shorthand? FindShorthand(string name) => Shorthands.GetValueOrDefault(name);

    private static PropertyList Build()
    {
        var list = new PropertyList();
        TextLonghands.AddDirection(list);
        FontLonghands.AddFamilyAndSize(list);
        FontLonghands.Add(list);
        TextLonghands.Add(list);
        BoxLonghands.Add(list);
        FlexLonghands.Add(list);
        PaintLonghands.Add(list);
        LayerLonghands.Add(list);
        ContentParser.Add(list);
        ListStyles.Add(list);
        LogicalNames.Add(list);
        return list;
    }
}
