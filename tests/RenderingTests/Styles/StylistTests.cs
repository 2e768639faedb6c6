using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.RenderingTests.Styles;

public sealed class StylistTests
{
    private static readonly Stylist Cards = new([new StyleSource(
        ".title { color: var(--ink); font-size: 40px } .tag + .tag { margin-left: 8px } .title::before { content: attr(data-x) '!' } .bar { width: var(--w) }")]);

    [Fact]
    public void A_second_card_of_a_structure_shares_all_computed_styles()
    {
        var first = Cards.Style(Card("One"), StyleEnvironment.Default).Root;
        var second = Cards.Style(Card("Two"), StyleEnvironment.Default).Root;
        Assert.Same(Title(first).Style, Title(second).Style);
        Assert.Equal("Two", Styling.Text(Title(second).Children[^1]));
    }

    [Fact]
    public void Content_takes_attributes_of_each_card()
    {
        Assert.Equal("a!One", Styling.Text(Title(Cards.Style(Card("One", mark: "a"), StyleEnvironment.Default).Root)));
        Assert.Equal("b!One", Styling.Text(Title(Cards.Style(Card("One", mark: "b"), StyleEnvironment.Default).Root)));
    }

    [Fact]
    public void A_theme_changes_the_styles_of_its_own_cards_only()
    {
        var red = new StyleEnvironment { RootCustomProperties = [new("--ink", "red")] };
        var blue = new StyleEnvironment { RootCustomProperties = [new("--ink", "blue")] };
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(new CssColor(1, 0, 0), Title(Cards.Style(Card("One"), red).Root).Style.Text.Color);
            Assert.Equal(new CssColor(0, 0, 1), Title(Cards.Style(Card("One"), blue).Root).Style.Text.Color);
        }
    }

    [Fact]
    public void A_style_attribute_may_change_from_card_to_card()
    {
        foreach (var width in new[] { 10, 20, 10 })
        {
            var card = Cards.Style(Card("One", style: $"--w: {width}%"), StyleEnvironment.Default).Root;
            Assert.Equal(Length.Percentage(width), Styling.Find(card, "bar").Style.Box.Width);
        }
    }

    [Fact]
    public void Another_number_of_tags_is_another_structure()
    {
        for (var tags = 0; tags < 5; tags++)
        {
            var card = Cards.Style(Card("One", tags: tags), StyleEnvironment.Default).Root;
            var found = card.Children.OfType<StyledElement>().Where(child => child.Tag == "i").ToList();
            Assert.Equal(tags, found.Count);
            Assert.Equal(Math.Max(0, tags - 1), found.Count(tag => tag.Style.Box.Margin.Left == Length.Px(8)));
        }
    }

    [Fact]
    public void A_viewport_of_another_size_has_other_rules()
    {
        var stylist = new Stylist([new StyleSource("@media (max-width: 800px) { .title { color: red } } .title { width: 50vw }")]);
        var narrow = Title(stylist.Style(Card("One"), new StyleEnvironment { ViewportWidth = 400 }).Root).Style;
        var wide = Title(stylist.Style(Card("One"), StyleEnvironment.Default).Root).Style;
        Assert.Equal((new CssColor(1, 0, 0), Length.Px(200)), (narrow.Text.Color, narrow.Box.Width));
        Assert.Equal((CssColor.Black, Length.Px(600)), (wide.Text.Color, wide.Box.Width));
    }

    [Fact]
    public void Rem_is_right_where_only_a_child_is_computed_again()
    {
        var stylist = new Stylist([new StyleSource("div { font-size: 10px } #bar { color: red }")]);
        _ = stylist.Style(Card("One", style: "width: 1rem"), StyleEnvironment.Default);
        Assert.Equal(Length.Px(20), Styling.Find(stylist.Style(Card("One", style: "width: 2rem"), StyleEnvironment.Default).Root, "bar").Style.Box.Width);
    }

    [Fact]
    public void Threads_may_share_it()
        => Parallel.For(0, 200, i =>
        {
            var ink = i % 3 == 0 ? "red" : "blue";
            var environment = new StyleEnvironment { RootCustomProperties = [new("--ink", ink)] };
            var title = Title(Cards.Style(Card($"Card {i}", tags: i % 7, style: $"--w: {i}px"), environment).Root);
            Assert.Equal(i % 3 == 0 ? new CssColor(1, 0, 0) : new CssColor(0, 0, 1), title.Style.Text.Color);
        });

    [Fact]
    public void A_card_that_is_known_costs_little_memory()
    {
        var card = Card("One", tags: 30);
        _ = Cards.Style(card, StyleEnvironment.Default);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = Cards.Style(card, StyleEnvironment.Default);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
    }

    private static StyledElement Title(StyledElement card) => card.Children.OfType<StyledElement>().First(child => child.Tag == "h1");

    private static MarkupElement Card(string title, int tags = 2, string style = "", string mark = "")
    {
        var children = new List<MarkupNode>
        {
            Make("h1", [new("class", "title"), new("data-x", mark)], [new MarkupText(title)]),
            Make("b", [new("id", "bar"), new("class", "bar"), new("style", style)], []),
        };
        for (var i = 0; i < tags; i++)
        {
            children.Add(Make("i", [new("class", "tag")], [new MarkupText("tag")]));
        }

        return Make("div", [], children);
    }

    private static MarkupElement Make(string tag, MarkupAttribute[] attributes, IReadOnlyList<MarkupNode> children)
        => new() { Tag = tag, Attributes = attributes, Children = children };
}
