using System.Text;
using Text = PearlIo.Domain.Common.Text;

namespace PearlIo.UnitTests.Common;

public sealed class TextTests
{
    [Fact]
    public void Tells_unicode_text_from_what_is_none()
    {
        Assert.True(Text.IsWellFormed(string.Empty));
        Assert.True(Text.IsWellFormed("a😀b"));
        Assert.False(Text.IsWellFormed("a\uD83D"));
        Assert.False(Text.IsWellFormed("\uD83Da"));
        Assert.False(Text.IsWellFormed("\uDE00"));
        Assert.False(Text.IsWellFormed("\uDE00\uD83D"));
        Assert.False(Text.IsWellFormed("\uD83D\uD83D\uDE00"));
    }

    [Fact]
    public void Calls_well_formed_only_what_can_be_normalized() => Properties.Hold(
        Properties.AnyText(20), text => !Text.IsWellFormed(text) || text.Normalize().IsNormalized());

    [Theory]
    [InlineData("plain", false)]
    [InlineData("a\u00A0b\u2028c\u200B", false)]
    [InlineData("a\0", true)]
    [InlineData("a\nb", true)]
    [InlineData("\u007F", true)]
    [InlineData("\u0085", true)]
    public void Finds_control_characters(string text, bool has) => Assert.Equal(has, Text.HasControl(text));

    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("😀é", 2)]
    [InlineData("e\u0301", 2)]
    public void Counts_characters_as_postgresql_does(string text, int count) => Assert.Equal(count, Text.CountCharacters(text));

    [Theory]
    [InlineData("  a \t\r\n b  ", "a b")]
    [InlineData("a\u00A0\u2003b", "a b")]
    [InlineData("a\0b", "a b")]
    [InlineData("cafe\u0301", "café")]
    [InlineData("   ", "")]
    [InlineData("a\uFFFDb", "a b")]
    public void Cleans_white_space_controls_and_spelling(string text, string clean) => Assert.Equal(clean, Text.Clean(text, 100));

    [Fact]
    public void Cleans_what_is_no_unicode()
    {
        Assert.Equal("a b", Text.Clean("a\uD800b", 100));
        Assert.Equal("a b", Text.Clean("a\uFFFEb", 100));
    }

    [Theory]
    [InlineData("abcdef", 3, "abc")]
    [InlineData("ab cd", 3, "ab")]
    [InlineData("ab😀", 3, "ab")]
    [InlineData("ab😀", 4, "ab😀")]
    [InlineData("abc", 0, "")]
    [InlineData("\u0958\u0958", 3, "\u0915\u093C\u0915")]
    public void Cuts_without_splitting_a_character(string text, int max, string cut) => Assert.Equal(cut, Text.Clean(text, max));

    [Fact]
    public void Cleans_any_text_so_that_cleaning_again_changes_nothing() => Properties.Hold(Properties.AnyText(30), text =>
    {
        var clean = Text.Clean(text, 20);
        return clean.Length <= 20
            && clean.IsNormalized(NormalizationForm.FormC)
            && Text.IsWellFormed(clean)
            && !Text.HasControl(clean)
            && string.Equals(clean, clean.Trim(), StringComparison.Ordinal)
            && string.Equals(clean, Text.Clean(clean, 20), StringComparison.Ordinal);
    });
}
