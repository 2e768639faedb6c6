namespace PearlIo.RenderingTests.Chromium.Cases;

/// <summary>Widths and heights: box-sizing, percentages, ratios, intrinsic sizes and pictures.</summary>
internal static class SizeCases
{
    private static readonly string[] Keywords = ["min-content", "max-content", "fit-content", "fit-content(90px)", "stretch", "-webkit-fill-available", "auto", "calc(50% - 10px)", "min(50%, 90px)", "max(10%, 4em)", "clamp(20px, 10vw, 90px)", "5rem", "20vh"];

    public static IEnumerable<HtmlCase> All() => [.. BoxSizing(), .. Intrinsic(), .. Ratios(), .. Images(), .. Displays()];

    private static IEnumerable<HtmlCase> BoxSizing()
    {
        string[] boxes = ["padding:10px", "padding:10%", "border:5px solid", "padding:5% 10px;border:solid;border-width:1px 2px 3px 4px", "padding:80px;border:50px solid", "margin:-10px 5%;padding:3px", "min-width:150px;max-height:20px;padding:12px", "max-width:20px;min-height:80px;padding:12px", "min-width:90%;max-width:10%", "border:thick dashed;border-left:none"];
        foreach (var box in boxes)
        {
            foreach (var sizing in (string[])["content-box", "border-box"])
            {
                yield return HtmlCase.Of(
                    $"{sizing} {box}",
                    $"""
                    <div style="width:300px;height:200px"><div style="box-sizing:{sizing};width:100px;height:50px;{box}">x</div><div style="box-sizing:{sizing};{box}">auto</div>
                    <div style="box-sizing:{sizing};width:50%;height:25%;{box}"></div></div>
                    <div style="display:flex;width:300px;height:100px"><div style="box-sizing:{sizing};width:100px;{box}">x</div><div style="box-sizing:{sizing};flex:1;{box}"></div></div>
                    """);
            }
        }
    }

    private static IEnumerable<HtmlCase> Intrinsic()
    {
        foreach (var keyword in Keywords)
        {
            yield return HtmlCase.Of(
                $"width {keyword}",
                $"""
                <div style="width:200px"><div style="width:{keyword};padding:5px">alpha beta gamma delta epsilon</div><div style="width:50px;min-width:{keyword}">alpha beta</div>
                <div style="max-width:{keyword}">alpha beta gamma</div><div style="display:inline-block;width:{keyword};margin:4px">inline</div>
                <div style="position:absolute;width:{keyword}">absolute words</div><img src="{Pictures.Png(40, 20)}" style="width:{keyword}"></div>
                """);
            yield return HtmlCase.Of(
                $"height {keyword}",
                $"""
                <div style="width:200px;height:150px"><div style="height:{keyword};padding:5px">alpha</div><div style="min-height:{keyword}">beta</div><div style="max-height:{keyword}">a<br>b<br>c</div></div>
                <div style="display:flex;height:100px"><div style="height:{keyword}">flex</div><div style="min-height:{keyword}">min</div><div style="max-height:{keyword}">max</div></div>
                """);
        }
    }

    private static IEnumerable<HtmlCase> Ratios()
    {
        string[] boxes =
        [
            "aspect-ratio:2;width:100px", "aspect-ratio:2;height:40px", "aspect-ratio:16/9", "aspect-ratio:1;width:100px;max-height:50px", "aspect-ratio:1;height:100px;max-width:50px", "aspect-ratio:1;width:20px;min-height:60px",
            "aspect-ratio:3;width:50%;padding:10px", "aspect-ratio:3;width:50%;padding:10px;box-sizing:border-box", "aspect-ratio:auto 2;width:60px", "aspect-ratio:.5;width:30px", "aspect-ratio:2;width:100px;height:20px",
            "aspect-ratio:1;min-width:40px;height:10px", "aspect-ratio:10;width:50px", "aspect-ratio:10;width:50px;min-height:0", "aspect-ratio:1;width:min-content", "aspect-ratio:2;height:40px;max-width:50%;min-width:10px",
        ];
        foreach (var box in boxes)
        {
            yield return HtmlCase.Of($"ratio in block {box}", $"<div style=\"width:300px;height:200px\"><div style=\"{box}\">a text of words</div></div><div style=\"display:inline-block;{box}\">x</div><div style=\"position:absolute;{box}\">y</div>");
            yield return HtmlCase.Of($"ratio in row {box}", $"<div style=\"display:flex;width:300px;height:120px;align-items:start\"><div style=\"{box}\">a text</div><div style=\"{box};align-self:stretch\"></div><div style=\"{box};flex:1\"></div></div>");
            yield return HtmlCase.Of($"ratio in column {box}", $"<div style=\"display:flex;flex-direction:column;width:200px;height:300px;align-items:center\"><div style=\"{box}\">a text</div><div style=\"{box};align-self:stretch\"></div><div style=\"{box};flex:1\"></div></div>");
        }
    }

    private static IEnumerable<HtmlCase> Images()
    {
        string[] styles =
        [
            "", "width:50px", "height:50px", "max-width:100%", "max-height:40px", "width:100%", "width:100%;height:100%", "width:50%;height:auto", "min-width:250px", "min-height:150px;max-width:100px", "max-width:60px;max-height:60px",
            "aspect-ratio:1", "aspect-ratio:1;width:80px", "aspect-ratio:auto 1;height:30px", "width:80px;height:80px;object-fit:cover", "padding:10px;border:2px solid", "width:100px;padding:10px;box-sizing:border-box", "display:block;margin:0 auto;width:70px",
            "display:block;width:auto", "margin:5px 10px", "vertical-align:top", "vertical-align:middle;height:30px", "width:min-content", "height:100%", "float:none;border-radius:50%",
        ];
        foreach (var (style, number) in styles.Select((style, number) => (style, number)))
        {
            yield return HtmlCase.Of(
                $"image {number + 1:00} {style}".TrimEnd(),
                $"""
                <div style="width:180px;height:130px">a <img src="{Pictures.Png(120, 80)}" style="{style}"> b</div><div style="width:200px"><img src="{Pictures.Png(400, 100)}" style="{style}"></div>
                <div style="display:flex;width:200px;height:90px"><img src="{Pictures.Png(64, 64)}" style="{style}"><img src="{Pictures.Png(120, 80)}" style="{style};align-self:center"></div>
                <div style="display:flex;flex-direction:column;width:200px"><img src="{Pictures.Png(50, 100)}" style="{style}"><span>t</span></div>
                """);
        }

        yield return HtmlCase.Of("image with size attributes", $"<img src=\"{Pictures.Png(120, 80)}\" width=60 height=90><img src=\"{Pictures.Png(120, 80)}\" width=60><img src=\"{Pictures.Png(120, 80)}\" width=\"50%\" height=40>");
        yield return HtmlCase.Of("image that fills a card with cover", $"<div style=\"width:1200px;height:630px;display:flex\"><img src=\"{Pictures.Png(64, 64)}\" style=\"width:1200px;height:630px;object-fit:cover\"></div>");
    }

    private static IEnumerable<HtmlCase> Displays()
    {
        string[] displays = ["block", "inline", "inline-block", "flex", "inline-flex", "flow-root", "contents", "none"];
        foreach (var display in displays)
        {
            yield return HtmlCase.Of(
                $"display {display}",
                $"<div style=\"width:250px\">before <div style=\"display:{display};padding:4px;margin:6px;border:1px solid\">some <b>words</b> here</div> after<div style=\"display:{display};width:50%;margin:10px\"><p>para</p></div><span style=\"display:{display}\">span</span></div>");
        }
    }
}
