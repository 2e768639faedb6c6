using PearlIo.Infrastructure.Rendering.Styles.Properties;

namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>What the cascade keeps of an element for its children, besides the computed style.</summary>
internal sealed class ElementState
{
    /// <summary>All values initial.</summary>
    public static readonly ElementState Initial = new()
    {
        Style = new ComputedStyle { Text = TextProperties.Initial, Box = BoxProperties.Initial, Paint = PaintProperties.Initial },
    };

    public required ComputedStyle Style { get; init; }

    public FontSizeOrigin FontSizeOrigin { get; init; } = FontSizeOrigin.Medium;

    public FeatureParts Features { get; init; } = FeatureParts.None;

    public LayerLists Background { get; init; } = LayerLists.Background;

    public LayerLists Mask { get; init; } = LayerLists.Mask;

    /// <summary>Custom properties with <c>var()</c> resolved; what is invalid is missing.</summary>
    public IReadOnlyDictionary<string, string> Customs { get; init; } = CustomProperties.None;

    /// <summary>Of <c>content</c>; null for <c>normal</c> and <c>none</c>.</summary>
    public IReadOnlyList<ContentPart>? Content { get; init; }

    /// <summary>Whether list items would have markers (<c>list-style-type</c>), which are not drawn.</summary>
    public bool HasMarkers { get; init; } = true;

    /// <summary>Whether children are blocks whatever they say: flex items, also through <c>display: contents</c>.</summary>
    public bool BlockifiesChildren { get; init; }
}

/// <summary>Where a font size comes from, which counts where the family becomes monospace or ceases to be.</summary>
/// <param name="Keyword">0 for <c>xx-small</c> to 7 for <c>xxx-large</c>; null where the size is no keyword.</param>
/// <param name="IsAbsolute">Whether it is of a length that does not depend on the parent's size.</param>
/// <param name="IsMonospace">Whether the family is <c>monospace</c> alone.</param>
internal readonly record struct FontSizeOrigin(int? Keyword, bool IsAbsolute, bool IsMonospace)
{
    public static readonly FontSizeOrigin Medium = new(3, IsAbsolute: false, IsMonospace: false);
}

/// <summary>The parts of <see cref="TextProperties.FontFeatures"/>, each inherited by itself.</summary>
internal sealed record FeatureParts
{
    public static readonly FeatureParts None = new();

    public string Kerning { get; init; } = string.Empty;

    public string Ligatures { get; init; } = string.Empty;

    public string Caps { get; init; } = string.Empty;

    public string Numeric { get; init; } = string.Empty;

    public string EastAsian { get; init; } = string.Empty;

    public string Position { get; init; } = string.Empty;

    public string Settings { get; init; } = string.Empty;

    /// <summary>All of them, or null for none; the settings come last and win.</summary>
    public string? Compose()
    {
        string[] parts = [Kerning, Ligatures, Caps, Numeric, EastAsian, Position, Settings];
        var text = string.Join(',', Array.FindAll(parts, part => part.Length > 0));
        return text.Length == 0 ? null : text;
    }
}

/// <summary>A part of <c>content</c>.</summary>
/// <param name="Text">A string, or the name of an attribute.</param>
/// <param name="IsAttribute">Whether it is the name of an attribute.</param>
internal readonly record struct ContentPart(string Text, bool IsAttribute);
