namespace PearlIo.RenderingTests.Chromium.Cases;

/// <summary>Absolute and relative positions, static positions, auto margins and over-constrained boxes (CSS 2, 10.3.7 and 10.6.4).</summary>
internal static class PositionCases
{
    private static readonly string[] Justifies = ["flex-start", "flex-end", "center", "space-between", "space-around", "space-evenly", "start", "end", "left", "right", "normal"];
    private static readonly string[] Aligns = ["flex-start", "flex-end", "center", "stretch", "baseline", "start", "end", "self-start", "self-end", "normal"];

    private static readonly string[] Insets =
    [
        "inset:0", "inset:10px", "inset:10% 20%", "top:0;left:0;right:0", "top:20px;bottom:20px", "left:10px;width:50px;right:10px", "inset:0;margin:auto;width:50px;height:40px",
        "inset:0;margin:0 auto;width:50px", "inset:0;margin:auto 0;height:50px;width:30px", "right:0;bottom:0", "top:50%;left:50%", "left:0;right:0;margin:auto;width:500px",
        "inset:5px;padding:10px;border:3px solid", "inset:5px;width:50%;height:50%;box-sizing:border-box;padding:20px", "bottom:-10px;left:-20px;width:30px;height:30px",
        "top:10px;width:max-content", "left:20px;width:min-content", "right:10px;max-width:60px", "left:0;right:0;max-width:90px", "inset:0;width:fit-content;height:fit-content;margin:auto",
        "inset:0 auto 0 auto;aspect-ratio:2", "left:0;right:0;aspect-ratio:4", "top:0;aspect-ratio:1;height:40%", "inset:10px;aspect-ratio:1", "inset:0;width:stretch;height:50px", "top:10%;bottom:20%;min-height:90%",
    ];

    public static IEnumerable<HtmlCase> All() => [.. InFlex(), .. WithInsets(), .. InBlocks(), .. Relative(), .. ContainingBlocks()];

    private static IEnumerable<HtmlCase> InFlex()
    {
        foreach (var direction in (string[])["row", "row-reverse", "column", "column-reverse"])
        {
            for (var i = 0; i < Justifies.Length; i++)
            {
                var (justify, align, self) = (Justifies[i], Aligns[i % Aligns.Length], i % 3 == 2 ? $"align-self:{Aligns[(i + 4) % Aligns.Length]};" : "");
                var flow = i % 4 == 3 ? direction + " wrap-reverse" : direction;
                yield return HtmlCase.Of(
                    $"static position in {flow} justify {justify} items {align} {self}{(i % 5 == 4 ? "rtl" : "")}".TrimEnd(),
                    $"""
                    <div style="position:relative;display:flex;{(i % 5 == 4 ? "direction:rtl;" : "")}flex-flow:{flow};justify-content:{justify};align-items:{align};width:200px;height:150px;padding:10px 20px 5px 7px">
                    <div style="position:absolute;{self}width:50px;height:30px;margin:1px 2px 3px 4px"></div><div style="width:20px;height:20px"></div>
                    <div style="position:absolute;{self}">abs text</div><div style="position:absolute;{self}width:300px;height:200px"></div></div>
                    """);
            }
        }
    }

    private static IEnumerable<HtmlCase> WithInsets()
    {
        foreach (var (inset, number) in Insets.Select((inset, number) => (inset, number)))
        {
            var rtl = number % 5 == 1 ? "direction:rtl;" : "";
            yield return HtmlCase.Of(
                $"absolute {number + 1:00} {inset}",
                $"<div style=\"position:relative;{rtl}width:200px;height:120px;border:4px solid;padding:6px;margin:30px\">text<div style=\"position:absolute;{inset}\">in it</div></div>"
                + $"<div style=\"position:relative;display:flex;{rtl}justify-content:center;align-items:end;width:200px;height:120px\"><div style=\"position:absolute;{inset}\">in it</div></div>"
                + $"<div style=\"position:relative;width:160px;height:90px\"><img src=\"{Pictures.Png(60, 30)}\" style=\"position:absolute;{inset}\"></div>");
        }
    }

    private static IEnumerable<HtmlCase> InBlocks()
    {
        const string Abs = "<div style=\"position:absolute\">abs</div>";
        yield return HtmlCase.Of("static position after a block", $"<p>one</p>{Abs}<p>two</p>");
        yield return HtmlCase.Of("static position after a margin", $"<div style=\"height:20px;margin-bottom:30px\"></div>{Abs}<div style=\"margin-top:10px;height:5px\"></div>");
        yield return HtmlCase.Of("static position in text", $"<div style=\"width:200px\">some text {Abs} and more text</div>");
        yield return HtmlCase.Of("static position of an inline in text", "<div style=\"width:200px\">some text <span style=\"position:absolute\">abs</span> and more text</div>");
        yield return HtmlCase.Of("static position of an inline in centred text", "<div style=\"width:200px;text-align:center\">some text <span style=\"position:absolute\">abs</span></div>");
        yield return HtmlCase.Of("static position of a block in centred text", $"<div style=\"width:200px;text-align:center\">some text {Abs}</div>");
        yield return HtmlCase.Of("static position in an rtl block", $"<div dir=rtl style=\"width:200px;padding:5px\"><div style=\"height:10px\"></div>{Abs}</div>");
        yield return HtmlCase.Of("static position in an empty centred block", $"<div style=\"width:200px;text-align:center\"><span style=\"position:absolute\">abs</span></div>");
        yield return HtmlCase.Of("static position first child with collapsing parent", $"<div style=\"margin-top:20px\">{Abs}<div style=\"margin-top:40px;height:10px\"></div></div>");
        yield return HtmlCase.Of("static position with percent size", "<div style=\"position:relative;width:300px;height:200px;padding:10px\"><div style=\"width:50%\"><div style=\"position:absolute;width:50%;height:50%\"></div></div></div>");
        yield return HtmlCase.Of("absolute shrink to fit in static parent", "<div style=\"width:100px\"><div style=\"position:absolute\">a text that is wider than the hundred pixels of its parent</div></div>");
        yield return HtmlCase.Of("absolute shrink to fit near the edge", "<div style=\"margin-left:1100px\"><div style=\"position:absolute\">a text that is wider than the hundred pixels left</div></div>");
        yield return HtmlCase.Of("fixed to the page", "<div style=\"position:relative;margin:50px;height:30px\"><div style=\"position:fixed;right:10px;bottom:5%\">fixed</div></div>");
    }

    private static IEnumerable<HtmlCase> Relative()
    {
        string[] offsets = ["left:10px;top:5px", "right:10px;bottom:5px", "left:10%;top:10%", "left:5px;right:50px;top:3px;bottom:9px", "inset:auto 0 auto auto"];
        foreach (var offset in offsets)
        {
            yield return HtmlCase.Of(
                $"relative {offset}",
                $"<div style=\"width:200px;height:100px\"><div style=\"position:relative;{offset}\">block</div>text <span style=\"position:relative;{offset}\">inline</span> <img src=\"{Pictures.Png(20, 20)}\" style=\"position:relative;{offset}\"></div>"
                + $"<div dir=rtl style=\"width:200px\"><div style=\"position:relative;width:50px;{offset}\">rtl</div></div><div style=\"display:flex\"><div style=\"position:relative;{offset}\">item</div></div>");
        }

        yield return HtmlCase.Of("sticky is as relative without offset", "<div style=\"position:sticky;top:0\">a</div><div>b</div>");
    }

    private static IEnumerable<HtmlCase> ContainingBlocks()
    {
        const string Abs = "<div style=\"position:absolute;right:0;bottom:0;width:10px;height:10px\"></div>";
        yield return HtmlCase.Of("containing block is a transformed parent", $"<div style=\"transform:translate(0,0);width:100px;height:50px;padding:5px\"><div>{Abs}</div></div>");
        yield return HtmlCase.Of("containing block is a relative span", $"text <span style=\"position:relative;padding:3px\">some words{Abs}</span>");
        yield return HtmlCase.Of("containing block is the page", $"<div style=\"width:100px;height:50px\">{Abs}</div>");
        yield return HtmlCase.Of("containing block is an inline-block", $"text <div style=\"display:inline-block;position:relative;width:50px;height:30px\">{Abs}</div>");
        yield return HtmlCase.Of("containing block with auto height", $"<div style=\"position:relative;width:100px\"><p>text</p>{Abs}</div>");
        yield return HtmlCase.Of("containing block of nested absolutes", $"<div style=\"position:absolute;inset:20px 30px auto auto;width:50%;height:50%\"><div style=\"position:absolute;left:10%;top:10%;right:10%\">{Abs}x</div></div>");
        yield return HtmlCase.Of("containing block with a filter", $"<div style=\"filter:blur(0);width:100px;height:50px\">{Abs}</div>");
    }
}
