namespace PearlIo.RenderingTests.Chromium.Cases;

/// <summary>Small trees below <c>#test-root</c> with sizes in px, every div a flex container, in the manner of the tests of layout engines.</summary>
internal static class TreeCases
{
    private static readonly (string Name, string Root, string[] Children)[] Trees =
    [
        ("align content of one line", "width:120px;height:90px;flex-wrap:wrap;align-content:center", ["width:40px;height:20px", "width:40px;height:30px"]),
        ("align content with negative space", "width:120px;height:40px;flex-wrap:wrap;align-content:space-around", ["width:80px;height:30px", "width:80px;height:30px", "width:80px;height:30px"]),
        ("align content end with negative space", "width:120px;height:40px;flex-wrap:wrap;align-content:flex-end", ["width:80px;height:30px", "width:80px;height:30px"]),
        ("align content stretch with fixed and free", "width:100px;height:100px;flex-wrap:wrap;align-content:stretch", ["width:50px", "width:50px;height:20px", "width:50px;margin:5px", "width:50px;max-height:10px"]),
        ("align items centre too large", "width:50px;height:50px;align-items:center;justify-content:center", ["width:80px;height:90px"]),
        ("space between too large", "width:50px;height:50px;justify-content:space-between", ["width:40px;height:10px;flex-shrink:0", "width:40px;height:10px;flex-shrink:0"]),
        ("space around too large", "width:50px;height:50px;justify-content:space-around", ["width:40px;height:10px;flex-shrink:0", "width:40px;height:10px;flex-shrink:0"]),
        ("space evenly in column", "width:50px;height:200px;flex-direction:column;justify-content:space-evenly", ["height:10px", "height:10px", "height:10px"]),
        ("grow to maximum", "width:200px;height:40px", ["flex-grow:1;max-width:30px", "flex-grow:1", "flex-grow:1;max-width:50px"]),
        ("grow below one in column", "width:40px;height:200px;flex-direction:column", ["flex-grow:.1;flex-basis:20px", "flex-grow:.2", "flex-grow:.3"]),
        ("shrink to minimum", "width:100px;height:40px", ["width:90px;min-width:70px", "width:90px", "width:90px;flex-shrink:0"]),
        ("shrink with padding", "width:100px;height:40px", ["width:90px;padding:0 30px", "width:90px"]),
        ("shrink with padding and border below", "width:50px;height:40px", ["width:90px;padding:0 20px;border-width:0 10px", "width:90px"]),
        ("padding larger than size", "width:100px;height:100px", ["width:10px;height:10px;padding:20px", "padding:5px 7px 9px 11px"]),
        ("border everywhere", "width:100px;height:100px;border-width:5px;padding:5px", ["flex:1;border-width:3px 6px", "border-width:1px;width:10px"]),
        ("percent width and height", "width:200px;height:160px", ["width:30%;height:60%", "width:40%;height:10%;min-height:30%", "max-width:10%;flex:1"]),
        ("percent margins and padding", "width:200px;height:160px;flex-direction:column", ["margin:10%;padding:5%;flex:1", "margin:0 5%;height:10%"]),
        ("percent without a definite parent", "width:200px", ["width:50%;height:50%", "height:30px;width:10%"]),
        ("percent of minimum", "min-width:200px;min-height:100px", ["width:50%;height:50%"]),
        ("percent gap of indefinite", "width:200px;flex-wrap:wrap;row-gap:10%;column-gap:5%", ["width:90px;height:20px", "width:90px;height:20px", "width:90px;height:20px"]),
        ("margin auto left", "width:200px;height:100px", ["margin-left:auto;width:50px;height:50px", "width:50px;height:50px"]),
        ("margin auto top and bottom", "width:200px;height:100px", ["margin:auto 0;width:50px;height:50px", "width:50px;height:50px;margin-top:auto"]),
        ("margin auto too large", "width:60px;height:60px", ["margin:auto;width:50px;height:90px", "width:50px;height:50px"]),
        ("margins and stretch", "width:200px;height:100px", ["margin:10px;width:50px", "margin:10px 0 20px 5px;flex:1"]),
        ("negative margins", "width:200px;height:100px", ["margin:-10px;width:50px;height:50px", "margin-left:-20px;width:50px;height:50px"]),
        ("wrap with margins", "width:100px;height:100px;flex-wrap:wrap", ["width:40px;height:20px;margin:5px", "width:40px;height:20px;margin:6px", "width:40px;height:20px"]),
        ("wrap reverse column", "width:100px;height:100px;flex-flow:column wrap-reverse", ["width:30px;height:60px", "width:40px;height:60px", "width:20px;height:20px"]),
        ("wrap by minimum width", "width:100px;flex-wrap:wrap", ["min-width:60px;flex:1;height:10px", "min-width:60px;flex:1;height:20px"]),
        ("wrap with gaps that just fit", "width:100px;flex-wrap:wrap;gap:10px", ["width:45px;height:10px", "width:45px;height:10px", "width:46px;height:10px", "width:45px;height:10px"]),
        ("reverse with margins", "width:150px;height:50px;flex-direction:row-reverse", ["width:20px;margin-left:10px", "width:20px;margin-right:15px", "flex:1"]),
        ("column reverse without height", "width:100px;flex-direction:column-reverse", ["height:10px", "height:20px"]),
        ("absolute in a centring parent", "width:100px;height:100px;justify-content:center;align-items:center", ["position:absolute;width:20px;height:30px", "width:10px;height:10px"]),
        ("absolute with start and end", "width:100px;height:100px", ["position:absolute;left:10px;right:20px;top:5px;bottom:6px", "position:absolute;right:0;bottom:0;width:10px;height:10px"]),
        ("absolute with percent insets", "width:100px;height:80px;border-width:4px", ["position:absolute;left:10%;top:10%;width:50%;height:50%", "position:absolute;right:10%;bottom:10%;width:10%;height:10%"]),
        ("absolute with padding of parent", "width:100px;height:80px;padding:10px", ["position:absolute;width:10px;height:10px", "position:absolute;left:0;top:0;width:10px;height:10px", "position:absolute;right:5px;width:10px;height:50%"]),
        ("absolute with aspect ratio", "width:100px;height:80px", ["position:absolute;left:10px;right:10px;aspect-ratio:2", "position:absolute;top:10px;bottom:10px;aspect-ratio:.5", "position:absolute;width:30px;aspect-ratio:3"]),
        ("absolute with margins auto", "width:100px;height:80px", ["position:absolute;inset:0;margin:auto;width:20px;height:30px", "position:absolute;left:0;right:0;margin:0 auto 0 10px;width:20px;height:10px"]),
        ("relative offsets", "width:100px;height:80px", ["left:5px;top:7px;width:20px;height:20px", "right:5px;bottom:7px;width:20px;height:20px", "left:10%;top:10%;width:20px"]),
        ("aspect ratio in row", "width:200px;height:100px", ["aspect-ratio:1;height:40px", "aspect-ratio:2;width:40px", "aspect-ratio:1"]),
        ("aspect ratio in column", "width:200px;height:200px;flex-direction:column", ["aspect-ratio:2", "aspect-ratio:2;align-self:center;height:30px", "aspect-ratio:1;width:40px"]),
        ("aspect ratio that grows", "width:200px;height:100px;align-items:flex-start", ["aspect-ratio:1;flex:1", "aspect-ratio:2;flex:1;max-height:20px", "aspect-ratio:1;width:20px;flex-grow:1"]),
        ("aspect ratio with limits", "width:200px;height:200px;align-items:flex-start", ["aspect-ratio:1;width:50px;max-width:40px", "aspect-ratio:1;height:50px;min-width:70px", "aspect-ratio:1;width:50px;min-height:80px"]),
        ("aspect ratio and padding", "width:200px;height:200px;align-items:flex-start", ["aspect-ratio:2;width:50px;padding:10px", "aspect-ratio:2;width:50px;padding:10px;box-sizing:content-box", "aspect-ratio:2;height:50px;border-width:10px"]),
        ("min size of root", "min-width:100px;min-height:80px", ["flex:1;height:10px", "width:10px"]),
        ("max size of root", "max-width:100px;max-height:30px;width:400px;flex-wrap:wrap", ["width:60px;height:20px", "width:60px;height:20px"]),
        ("max height of children that stretch", "width:100px;height:100px", ["max-height:40px;width:20px", "min-height:120px;width:20px", "height:50%;width:20px"]),
        ("content box", "box-sizing:content-box;width:100px;height:100px;padding:10px;border-width:5px", ["box-sizing:content-box;width:20px;padding:5px;border-width:1px", "flex:1"]),
        ("display none", "width:100px;height:100px", ["display:none;width:20px", "flex:1", "display:none;position:absolute"]),
        ("display contents", "width:100px;height:100px;gap:5px", ["display:contents;width:20px", "flex:1"]),
        ("block child", "width:100px;height:100px;align-items:flex-start", ["display:block;padding:5px", "display:block;flex:1;height:50%"]),
        ("rounding of thirds", "width:100px;height:100px", ["flex:1", "flex:1", "flex:1"]),
        ("rounding of sevenths in column", "width:100px;height:100px;flex-direction:column", ["flex:1", "flex:2", "flex:1", "flex:3"]),
        ("fractions of pixels", "width:100.3px;height:50.7px;padding:.4px", ["width:10.25px;height:10.75px", "flex:1;margin:.5px", "width:33.33%"]),
        ("rtl row", "width:100px;height:50px;direction:rtl", ["width:20px;margin-left:5px", "width:30px;padding-right:4px", "position:absolute;width:10px;height:10px"]),
        ("rtl column", "width:100px;height:90px;direction:rtl;flex-direction:column;align-items:flex-start", ["width:20px;height:20px", "width:30px;height:20px;align-self:flex-end", "width:10px;height:10px;align-self:center"]),
        ("overflow hidden items", "width:100px;height:50px", ["overflow:hidden", "overflow:hidden;flex:1", "overflow:scroll;width:10px"]),
    ];

    public static IEnumerable<HtmlCase> All()
    {
        foreach (var (name, root, children) in Trees)
        {
            yield return HtmlCase.Tree($"tree {name}", Root(root, string.Concat(children.Select(c => $"<div style=\"{c}\"></div>"))));
            yield return HtmlCase.Tree(
                $"tree {name} nested",
                Root("width:400px;height:300px;align-items:flex-start", $"<div style=\"{root}\">{string.Concat(children.Select(c => $"<div style=\"{c}\"><div style=\"width:8px;height:9px\"></div></div>"))}</div>"));
            yield return HtmlCase.Tree(
                $"tree {name} with text",
                Root(root, string.Concat(children.Select((c, i) => $"<div style=\"{c}\">{(i % 2 == 0 ? "some words" : "x")}</div>"))));
        }
    }

    private static string Root(string style, string children) => $"<div id=\"test-root\" style=\"{style}\">{children}</div>";
}
