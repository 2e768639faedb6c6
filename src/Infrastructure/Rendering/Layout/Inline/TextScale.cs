using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>Text at another size, for <c>text-fit: shrink</c>.</summary>
internal static class TextScale
{
    public static TextProperties Apply(TextProperties style, double scale) => scale == 1 ? style : style with
    {
        FontSize = style.FontSize * scale,
        LetterSpacing = style.LetterSpacing * scale,
        WordSpacing = style.WordSpacing * scale,
        LineHeight = style.LineHeight.IsNormal || style.LineHeight.IsMultiple ? style.LineHeight : LineHeight.Px(style.LineHeight.Value * scale),
    };

    public static IReadOnlyList<TextPiece> Apply(IReadOnlyList<TextPiece> pieces, double scale)
    {
        if (scale == 1)
        {
            return pieces;
        }

        var scaled = new List<TextPiece>(pieces.Count);
        foreach (var piece in pieces)
        {
            scaled.Add(piece with { Style = Apply(piece.Style, scale) });
        }

        return scaled;
    }
}
