using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Fonts;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>A font of a template's <c>@font-face</c>.</summary>
/// <param name="Family">What the template's styles call it.</param>
/// <param name="Traits">Which of the family it is, as the rule says.</param>
/// <param name="File">The font that the template brings along, or null.</param>
/// <param name="Uploaded">The family of the tenant that it is else, or null.</param>
internal sealed record TemplateFont(string Family, FontTraits Traits, FontFile? File, string? Uploaded)
{
    /// <summary>Most fonts that a template may bring along.</summary>
    public const int MaxFiles = 16;

    /// <summary>The font as cards are drawn with it. A font that varies has the weights that it has.</summary>
    public static CardFace Face(string family, FontTraits traits, string key, ReadOnlyMemory<byte> sfnt)
        => new(family, traits, FormattableString.Invariant($"{family.ToLowerInvariant()}\n{traits.MinWeight} {traits.MaxWeight} {traits.IsItalic} {key}"), sfnt);
}
