using PearlIo.Domain.Templates;

namespace PearlIo.UnitTests.Templates;

public sealed class TemplateReferenceTests
{
    [Theory]
    [InlineData("product", "product", null)]
    [InlineData("a", "a", null)]
    [InlineData("a-2", "a-2", null)]
    [InlineData("product@3", "product", 3)]
    [InlineData("product@999999999", "product", 999_999_999)]
    public void Reads_names_with_and_without_a_version(string text, string name, int? version)
    {
        var reference = TemplateReference.Parse(text)!;

        Assert.Equal((name, version), (reference.Name, reference.Version));
        Assert.Equal(text, reference.ToString());
        Assert.Equal(version is null, TemplateReference.IsName(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Product")]
    [InlineData("2nd")]
    [InlineData("-a")]
    [InlineData("größe")]
    [InlineData("a_b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("a@")]
    [InlineData("a@0")]
    [InlineData("a@03")]
    [InlineData("a@-1")]
    [InlineData("a@1000000000")]
    [InlineData("a@1@2")]
    [InlineData("@1")]
    public void Reads_nothing_else(string text) => Assert.Null(TemplateReference.Parse(text));

    [Fact]
    public void Knows_names_of_at_most_forty_characters()
    {
        Assert.True(TemplateReference.IsName(new string('a', 40)));
        Assert.False(TemplateReference.IsName(new string('a', 41)));
    }
}
