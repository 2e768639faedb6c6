using PearlIo.Infrastructure.Rendering.Styles.Properties;

namespace PearlIo.Infrastructure.Rendering.Styles.Syntax;

/// <summary>A rule of a sheet.</summary>
/// <param name="Selectors">What it is for; never empty.</param>
/// <param name="Block">What it says.</param>
/// <param name="Media">Indices of the media conditions of the sheet that must all hold.</param>
/// <param name="Layer">Order of its layer; <see cref="int.MaxValue"/> outside of layers.</param>
internal sealed record StyleRule(IReadOnlyList<RuleSelector> Selectors, DeclarationBlock Block, int[] Media, int Layer);

/// <summary>Declarations in order, shorthands expanded.</summary>
internal sealed record DeclarationBlock(Declared[] Normal, Declared[] Important)
{
    public static readonly DeclarationBlock Empty = new([], []);

    public bool IsEmpty => Normal.Length == 0 && Important.Length == 0;
}

/// <summary>A longhand with its value; without a property it is custom or waits for <c>var()</c>.</summary>
internal readonly record struct Declared(Property? Property, CssValue Value);

/// <summary>A font of <c>@font-face</c>.</summary>
/// <param name="Family">Its name in the document.</param>
/// <param name="Sources">In the order in which they are tried.</param>
/// <param name="MinWeight">Smallest weight that it has.</param>
/// <param name="MaxWeight">Largest weight that it has; the same for a font that does not vary.</param>
/// <param name="IsItalic">Whether it is italic or oblique.</param>
/// <param name="UnicodeRange">The text of <c>unicode-range</c>, or null for all.</param>
/// <param name="Line">Where the rule stands, from 1.</param>
/// <param name="Column">Where the rule stands, from 1.</param>
internal sealed record FontFace(
    string Family, IReadOnlyList<FontFaceSource> Sources, int MinWeight, int MaxWeight, bool IsItalic, string? UnicodeRange, int Line, int Column);

/// <summary>A source of a font.</summary>
/// <param name="Value">The address of <c>url()</c> (also <c>data:</c> and <c>asset:</c>), or the name of <c>local()</c>.</param>
/// <param name="IsLocal">Whether it is the name of a font that the application has.</param>
/// <param name="Format">As <c>format()</c> says, or null.</param>
internal sealed record FontFaceSource(string Value, bool IsLocal, string? Format);

/// <summary>A parsed sheet.</summary>
internal sealed class StyleSheet
{
    public List<StyleRule> Rules { get; } = [];

    public List<FontFace> FontFaces { get; } = [];

    /// <summary>Each condition once.</summary>
    public List<MediaCondition> Media { get; } = [];

    public List<StyleProblem> Problems { get; } = [];

    /// <summary>How many selectors were read, so that they can be bounded.</summary>
    public int SelectorCount { get; set; }
}
