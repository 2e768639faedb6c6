using PearlIo.Infrastructure.Rendering.Canvas.Text;

namespace PearlIo.RenderingTests.Canvas;

public sealed class StreamSafeTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain text")]
    [InlineData("Việt Nam, ไทย, हिन्दी, ខ្មែរ, မြန်မာ, 👩‍👩‍👧‍👦")]
    public void Leaves_what_languages_write(string text) => Assert.Same(text, StreamSafeText.Of(text));

    [Fact]
    public void Leaves_thirty_marks_on_each_letter()
    {
        var letter = "e" + new string('\u0301', 30);
        Assert.Equal(letter + letter, StreamSafeText.Of(letter + letter));
        Assert.Equal($"{letter}\u2060\u2060 {letter}", StreamSafeText.Of($"{letter}\u0301\u0302 {letter}"));
    }

    [Fact]
    public void Counts_marks_of_two_units_and_stacked_letters()
    {
        var marks = string.Concat(Enumerable.Repeat("\U0001D165", 32));
        Assert.Equal(marks[..60] + new string('\u2060', 4), StreamSafeText.Of(marks));
        var stacked = string.Concat(Enumerable.Repeat("\u1780\u17D2", 20));
        Assert.Equal(stacked[..31] + new string('\u2060', 9), StreamSafeText.Of(stacked));
    }
}
