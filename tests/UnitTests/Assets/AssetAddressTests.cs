using PearlIo.Domain.Assets;

namespace PearlIo.UnitTests.Assets;

public sealed class AssetAddressTests
{
    [Theory]
    [InlineData("asset:logo", true)]
    [InlineData("ASSET:logo", true)]
    [InlineData("asset:Not_a_name", true)]
    [InlineData("asset:", false)]
    [InlineData("Asset: what it is worth", false)]
    [InlineData("https://acme.dev/asset:logo", false)]
    [InlineData("", false)]
    public void Begins_with_its_scheme_and_is_no_sentence(string text, bool isAddress) => Assert.Equal(isAddress, AssetAddress.Is(text));

    [Fact]
    public void Names_what_stands_behind_the_scheme() => Assert.Equal("logo-2", AssetAddress.NameIn("Asset:logo-2"));

    [Theory]
    [InlineData("a", true)]
    [InlineData("logo-2--x", true)]
    [InlineData("", false)]
    [InlineData("2x", false)]
    [InlineData("-x", false)]
    [InlineData("Logo", false)]
    [InlineData("logo_2", false)]
    [InlineData("größe", false)]
    [InlineData("a b", false)]
    [InlineData("a\n", false)]
    public void Has_a_name_of_letters_digits_and_hyphens(string name, bool isName) => Assert.Equal(isName, AssetAddress.IsName(name));

    [Fact]
    public void Has_a_name_of_forty_characters_at_most()
    {
        Assert.True(AssetAddress.IsName(new string('a', 40)));
        Assert.False(AssetAddress.IsName(new string('a', 41)));
    }
}
