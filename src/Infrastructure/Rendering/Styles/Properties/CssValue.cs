namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>A parsed value.</summary>
internal abstract class CssValue;

/// <summary>A value of a longhand in the form that its property takes.</summary>
internal sealed class TypedValue<T>(T value) : CssValue
{
    public T Value { get; } = value;
}

/// <summary>A keyword that every property takes (CSS Cascade 5, 7).</summary>
internal sealed class WideKeyword : CssValue
{
    public static readonly WideKeyword Inherit = new();
    public static readonly WideKeyword Initial = new();
    public static readonly WideKeyword Unset = new();

    /// <summary>What the browser's own sheet says.</summary>
    public static readonly WideKeyword Revert = new();

    private WideKeyword()
    {
    }

    public static WideKeyword? Of(string name) => name.ToLowerInvariant() switch
    {
        "inherit" => Inherit,
        "initial" => Initial,
        "unset" => Unset,
        "revert" or "revert-layer" => Revert,
        _ => null,
    };
}

/// <summary>A custom property.</summary>
/// <param name="name">With its two dashes; case counts.</param>
/// <param name="text">As written, <c>var()</c> included.</param>
/// <param name="keyword">Where the value is one of those.</param>
internal sealed class CustomValue(string name, string text, WideKeyword? keyword) : CssValue
{
    public string Name { get; } = name;

    public string Text { get; } = text;

    public WideKeyword? Keyword { get; } = keyword;
}

/// <summary>A value with <c>var()</c>, parsed once custom properties are known.</summary>
/// <param name="name">Of the property or shorthand.</param>
/// <param name="text">As written.</param>
/// <param name="longhands">What it sets.</param>
/// <param name="place">Line and column of the declaration.</param>
internal sealed class PendingValue(string name, string text, IReadOnlyList<Property> longhands, (int Line, int Column) place) : CssValue
{
    public string Name { get; } = name;

    public string Text { get; } = text;

    public IReadOnlyList<Property> Longhands { get; } = longhands;

    public (int Line, int Column) Place { get; } = place;
}
