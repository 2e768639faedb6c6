using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.RenderingTests.Templates;

public sealed class BuiltInTemplatesTests
{
    public static TheoryData<string> Names => [.. BuiltInTemplates.Names];

    [Fact]
    public void Has_ten_with_the_article_first()
    {
        Assert.Equal("article", BuiltInTemplates.Names[0]);
        Assert.Equal(
            ["article", "docs", "event", "minimal", "package", "photo", "product", "profile", "quote", "release"],
            BuiltInTemplates.Names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_nothing_in_it_that_is_not_supported(string name)
        => Assert.Empty(CompiledTemplate.Compile(BuiltInTemplates.ReadSource(name)).Problems);

    [Theory]
    [MemberData(nameof(Names))]
    public void Says_what_each_variable_is_for_by_an_example_or_a_type(string name)
    {
        var template = BuiltInTemplates.Find(name)!;

        Assert.NotNull(template.Front.Description);
        Assert.Contains(template.Front.Variables, variable => variable.Name == "title" && variable.Example.Length > 0);
        Assert.Contains(template.Front.Variables, variable => variable.Name == "siteName");
    }

    [Fact]
    public void Knows_no_template_of_another_name()
    {
        Assert.Null(BuiltInTemplates.Find("nothing"));
        Assert.Null(BuiltInTemplates.Find("_notice"));
    }
}
