using PearlIo.Application.Templates;
using PearlIo.RenderingTests.Chromium;

namespace PearlIo.RenderingTests.Layout;

/// <summary>The rules of layout that others build upon, each in a document of a few boxes without text.</summary>
public sealed class LayoutRulesTests(PearlDocuments pearl) : IClassFixture<PearlDocuments>
{
    private const string Head = "<!doctype html><style>body{margin:0}</style><body>";

    [Fact]
    public void Adjoining_margins_collapse_to_the_largest_and_the_smallest()
        => Assert.Equal(30 - 5 + 10, BoxOf("<p style=\"margin:0 0 30px;height:10px\"></p><p style=\"margin:-5px 0 0;height:10px\"></p>", 1).Y);

    [Fact]
    public void Margins_of_a_first_child_move_its_parent()
        => Assert.Equal(20, BoxOf("<div><p style=\"margin:20px 0;height:10px\"></p></div>", 0).Y);

    [Fact]
    public void Margins_stay_inside_a_formatting_context_of_their_own()
        => Assert.Equal(50, BoxOf("<div style=\"display:flow-root\"><p style=\"margin:20px 0;height:10px\"></p></div>", 0).Height);

    [Fact]
    public void An_item_at_its_limit_is_frozen_and_the_others_share_the_rest()
    {
        const string Row = "<div style=\"display:flex;width:300px\"><i style=\"flex:1;max-width:40px\"></i><i style=\"flex:1\"></i><i style=\"flex:1\"></i></div>";
        Assert.Equal([40, 130, 130], [BoxOf(Row, 1).Width, BoxOf(Row, 2).Width, BoxOf(Row, 3).Width]);
    }

    [Fact]
    public void Items_shrink_in_proportion_to_their_sizes()
    {
        const string Row = "<div style=\"display:flex;width:300px\"><i style=\"width:400px;min-width:0\"></i><i style=\"width:200px;min-width:0\"></i></div>";
        Assert.Equal([200, 100], [BoxOf(Row, 1).Width, BoxOf(Row, 2).Width]);
    }

    [Fact]
    public void An_item_that_cannot_flex_gives_the_row_its_base_size()
        => Assert.Equal(100, BoxOf("<div style=\"display:inline-flex\"><i style=\"flex:0 0 100px\"></i></div>", 0).Width);

    [Fact]
    public void Columns_that_wrap_are_as_wide_as_all_of_them()
        => Assert.Equal(90, BoxOf("<div style=\"display:inline-flex;flex-flow:column wrap;height:60px\"><i style=\"width:50px;height:40px\"></i><i style=\"width:40px;height:40px\"></i></div>", 0).Width);

    [Fact]
    public void Auto_margins_centre_an_absolute_box_between_its_insets()
        => Assert.Equal((40, 30), At(BoxOf("<div style=\"position:relative;width:100px;height:80px\"><i style=\"position:absolute;inset:0;margin:auto;width:20px;height:20px\"></i></div>", 1)));

    [Fact]
    public void A_height_gives_a_width_by_the_ratio_and_content_gives_the_least()
    {
        Assert.Equal(80, BoxOf("<div style=\"aspect-ratio:2;height:40px\"></div>", 0).Width);
        Assert.Equal(70, BoxOf("<div style=\"aspect-ratio:2;width:100px\"><i style=\"display:block;height:70px\"></i></div>", 0).Height);
    }

    [Fact]
    public void Percentages_of_a_height_that_its_content_makes_are_of_nothing()
        => Assert.Equal((0, 0), At(BoxOf("<div><p style=\"margin:0;height:20px;position:relative;top:50%\"></p></div>", 1)));

    [Theory]
    [InlineData("width:1e9px")]
    [InlineData("width:calc(1px / 0);height:calc(1px * NaN)")]
    [InlineData("margin:-1e9px;padding:1e9px")]
    [InlineData("aspect-ratio:1e-9;flex:1e30")]
    [InlineData("font-size:0;line-height:0;letter-spacing:-100px")]
    public void Odd_values_are_laid_out(string style)
        => Assert.True(double.IsFinite(BoxOf($"<div style=\"display:flex\"><div style=\"{style}\">a <b>b</b></div></div><p style=\"{style};position:absolute\">c</p>", 1).Width));

    [Fact]
    public void Deeply_nested_flex_boxes_are_laid_out()
    {
        var rows = string.Concat(Enumerable.Repeat("<div style=\"display:flex;align-items:center\"><div style=\"display:flex;flex-direction:column\">", 60));
        Assert.Equal(20, BoxOf(rows + "<i style=\"height:20px\"></i>" + string.Concat(Enumerable.Repeat("</div></div>", 60)), 0).Height);
    }

    private static (double X, double Y) At(DocumentBox box) => (box.X, box.Y);

    private DocumentBox BoxOf(string body, int index)
    {
        var measured = pearl.Tools.Measure(new DocumentSource { Html = Head + body });
        Assert.True(measured.TryGetValue(out var page, out var failure), failure?.Message);
        return page.Boxes[index];
    }
}
