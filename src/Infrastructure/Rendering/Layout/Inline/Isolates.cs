using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>The control characters that keep the direction of an inline box and of what is around it apart (CSS Writing Modes 4, 2.4.2; UAX 9).</summary>
internal static class Isolates
{
    /// <summary>Ends any of them.</summary>
    public const char Pop = '\u2069';

    private const char LeftToRight = '\u2066';
    private const char RightToLeft = '\u2067';
    private const char FirstStrong = '\u2068';

    /// <summary>Whether a character starts one.</summary>
    public static bool IsOpening(char character) => character is >= LeftToRight and <= FirstStrong;

    /// <summary>Whether a character starts or ends one.</summary>
    public static bool IsEdge(char character) => character is >= LeftToRight and <= Pop;

    /// <summary>The character that says what <c>unicode-bidi</c> says; null where an inline box is not kept apart.</summary>
    public static char? OpeningOf(ComputedStyle style) => style.Box.UnicodeBidi switch
    {
        UnicodeBidi.Normal => null,
        UnicodeBidi.Plaintext => FirstStrong,
        _ => style.Text.IsRightToLeft ? RightToLeft : LeftToRight,
    };
}
