using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Canvas.Glyphs;
using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.RenderingTests.Templates;

public sealed class CompiledTemplateTests
{
    private static readonly GlyphCoverage Coverage = FontLibrary.Open(new RenderingOptions().FontPath).Coverage;

    [Theory]
    [InlineData("<p>{{title}}</p>", "Hello")]
    [InlineData("<p>a {{title}} b</p>", "a Hello b")]
    [InlineData("<p>{{upper title}}</p>", "HELLO")]
    [InlineData("<p>{{truncate title 3}}</p>", "Hel…")]
    [InlineData("<p>{{initial title}}{{initials \"Ada King Lovelace\"}}</p>", "HAL")]
    [InlineData("<p>{{default nothing \"none\"}}</p>", "none")]
    [InlineData("<p>{{#if title}}yes{{else}}no{{/if}}</p>", "yes")]
    [InlineData("<p>{{#unless title}}yes{{else}}no{{/unless}}</p>", "no")]
    [InlineData("<p>{{#if (eq title \"Hello\")}}same{{/if}}</p>", "same")]
    [InlineData("<p>{{! a remark }}x</p>", "x")]
    [InlineData("<p>{{date day}} / {{date day \"MMM yyyy\"}}</p>", "17 September 2026 / Sep 2026")]
    public void Fills_values_in(string body, string text) => Assert.Equal(text, TextOf(Fill(body, ("title", "Hello"), ("day", "2026-09-17"))));

    [Theory]
    [InlineData("<p>x", true, DocumentMode.Quirks)]
    [InlineData("<!doctype html><p>x", true, DocumentMode.Standard)]
    [InlineData("<p>x", false, DocumentMode.Standard)]
    [InlineData("<!-- pearl {} --><p>x", true, DocumentMode.Standard)]
    [InlineData("<p>{{title}}", true, DocumentMode.Standard)]
    public void Is_drawn_by_todays_rules_unless_it_is_a_page(string html, bool mayBePage, object mode)
        => Assert.Equal(mode, CompiledTemplate.Compile(html, mayBePage).Mode);

    [Theory]
    [InlineData("<!--><p>x</p>")]
    [InlineData("<!---><p>x</p> pearl -->")]
    [InlineData("<!--")]
    [InlineData("<!-- pearl")]
    public void Takes_no_other_comment_for_a_front_block(string html) => Assert.Empty(CompiledTemplate.Compile(html).Front.Variables);

    [Fact]
    public void Never_makes_markup_of_a_value()
    {
        var filled = Fill("<p title=\"{{title}}\">{{title}}</p>", ("title", "<b>\"x\"</b>&amp;"));

        var paragraph = Find(filled, "p")!;
        Assert.Equal("<b>\"x\"</b>&amp;", paragraph.Attribute("title"));
        Assert.Equal("<b>\"x\"</b>&amp;", TextOf(filled));
        Assert.Null(Find(filled, "b"));
    }

    [Fact]
    public void Repeats_elements_for_each_item_of_a_list()
    {
        const string Front = """<!-- pearl { "variables": { "tags": { "type": "list" } } } -->""";
        var filled = Fill(
            Front + "<ul>{{#each tags}}<li>{{@index}}{{#if @last}}!{{/if}} {{this}}</li>{{else}}<b>none</b>{{/each}}</ul>", ("tags", "[\"a\", \"b,c\"]"));

        Assert.Equal("0 a1! b,c", TextOf(filled));
    }

    [Fact]
    public void Bounds_what_a_list_makes()
    {
        const string Front = """<!-- pearl { "variables": { "tags": { "type": "list" } } } -->""";
        var many = string.Join(',', Enumerable.Range(0, 100_000));

        var filled = Fill(Front + "<p>{{#each tags}}x{{/each}}</p>", ("tags", many));

        Assert.Equal(TemplateFiller.MostRounds, TextOf(filled).Length);
    }

    [Fact]
    public void Takes_blocks_within_attributes()
    {
        var filled = Fill("<p class=\"card{{#if title}} with-title{{/if}}\"></p>", ("title", "x"));

        Assert.Equal("card with-title", Find(filled, "p")!.Attribute("class"));
    }

    [Theory]
    [InlineData("<p>{{title</p>", "not closed")]
    [InlineData("<p>{{{title}}}</p>", "Three braces")]
    [InlineData("<p>{{#if title}}</p>", "no {{/if}}")]
    [InlineData("<p>{{/if}}</p>", "does not start in the same element")]
    [InlineData("<p>{{#if title}}<b>{{/if}}</b></p>", "in the same element")]
    [InlineData("<p>{{#while title}}{{/while}}</p>", "There is no block 'while'")]
    [InlineData("<p>{{shout title}}</p>", "There is no helper 'shout'")]
    [InlineData("<p>{{truncate title}}</p>", "'truncate' takes 2 value(s), not 1")]
    [InlineData("<p>{{upper (lower title}}</p>", "bracket is not closed")]
    [InlineData("<p>{{eq title \"x}}</p>", "quotation mark is not closed")]
    [InlineData("<p>{{}}</p>", "name is missing")]
    [InlineData("<p>{{@key}}</p>", "There is no '@key'")]
    public void Refuses_what_it_does_not_understand_with_its_place(string body, string message)
    {
        var error = CompiledTemplate.Compile("<!doctype html>\n<body>\n" + body).Error;

        Assert.NotNull(error);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(3, error.Line);
    }

    [Theory]
    [InlineData("""{ "variables": { "a b": {} } }""", "no name of a variable")]
    [InlineData("""{ "variables": { "n": { "type": "number", "default": "x" } } }""", "The default of 'n' must be a number")]
    [InlineData("""{ "variables": { "n": { "type": "thing" } } }""", "no JSON that is understood")]
    [InlineData("""{ "width": 9 }""", "Width and height")]
    [InlineData("""{ "colour": 9 }""", "no JSON that is understood")]
    [InlineData("""{ "width": }""", "no JSON that is understood")]
    public void Refuses_a_wrong_front_block(string front, string message)
    {
        var error = CompiledTemplate.Compile($"<!-- pearl\n{front}\n-->\n<p>x</p>").Error;

        Assert.NotNull(error);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.True(error.Line <= 3);
    }

    [Fact]
    public void Refuses_a_variable_that_is_not_declared()
    {
        var error = CompiledTemplate.Compile("""<!-- pearl { "variables": { "title": {} } } --><p>{{titel}}</p>""").Error;

        Assert.Contains("'titel' is not declared", error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("שלום עולם", "rtl", "he")]
    [InlineData("مرحبا", "rtl", "ar")]
    [InlineData("こんにちは", null, "ja")]
    [InlineData("नमस्ते", null, "hi")]
    [InlineData("Hello", null, "en")]
    public void Sets_direction_and_language_by_the_title(string title, string? direction, string language)
    {
        var filled = Fill("<p>{{title}}</p>", ("title", title));

        Assert.Equal(direction, filled.Attribute("dir"));
        Assert.Equal(language, filled.Attribute("lang"));
    }

    [Fact]
    public void Leaves_a_language_that_the_template_sets() => Assert.Equal("de", Fill("<html lang=de><p>{{title}}", ("title", "こんにちは")).Attribute("lang"));

    [Fact]
    public void Uses_the_default_of_what_nobody_gave()
    {
        const string Front = """<!-- pearl { "variables": { "price": { "type": "number", "default": "4.5" }, "isNew": { "type": "boolean" } } } -->""";

        Assert.Equal("4.5", TextOf(Fill(Front + "<p>{{price}}{{#if isNew}}new{{/if}}</p>", ("price", ""))));
        Assert.Equal("9new", TextOf(Fill(Front + "<p>{{price}}{{#if isNew}}new{{/if}}</p>", ("price", "9"), ("isNew", "true"))));
    }

    private static MarkupElement Fill(string html, params (string Name, string Value)[] values)
    {
        var template = CompiledTemplate.Compile(html);
        Assert.Null(template.Error);
        var given = values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal);
        return template.Fill(TemplateInput.From(template.Front.Variables, given, Coverage));
    }

    private static string TextOf(MarkupNode node)
        => node is MarkupText text ? text.Text.Trim('\n') : string.Concat(((MarkupElement)node).Children.Select(TextOf));

    private static MarkupElement? Find(MarkupElement element, string tag)
        => element.Tag == tag ? element : element.Children.OfType<MarkupElement>().Select(child => Find(child, tag)).FirstOrDefault(found => found is not null);
}
