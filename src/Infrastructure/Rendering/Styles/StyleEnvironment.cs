using PearlIo.Infrastructure.Rendering.Markup;

namespace PearlIo.Infrastructure.Rendering.Styles;

/// <summary>What styles hang on besides the document.</summary>
internal sealed class StyleEnvironment
{
    /// <summary>The viewport of <c>pearl boxes</c>: 1200x630, light.</summary>
    public static readonly StyleEnvironment Default = new();

    /// <summary>px.</summary>
    public double ViewportWidth { get; init; } = 1200;

    /// <summary>px.</summary>
    public double ViewportHeight { get; init; } = 630;

    /// <summary>Whether <c>prefers-color-scheme</c> is dark.</summary>
    public bool IsDark { get; init; }

    /// <summary>
    /// Custom properties of the root element, names with their dashes: a theme. They win over the rules of the document for the root,
    /// and lose to its <c>style</c> attribute and to <c>!important</c>.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> RootCustomProperties { get; init; } = [];

    /// <summary>Sizes of pictures; null where none are known.</summary>
    public IPictureSizes? Pictures { get; init; }

    /// <summary>Whether the text of an <c>img</c> stands for a picture that is missing, as in browsers; cards leave both out.</summary>
    public bool IsPage { get; init; }

    /// <summary>By which rules the document is drawn.</summary>
    public DocumentMode Mode { get; init; }

    /// <summary>What <c>ex</c>, <c>ch</c> and <c>lh</c> are of; null for usual shares of an em.</summary>
    public IFontMeasures? Fonts { get; init; }

    /// <summary>Whether computed values are the same in both.</summary>
    public bool IsAlike(StyleEnvironment other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (ViewportWidth != other.ViewportWidth || ViewportHeight != other.ViewportHeight || IsDark != other.IsDark
            || !Equals(Fonts, other.Fonts) || RootCustomProperties.Count != other.RootCustomProperties.Count)
        {
            return false;
        }

        for (var i = 0; i < RootCustomProperties.Count; i++)
        {
            if (!string.Equals(RootCustomProperties[i].Key, other.RootCustomProperties[i].Key, StringComparison.Ordinal)
                || !string.Equals(RootCustomProperties[i].Value, other.RootCustomProperties[i].Value, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>The natural sizes of pictures.</summary>
internal interface IPictureSizes
{
    /// <summary>The size of the picture of an address, or null where it is not known.</summary>
    PictureSize? Find(string address);
}

/// <summary>A picture's natural size.</summary>
/// <param name="Width">px; null where it has none, as many an SVG.</param>
/// <param name="Height">px; null where it has none.</param>
/// <param name="Ratio">Width by height; null where it has none.</param>
internal readonly record struct PictureSize(double? Width, double? Height, double? Ratio);
