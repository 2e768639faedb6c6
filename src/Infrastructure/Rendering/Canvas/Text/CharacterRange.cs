namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>Characters that Unicode has side by side.</summary>
internal static class CharacterRange
{
    /// <summary>All from the first to the last, both included.</summary>
    public static IEnumerable<char> Of(char first, char last) => Enumerable.Range(first, last - first + 1).Select(character => (char)character);
}
