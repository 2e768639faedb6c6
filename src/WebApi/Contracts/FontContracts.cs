using PearlIo.Domain.Fonts;

namespace PearlIo.WebApi.Contracts;

/// <summary>A font of your own.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Family">What templates call it: `font-family`, in whatever case.</param>
/// <param name="MinWeight">Smallest `font-weight` that it has.</param>
/// <param name="MaxWeight">Largest `font-weight` that it has; the same for a font that does not vary.</param>
/// <param name="Style">`normal` or `italic`.</param>
/// <param name="Format">What it was uploaded as: `ttf`, `otf`, `woff` or `woff2`.</param>
/// <param name="ByteSize">How many bytes it takes, unpacked as it is kept.</param>
/// <param name="CreatedAt">When it was uploaded, UTC.</param>
internal sealed record FontResource(
    Guid Id, string Family, int MinWeight, int MaxWeight, string Style, string Format, int ByteSize, DateTime CreatedAt)
{
    public static FontResource Of(Font font) => new(
        font.Id,
        font.Family,
        font.MinWeight,
        font.MaxWeight,
        font.IsItalic ? "italic" : "normal",
        font.Format,
        font.ByteSize,
        font.CreatedAt.UtcDateTime);
}

/// <summary>A page of fonts.</summary>
/// <param name="Items">The fonts, oldest first.</param>
/// <param name="NextCursor">What to pass as `cursor` for the next page, or null on the last.</param>
internal sealed record FontPage(IReadOnlyList<FontResource> Items, string? NextCursor);
