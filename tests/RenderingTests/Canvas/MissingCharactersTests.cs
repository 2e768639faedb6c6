using System.Text;
using PearlIo.Infrastructure.Rendering.Canvas.Text;

namespace PearlIo.RenderingTests.Canvas;

public sealed class MissingCharactersTests
{
    [Fact]
    public void Are_counted_each_and_named_once()
    {
        var missing = new MissingCharacters();
        foreach (var character in "\u0378a\u0378\U000F0123".EnumerateRunes())
        {
            missing.Add(character);
        }

        Assert.Equal(4, missing.Count);
        Assert.Equal(["U+0378", "U+0061", "U+F0123"], missing.Names);
    }

    [Fact]
    public void Are_named_up_to_a_bound_and_taken_over()
    {
        var (some, all) = (new MissingCharacters(), new MissingCharacters());
        for (var i = 0; i < 100; i++)
        {
            some.Add(new Rune(0xF0000 + i));
        }

        all.Add(new Rune(0x378));
        all.Add(some);

        Assert.Equal(101, all.Count);
        Assert.Equal(MissingCharacters.MostNamed, all.Names.Length);
        Assert.Equal(["U+0378", "U+F0000"], all.Names[..2]);
        all.Clear();
        Assert.Equal((0, 0), (all.Count, all.Names.Length));
    }
}
