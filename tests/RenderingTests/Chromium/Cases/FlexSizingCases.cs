namespace PearlIo.RenderingTests.Chromium.Cases;

/// <summary>Growing, shrinking, bases and automatic minimal sizes (CSS Flexbox 1, 4.5 and 9.7).</summary>
internal static class FlexSizingCases
{
    private static readonly string[][] Sets =
    [
        ["flex:1", "flex:2", "flex:1"],
        ["flex:1 1 100px", "flex:2 1 50px;max-width:80px;max-height:40px", "flex:1"],
        ["flex-grow:.2", "flex-grow:.3", ""],
        ["flex-grow:.5;max-width:30px;max-height:30px", "flex-grow:.7", "width:20px;height:20px"],
        ["flex:0 1 300px", "flex:0 3 300px", "flex:0 0 50px"],
        ["flex:0 1 300px;min-width:200px;min-height:200px", "flex:0 1 300px", "flex:0 1 100px;padding:10px"],
        ["flex:1 1 0;min-width:150px;min-height:100px", "flex:1 1 0", "flex:1 1 0;max-width:20px;max-height:20px"],
        ["flex:1 0 20%", "flex:1 0 30%", "flex:2 0 calc(10% + 5px)"],
        ["flex-basis:content;width:10px;height:10px", "flex-basis:auto;width:40px;height:40px", "flex-basis:0"],
        ["flex-basis:min-content", "flex-basis:max-content", "flex-basis:fit-content"],
        ["flex:auto", "flex:none", "flex:initial"],
        ["flex:1;padding:20px", "flex:1;border:5px solid;box-sizing:border-box", "flex:1;margin:0 10px"],
        ["flex:0 1 400px;min-width:min-content;min-height:min-content", "flex:0 1 400px;min-width:0;min-height:0", "flex:0 100 10px;overflow:hidden"],
        ["width:100%;height:100%", "width:100%;height:100%;flex-shrink:2", "width:50px;height:50px"],
        ["flex:1 1 0%;max-width:max-content", "flex:3 1 0%", "flex:0 .5 900px"],
        ["flex:0 .3 300px;min-width:0;min-height:0", "flex:0 .2 300px;min-width:0;min-height:0", ""],
        ["flex:1;min-width:50%;min-height:50%", "flex:1;max-width:10%;max-height:10%", "flex:1"],
        ["aspect-ratio:2;flex:1", "flex:2;aspect-ratio:1/1;min-width:0", "flex:1"],
        ["width:min-content", "width:max-content", "width:fit-content"],
        ["flex-basis:stretch", "width:50%;flex-shrink:0", "min-width:auto;width:300px"],
    ];

    public static IEnumerable<HtmlCase> All() => [.. Combinations(), .. MinimalSizes(), .. Percentages(), .. Intrinsic()];

    private static IEnumerable<HtmlCase> Combinations()
    {
        string[] containers =
        [
            "flex-direction:row;width:400px;height:100px",
            "flex-direction:column;width:200px;height:300px",
            "flex-direction:row-reverse;flex-wrap:wrap;width:250px;gap:7px",
            "flex-direction:column;width:200px",
        ];
        foreach (var (set, number) in Sets.Select((set, number) => (set, number)))
        {
            foreach (var (container, at) in containers.Select((container, at) => (container, at)))
            {
                var items = $"<div style=\"{set[0]}\">alpha beta</div><div style=\"{set[1]}\">gamma</div><div style=\"{set[2]}\"></div>";
                yield return HtmlCase.Of($"flex sizing {number + 1:00} in container {at + 1}", $"<div style=\"display:flex;{container}\">{items}</div>");
            }
        }
    }

    private static IEnumerable<HtmlCase> MinimalSizes()
    {
        string[] items =
        [
            "<div style=\"width:300px\">averyveryverylongword and short</div>",
            "<div style=\"width:300px;overflow:hidden\">averyveryverylongword and short</div>",
            "<div style=\"max-width:60px\">averyveryverylongword</div>",
            "<div><div style=\"width:180px;height:10px\"></div></div>",
            $"<img src=\"{Pictures.Png(200, 100)}\">",
            $"<img src=\"{Pictures.Png(200, 100)}\" style=\"height:50px\">",
            $"<img src=\"{Pictures.Png(200, 100)}\" style=\"min-width:0\">",
            $"<img src=\"{Pictures.Png(200, 100)}\" style=\"max-width:100%;min-width:0\">",
            "<div style=\"aspect-ratio:3;height:40px\">wide</div>",
            "<div style=\"display:flex\"><div style=\"width:200px\"></div><div>inner words</div></div>",
            "<div style=\"white-space:nowrap\">no wrap in this text at all</div>",
            "<div style=\"white-space:nowrap;overflow:hidden;text-overflow:ellipsis\">no wrap in this text at all</div>",
            "<div style=\"display:grid;display:flex;flex-wrap:wrap\"><span>one</span><span>two</span><span>three</span></div>",
            "<div style=\"flex:21e309\">a</div>",
            "<div style=\"flex:0 1e400 90px\">a</div>",
        ];
        foreach (var (item, number) in items.Select((item, number) => (item, number)))
        {
            yield return HtmlCase.Of($"flex minimal size {number + 1:00} row", $"<div style=\"display:flex;width:150px\">{item}<div style=\"flex:1 0 40px\">b</div></div>");
            yield return HtmlCase.Of($"flex minimal size {number + 1:00} column", $"<div style=\"display:flex;flex-direction:column;width:150px;height:60px\">{item}<div style=\"flex:1 0 40px\">b</div></div>");
        }
    }

    private static IEnumerable<HtmlCase> Percentages()
    {
        const string Children = "<div style=\"width:50%;height:50%;padding:5%;margin:2%\"></div><div style=\"flex:1;min-height:10%;border:1px solid\"><div style=\"height:100%;width:100%\">x</div></div>";
        string[] outers = ["width:300px;height:200px", "width:300px", "height:50%", "min-height:100px;width:50%", "display:inline-flex", "position:absolute;height:40%", "max-width:50%;aspect-ratio:2"];
        foreach (var outer in outers)
        {
            foreach (var direction in (string[])["row", "column"])
            {
                yield return HtmlCase.Of(
                    $"flex percentages {outer} {direction}",
                    $"<div style=\"width:400px;height:300px\"><div style=\"display:flex;flex-direction:{direction};{outer}\">{Children}</div></div>");
            }
        }
    }

    private static IEnumerable<HtmlCase> Intrinsic()
    {
        string[] sizes = ["min-content", "max-content", "fit-content", "fit-content(120px)", "stretch", "-webkit-fill-available", "auto"];
        foreach (var size in sizes)
        {
            yield return HtmlCase.Of(
                $"flex container of {size}",
                $"""
                <div style="width:300px;height:200px"><div style="display:flex;width:{size};gap:5px;padding:4px"><div style="flex:1">alpha beta</div><div style="flex:0 1 80px">gamma</div><div style="padding:0 10%">d</div></div>
                <div style="display:flex;flex-flow:row wrap;width:{size};gap:5px"><div>alpha beta</div><div>gamma</div></div>
                <div style="display:flex;flex-direction:column;width:{size}"><div>alpha beta</div><div style="width:50%">gamma</div></div>
                <div style="display:flex;flex-direction:column;height:{size};width:80px"><div>alpha beta</div><div style="flex:1">gamma</div></div></div>
                """);
        }
    }
}
