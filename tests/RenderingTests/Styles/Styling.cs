using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.RenderingTests.Styles;

/// <summary>Styles small documents and finds elements in them.</summary>
internal static class Styling
{
    public static StyledDocument Document(string css, string body, StyleEnvironment? environment = null)
        => StyledDocument.Parse($"<!doctype html>\n<style>{css}</style>\n<body>{body}", environment ?? StyleEnvironment.Default);

    /// <summary>The style of the element with the id <c>x</c>; the CSS is for it unless it has braces.</summary>
    public static ComputedStyle Of(string css, string body = "<div id=x></div>", StyleEnvironment? environment = null)
        => Find(Document(css.Contains('{') ? css : $"#x {{ {css} }}", body, environment).Root, "x").Style;

    /// <summary>What is said of a declaration.</summary>
    public static string Problem(string declarations)
        => Assert.Single(Document($"div {{ {declarations} }}", "<div></div>").Problems).Message;

    public static StyledElement Find(StyledElement root, string id) => TryFind(root, id) ?? throw new InvalidOperationException($"No element {id}.");

    public static StyledElement? TryFind(StyledElement root, string id)
    {
        if (root.Id == id)
        {
            return root;
        }

        foreach (var child in root.Children)
        {
            if (child is StyledElement element && TryFind(element, id) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>All text of a tree in order.</summary>
    public static string Text(StyledNode node) => node switch
    {
        StyledText text => text.Text,
        StyledElement element => string.Concat(element.Children.Select(Text)),
        _ => string.Empty,
    };
}
