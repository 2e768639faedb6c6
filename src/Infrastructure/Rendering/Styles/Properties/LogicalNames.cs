namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>Logical properties (CSS Logical 1) of horizontal writing, and old names.</summary>
internal static class LogicalNames
{
    public static void Add(PropertyList list)
    {
        AddSizes(list);
        foreach (var (prefix, suffix) in new[] { ("margin-", ""), ("padding-", ""), ("inset-", ""), ("border-", "-width"), ("border-", "-style"), ("border-", "-color") })
        {
            var physical = prefix is "inset-" ? string.Empty : prefix;
            list.Logical($"{prefix}inline-start{suffix}", $"{physical}left{suffix}", $"{physical}right{suffix}");
            list.Logical($"{prefix}inline-end{suffix}", $"{physical}right{suffix}", $"{physical}left{suffix}");
            list.Alias($"{prefix}block-start{suffix}", $"{physical}top{suffix}");
            list.Alias($"{prefix}block-end{suffix}", $"{physical}bottom{suffix}");
        }

        list.Logical("border-start-start-radius", "border-top-left-radius", "border-top-right-radius");
        list.Logical("border-start-end-radius", "border-top-right-radius", "border-top-left-radius");
        list.Logical("border-end-start-radius", "border-bottom-left-radius", "border-bottom-right-radius");
        list.Logical("border-end-end-radius", "border-bottom-right-radius", "border-bottom-left-radius");
        AddPrefixed(list);
    }

    private static void AddSizes(PropertyList list)
    {
        foreach (var prefix in new[] { "", "min-", "max-" })
        {
            list.Alias(prefix + "inline-size", prefix + "width");
            list.Alias(prefix + "block-size", prefix + "height");
        }

        list.Alias("overflow-inline", "overflow-x");
        list.Alias("overflow-block", "overflow-y");
    }

    private static void AddPrefixed(PropertyList list)
    {
        foreach (var name in new[]
        {
            "align-content", "align-items", "align-self", "box-shadow", "box-sizing", "filter", "flex-basis", "flex-direction", "flex-grow",
            "flex-shrink", "flex-wrap", "justify-content", "opacity", "order", "transform", "transform-origin", "clip-path",
            "text-decoration-color", "text-decoration-line", "text-decoration-style", "font-feature-settings",
        })
        {
            list.Alias("-webkit-" + name, name);
        }

        list.Alias("grid-row-gap", "row-gap");
        list.Alias("grid-column-gap", "column-gap");
    }
}
