namespace PearlIo.RenderingTests.Chromium.Cases;

/// <summary>Directions, wrapping and alignment of flex containers.</summary>
internal static class FlexCases
{
    private static readonly string[] Directions = ["row", "row-reverse", "column", "column-reverse"];
    private static readonly string[] Wraps = ["nowrap", "wrap", "wrap-reverse"];

    private static readonly string[] Justifies =
        ["normal", "flex-start", "flex-end", "center", "space-between", "space-around", "space-evenly", "start", "end", "left", "right", "stretch", "safe center"];

    private static readonly string[] Items =
        ["normal", "stretch", "flex-start", "flex-end", "center", "baseline", "last baseline", "start", "end", "self-start", "self-end", "safe end"];

    private static readonly string[] Contents =
        ["normal", "stretch", "flex-start", "flex-end", "center", "space-between", "space-around", "space-evenly", "start", "end"];

    public static IEnumerable<HtmlCase> All() => [.. Alignments(), .. Selfs(), .. AutoMargins(), .. Gaps(), .. Orders(), .. SingleLines()];

    private static IEnumerable<HtmlCase> Alignments()
    {
        var sample = 0;
        foreach (var direction in Directions)
        {
            foreach (var wrap in Wraps)
            {
                for (var i = 0; i < 7; i++, sample++)
                {
                    var (justify, items, content) = (Justifies[(sample * 5) % Justifies.Length], Items[(sample * 7) % Items.Length], Contents[(sample * 3) % Contents.Length]);
                    var size = wrap == "nowrap" ? "width:420px;height:260px" : "width:230px;height:210px";
                    var rtl = sample % 6 == 5 ? "direction:rtl;" : "";
                    yield return HtmlCase.Of(
                        $"flex {direction} {wrap} justify {justify} items {items} content {content}{(rtl.Length > 0 ? " rtl" : "")}",
                        $"""
                        <div id="f" style="display:flex;{rtl}flex-flow:{direction} {wrap};justify-content:{justify};align-items:{items};align-content:{content};{size};padding:5px;border:2px solid">
                        <div style="width:90px;height:40px"></div><div style="min-width:60px;font-size:24px">Agy</div>
                        <div style="width:80px;padding:6px 4px">two<br>lines</div><div style="width:50px;min-height:60px;margin:4px"></div></div>
                        """);
                }
            }
        }
    }

    private static IEnumerable<HtmlCase> Selfs()
    {
        foreach (var direction in Directions)
        {
            var items = string.Concat(Items.Where(i => i != "normal").Select(i => $"<div style=\"align-self:{i};min-width:20px;min-height:15px;font-size:{12 + (i.Length % 5 * 3)}px\">x</div>"));
            yield return HtmlCase.Of($"align-self all in {direction}", $"<div style=\"display:flex;flex-direction:{direction};width:500px;height:400px\">{items}</div>");
            yield return HtmlCase.Of($"align-self all in {direction} rtl wrap", $"<div dir=rtl style=\"display:flex;flex-flow:{direction} wrap;width:150px;height:200px\">{items}</div>");
            yield return HtmlCase.Of($"align-self of rtl items in {direction}", $"<div style=\"display:flex;flex-direction:{direction};width:500px;height:400px\">{items.Replace("<div ", "<div dir=rtl ", StringComparison.Ordinal)}</div>");
        }
    }

    private static IEnumerable<HtmlCase> AutoMargins()
    {
        string[] margins = ["auto", "0 auto", "auto 0", "0 0 0 auto", "auto 10px 5px auto", "0 auto 0 10%", "auto auto 0 0"];
        foreach (var margin in margins)
        {
            foreach (var direction in (string[])["row", "column-reverse"])
            {
                yield return HtmlCase.Of(
                    $"flex auto margins {margin} in {direction}",
                    $"""
                    <div style="display:flex;flex-direction:{direction};align-items:center;justify-content:space-around;width:300px;height:200px">
                    <div style="width:40px;height:30px;margin:{margin}"></div><div style="width:60px;height:20px"></div><div style="margin:{margin}">text</div></div>
                    <div style="display:flex;flex-direction:{direction};width:50px;height:30px"><div style="flex:none;width:80px;height:60px;margin:{margin}"></div></div>
                    """);
            }
        }
    }

    private static IEnumerable<HtmlCase> Gaps()
    {
        string[] gaps = ["10px", "10%", "5% 12px", "0 20px", "calc(5px + 2%)", "normal"];
        foreach (var gap in gaps)
        {
            foreach (var direction in (string[])["row", "column"])
            {
                var boxes = string.Concat(Enumerable.Range(1, 6).Select(i => $"<div style=\"flex:{i % 3} 1 70px;height:{20 + i}px\"></div>"));
                yield return HtmlCase.Of(
                    $"flex gap {gap} in {direction}",
                    $"<div style=\"display:flex;flex-flow:{direction} wrap;gap:{gap};width:260px;height:180px\">{boxes}</div>"
                    + $"<div style=\"display:flex;flex-flow:{direction} wrap;gap:{gap};width:260px;padding:3px\">{boxes}</div>");
            }
        }
    }

    private static IEnumerable<HtmlCase> Orders()
    {
        foreach (var direction in Directions)
        {
            yield return HtmlCase.Of(
                $"flex order in {direction}",
                $"""
                <div style="display:flex;flex-flow:{direction} wrap;width:200px;height:150px;gap:4px">
                <div style="order:2;width:60px;height:20px"></div><div style="order:-1;width:50px;height:30px"></div><div style="width:70px;height:40px"></div>
                <div style="order:2;width:30px;height:25px"></div><div style="order:1;position:absolute;width:9px;height:9px"></div></div>
                """);
        }
    }

    private static IEnumerable<HtmlCase> SingleLines()
    {
        yield return HtmlCase.Of("flex text directly inside", "<div style=\"display:flex;gap:5px;width:200px\">some text <b>bold</b> and more text that is too long <i>here</i></div>");
        yield return HtmlCase.Of("flex white space between items is nothing", "<div style=\"display:flex;width:200px\"> <span>a</span> <span>b</span> </div>");
        yield return HtmlCase.Of("flex inside inline text", "before <div style=\"display:inline-flex;gap:4px;padding:3px\"><span>in</span><span style=\"font-size:30px\">flex</span></div> after");
        yield return HtmlCase.Of("flex stretch is definite for percentages", "<div style=\"display:flex;height:120px;width:300px\"><div style=\"width:100px\"><div style=\"height:50%\"></div></div><div style=\"flex:1;display:flex\"><div style=\"width:50%;height:25%\"></div></div></div>");
        yield return HtmlCase.Of("flex item margins do not collapse", "<div style=\"display:flex;flex-direction:column\"><div style=\"margin:20px 0\"><p>a</p></div><div style=\"margin:20px 0\"><p>b</p></div></div>");
        yield return HtmlCase.Of("flex with min-height and centre", "<div style=\"display:flex;min-height:200px;align-items:center;justify-content:center\"><div>middle</div></div>");
        yield return HtmlCase.Of("flex column with min-height and growing child", "<div style=\"display:flex;flex-direction:column;min-height:200px;width:100px\"><div>a</div><div style=\"flex:1\"><div style=\"height:50%\"></div></div></div>");
        yield return HtmlCase.Of("flex column with max-height shrinks", "<div style=\"display:flex;flex-direction:column;max-height:100px;width:100px\"><div style=\"height:80px\"></div><div style=\"height:80px;flex-shrink:3\"></div></div>");
        yield return HtmlCase.Of("flex display contents inside", "<div style=\"display:flex;gap:6px\"><div style=\"display:contents\"><p>a</p><p>b</p></div><p>c</p></div>");
        yield return HtmlCase.Of("flex display none inside", "<div style=\"display:flex;gap:6px\"><p>a</p><p style=\"display:none\">b</p><p>c</p></div>");
        yield return HtmlCase.Of("flex row in column in row", "<div style=\"display:flex;width:500px;height:200px\"><div style=\"display:flex;flex-direction:column;flex:1\"><div style=\"display:flex;flex:2\"><div style=\"flex:1\"></div><div style=\"flex:3\">x</div></div><div style=\"flex:1\"></div></div><div style=\"width:30%\"></div></div>");
        yield return HtmlCase.Of("flex column of auto height in row", "<div style=\"display:flex;width:400px\"><div style=\"display:flex;flex-direction:column;gap:8px\"><div>one line</div><div style=\"display:flex;gap:3px\"><span>a</span><span>b</span></div></div><div style=\"flex:1\">a long text that has to wrap within what is left of the row of four hundred</div></div>");
        yield return HtmlCase.Of("flex wrap column in auto width", "<div style=\"display:inline-flex;flex-flow:column wrap;height:100px\"><div style=\"width:50px;height:60px\"></div><div style=\"width:40px;height:60px\"></div><div style=\"width:30px;height:30px\"></div></div>");
    }
}
