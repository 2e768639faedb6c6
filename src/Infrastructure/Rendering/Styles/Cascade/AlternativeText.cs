using PearlIo.Infrastructure.Rendering.Markup;

namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>What stands for a picture that is missing (HTML, 15.4.2): its text behind a sign, as in Chromium.</summary>
internal static class AlternativeText
{
    private static readonly Length SignPx = Length.Px(16);

    /// <summary>The element with its text, or null where it is no such picture. One from the web is only not here yet.</summary>
    /// <param name="element">Any element.</param>
    /// <param name="replaced">What it is replaced with.</param>
    /// <param name="style">Its style.</param>
    /// <param name="mode">By which rules the page is drawn.</param>
    public static StyledElement? Of(MarkupElement element, ReplacedContent? replaced, ComputedStyle style, DocumentMode mode)
    {
        if (element.Tag is not "img" || replaced is null or { NaturalWidth: not null } or { NaturalRatio: not null } || IsFromWeb(replaced.Source)
            || element.Attribute("alt") is not { Length: > 0 } text || KeepsBox(style.Box, mode))
        {
            return null;
        }

        return new StyledElement
        {
            Tag = element.Tag,
            Id = element.Attribute("id"),
            Source = element,
            Style = style.Box.Display == Display.Inline ? AsText(style) : style,
            Children = [Sign(style.Text), new StyledText(text)],
        };
    }

    private static bool IsFromWeb(string? source) => source?.StartsWith("http", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>In quirks mode a picture of a known size keeps it.</summary>
    private static bool KeepsBox(BoxProperties style, DocumentMode mode)
        => mode == DocumentMode.Quirks && style.Display == Display.Inline && !style.Width.IsAuto && !style.Height.IsAuto;

    private static ComputedStyle AsText(ComputedStyle style) => new()
    {
        Text = style.Text,
        Box = style.Box with { Display = Display.InlineBlock, Width = Length.Auto, Height = Length.Auto, AspectRatio = null },
        Paint = style.Paint,
    };

    private static StyledElement Sign(TextProperties text) => new()
    {
        Tag = "::sign",
        Style = new ComputedStyle
        {
            Text = text,
            Box = new BoxProperties { Display = Display.InlineBlock, Width = SignPx, Height = SignPx, VerticalAlign = new VerticalAlign(VerticalAlignKind.Top, default) },
            Paint = PaintProperties.Initial,
        },
    };
}
