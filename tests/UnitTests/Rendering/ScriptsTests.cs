using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.UnitTests.Rendering;

public sealed class ScriptsTests
{
    [Theory]
    [InlineData("Hello", false)]
    [InlineData("", false)]
    [InlineData("123 – 456", false)]
    [InlineData("مرحبا", true)]
    [InlineData("87% مرحبا and Latin", true)]
    [InlineData("Latin first ثم عربي", false)]
    [InlineData("שלום", true)]
    [InlineData("🚀 שלום", true)]
    public void The_first_strong_character_decides_the_direction(string text, bool isRightToLeft)
        => Assert.Equal(isRightToLeft, Scripts.IsRightToLeft(text));

    [Theory]
    [InlineData("Plain", "en")]
    [InlineData("漢字とかな", "ja")]
    [InlineData("カタカナ", "ja")]
    [InlineData("漢字 한글", "ko")]
    [InlineData("汉字", "zh")]
    public void The_script_decides_the_forms_of_han_characters(string text, string language)
        => Assert.Equal(language, Scripts.LanguageOf(text));

    [Theory]
    [InlineData("Latin — 87%", true)]
    [InlineData("Ελληνικά и русский", true)]
    [InlineData("हिन्दी", false)]
    [InlineData("Latin and العربية", false)]
    [InlineData("日本語", false)]
    public void Only_separate_letters_may_be_set_tight(string text, bool mayBeTight) => Assert.Equal(mayBeTight, Scripts.MayBeTight(text));
}
