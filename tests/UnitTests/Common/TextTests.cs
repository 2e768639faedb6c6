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
    public void Composes_as_unicode_says() => Properties.Hold(
        Properties.AnyText(40), text => !Text.IsWellFormed(text) || string.Equals(Text.Compose(text), text.Normalize(), StringComparison.Ordinal));

    /// <summary>Half a million marks on a letter would take minutes to be put into their order at once.</summary>
    [Fact]
    public async Task Composes_a_letter_with_many_marks()
    {
        var text = "a" + string.Concat(Enumerable.Repeat("\u0301\u0323", 250_000));
        var composed = await Task.Run(() => Text.Compose(text)).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal('ạ', composed[0]);
        Assert.Equal(text.Length - 1, composed.Length);

        var clean = await Task.Run(() => Text.Clean(text + "b", 1_000)).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.InRange(clean.Length, 50, 110);
        Assert.EndsWith("b", clean, StringComparison.Ordinal);
        Assert.Equal(clean, Text.Clean(text.Replace("\u0323\u0301", "\u0323\u202A\u0301", StringComparison.Ordinal) + "b", 1_000));
    }

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

    [Theory]
    [InlineData("")]
    [InlineData(" \t\u00A0\u3000")]
    [InlineData("\u200B")]
    [InlineData("\u00AD\u034F\u061C\u180E\u200B\u200C\u200D\u200E\u200F")]
    [InlineData("\u202A\u202E\u2060\u2066\u2069\u206F\u2800")]
    [InlineData("\uFE00\uFE0F\uFEFF")]
    [InlineData("\U000E0001\U000E0020\U000E01EF\U000E0FFF")]
    [InlineData("\u115F\u1160\u3164\uFFA0")]
    [InlineData("\u200B \u200B")]
    public void Calls_blank_what_shows_nothing(string text)
    {
        Assert.True(Text.IsBlank(text));
        Assert.Empty(Text.Clean(text, 100));
    }

    [Theory]
    [InlineData("\u200Ba")]
    [InlineData(".")]
    [InlineData("👩\u200D💻")]
    [InlineData("❤\uFE0F")]
    [InlineData("می\u200Cخواهم")]
    [InlineData("क्\u200Dष")]
    public void Keeps_invisible_characters_inside_text(string text)
    {
        Assert.False(Text.IsBlank(text));
        Assert.Equal(text, Text.Clean(text, 100));
    }

    [Fact]
    public void Cuts_no_text_to_one_that_shows_nothing() => Assert.Empty(Text.Clean(new string('\u200B', 10) + "a", 10));

    [Theory]
    [InlineData("photo\u202Egpj.exe", "photogpj.exe")]
    [InlineData("\u2067a\u2069 \u202A b\u202C", "a b")]
    [InlineData("\u200Fשלום\u200E!", "\u200Fשלום\u200E!")]
    public void Drops_what_turns_text_round(string text, string clean) => Assert.Equal(clean, Text.Clean(text, 100));

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
