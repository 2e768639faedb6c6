namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>
/// Full-width punctuation that stands beside its like loses the half of its room that is empty (CSS Text 4, <c>text-spacing-trim:
/// normal</c>).
/// </summary>
internal static class PunctuationTrim
{
    private const string Opening = "\u3008\u300A\u300C\u300E\u3010\u3014\u3016\u3018\u301A\u301D\uFF08\uFF3B\uFF5B\uFF5F";
    private const string Closing = "\u3001\u3002\u3009\u300B\u300D\u300F\u3011\u3015\u3017\u3019\u301B\u301F\uFF09\uFF0C\uFF0E\uFF3D\uFF5D\uFF60";
    private const string Middle = "\u30FB\u3000";

    /// <param name="paragraph">The text.</param>
    /// <param name="shaped">The glyphs of an item.</param>
    public static void Apply(Paragraph paragraph, in ItemGlyphs shaped)
    {
        var (glyphs, widths, characters) = shaped;
        for (var i = 0; i < glyphs.Length; i++)
        {
            var at = characters[i];
            if (IsTrimmedClosing(paragraph.Text, at))
            {
                widths[i] /= 2;
            }
            else if (IsTrimmedOpening(paragraph.Text, at))
            {
                widths[i] /= 2;
                glyphs[i].OffsetX -= (int)Math.Round(widths[i]);
            }
        }
    }

    private static bool IsTrimmedClosing(string text, int at)
        => at + 1 < text.Length && Is(Closing, text[at]) && (Is(Closing, text[at + 1]) || Is(Middle, text[at + 1]));

    private static bool IsTrimmedOpening(string text, int at)
        => at > 0 && Is(Opening, text[at]) && (Is(Opening, text[at - 1]) || Is(Closing, text[at - 1]) || Is(Middle, text[at - 1]));

    private static bool Is(string kind, char character) => kind.Contains(character, StringComparison.Ordinal);
}
