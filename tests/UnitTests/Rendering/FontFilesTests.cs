using PearlIo.Application.OgImages;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.UnitTests.Rendering;

public sealed class FontFilesTests
{
    [Theory]
    [InlineData("Inter-Regular.otf", true)]
    [InlineData("InterDisplay-Bold.otf", true)]
    [InlineData("NotoSansArabic-Bold.ttf", true)]
    [InlineData("NotoSansCJK-Regular.ttc", true)]
    [InlineData("NotoColorEmoji.ttf", true)]
    [InlineData("Inter-BlackItalic.otf", true)]
    [InlineData("NotoSansArabicUI-Bold.ttf", false)]
    [InlineData("NotoSansMono-Regular.ttf", true)]
    [InlineData("NotoSans-Italic.ttf", true)]
    [InlineData("NotoSans-BoldItalic.ttf", true)]
    [InlineData("NotoSans-CondensedItalic.ttf", false)]
    [InlineData("NotoSerif-Regular.ttf", true)]
    [InlineData("NotoSerifDisplay-Regular.ttf", false)]
    [InlineData("DejaVuSans.ttf", false)]
    public void Takes_the_application_s_fonts_and_no_other(string file, bool isWanted) => Assert.Equal(isWanted, FontFiles.IsWanted(file));

    [Fact]
    public void Names_the_packages_to_install_when_fonts_are_missing()
    {
        var missing = Assert.Throws<RendererUnavailableException>(() => FontFiles.Find("/nowhere"));

        Assert.Contains("fonts-inter, fonts-noto-core, fonts-noto-mono, fonts-noto-cjk, fonts-noto-color-emoji", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_package_to_install_when_a_library_is_missing()
    {
        var missing = Assert.Throws<RendererUnavailableException>(
            () => NativeLibraries.Check([new NativeLibraryPackage("libnowhere.so.9", "libnowhere9")]));

        Assert.Contains("Install the Debian packages libnowhere9.", missing.Message, StringComparison.Ordinal);
    }
}
