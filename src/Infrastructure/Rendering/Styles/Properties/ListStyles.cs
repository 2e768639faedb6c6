using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>What is read of <c>list-style</c>: whether there would be markers, for they are not drawn and that is said.</summary>
internal static class ListStyles
{
    public static void Add(PropertyList list) => list.Value<bool>(
        "list-style-type",
        PropertyGroup.Text,
        HasMarkers,
        (builder, value) => builder.HasMarkers = value,
        (builder, from) => builder.HasMarkers = from.HasMarkers);

    public static void Add(ShorthandList list) => list.Add("list-style", ["list-style-type"], (reader, to) =>
    {
        if (HasMarkers(reader) is not { } value)
        {
            return false;
        }

        to.Add(new Declared(list.Property("list-style-type"), new TypedValue<bool>(value)));
        return true;
    });

    private static bool? HasMarkers(TokenReader reader)
    {
        bool? hasMarkers = null;
        while (!reader.AtEnd)
        {
            hasMarkers = !reader.Current.IsIdent("none") && hasMarkers != false;
            reader.Skip();
        }

        return hasMarkers;
    }
}
