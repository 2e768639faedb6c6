namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>
/// Between characters of ASCII browsers break at fewer places than UAX 14 allows, so that addresses stay whole: after a hyphen, a
/// question mark and an exclamation mark alone.
/// </summary>
internal static class AsciiBreaks
{
    public static bool Forbid(char before, char after) => IsVisible(before) && IsVisible(after) && before is not ('-' or '?' or '!');

    private static bool IsVisible(char character) => character is > ' ' and <= '~';
}
