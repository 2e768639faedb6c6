namespace PearlIo.RenderingTests.Chromium.Cases;

/// <summary>Lines: inline boxes, vertical alignment, line heights and baselines (CSS 2, 10.8).</summary>
internal static class InlineCases
{
    private static readonly string[] Aligns = ["baseline", "sub", "super", "text-top", "text-bottom", "middle", "top", "bottom", "5px", "-5px", "50%"];
    private static readonly string[] LineHeights = ["normal", "1", "1.5", "0", "30px", "200%", "2em", ".8"];

    public static IEnumerable<HtmlCase> All() => [.. VerticalAligns(), .. Heights(), .. Boxes(), .. Baselines(), .. FlexBaselines()];

    private static IEnumerable<HtmlCase> VerticalAligns()
    {
        foreach (var align in Aligns)
        {
            yield return HtmlCase.Of($"vertical-align {align} of text", $"<div style=\"width:300px\">a <span style=\"vertical-align:{align}\">b</span> <span style=\"vertical-align:{align};font-size:30px\">big</span> <span style=\"vertical-align:{align};font-size:9px\">small <span style=\"vertical-align:{align}\">in</span></span></div><div>next</div>");
            yield return HtmlCase.Of($"vertical-align {align} of boxes", $"<div style=\"width:300px;line-height:2\">a <img src=\"{Pictures.Png(30, 40)}\" style=\"vertical-align:{align}\"> <span style=\"display:inline-block;vertical-align:{align};padding:5px;width:40px;line-height:1\">two lines</span><span style=\"display:inline-block;vertical-align:{align};width:10px;height:10px;margin:3px\"></span></div><div>next</div>");
        }
    }

    private static IEnumerable<HtmlCase> Heights()
    {
        foreach (var height in LineHeights)
        {
            yield return HtmlCase.Of($"line-height {height}", $"<div style=\"line-height:{height};width:200px\">text <span style=\"font-size:30px\">big</span> and <b style=\"font-size:10px\">small</b> words that wrap over lines</div><div style=\"font-size:24px;line-height:{height}\"><span style=\"font-size:12px\">child</span><p>p</p></div>");
            yield return HtmlCase.Of($"line-height {height} on a span", $"<div style=\"width:250px\">text <span style=\"line-height:{height};padding:4px;border:1px solid\">span over words that are broken</span> <code style=\"line-height:{height}\">code</code></div>");
        }

        string[] fonts = ["sans-serif", "serif", "monospace", "Inter", "Noto Sans", "'Noto Serif'", "'Noto Sans Mono'", "Missing, serif"];
        foreach (var font in fonts)
        {
            yield return HtmlCase.Of($"font {font} normal lines", $"<div style=\"font-family:{font};line-height:normal\"><div style=\"font-size:13px\">Thirteen</div><div style=\"font-size:16px\">Sixteen</div><div style=\"font-size:21px\">Twenty-one</div><div style=\"font-size:64px\">Big</div><span>span</span> <b>bold</b> <i>italic</i></div>");
            yield return HtmlCase.Of($"font {font} mixed with another", $"<div style=\"width:260px\">The quick <span style=\"font-family:{font}\">brown fox jumps</span> over <b style=\"font-family:{font};font-size:150%\">the lazy</b> dog.</div>");
        }
    }

    private static IEnumerable<HtmlCase> Boxes()
    {
        string[] styles = ["padding:5px", "padding:5px 20px;border:2px solid", "margin:0 10px", "margin:10px", "border-left:10px solid", "padding:0 10%", "margin-left:-10px", "letter-spacing:3px;padding:2px", "display:inline-block;padding:3px 6px", "display:inline-block;margin:5px 0;border:1px solid", "display:inline-flex;gap:4px;padding:2px", "position:relative;top:3px", "font-size:28px;padding:3px", "-webkit-box-decoration-break:slice;padding:4px", "white-space:nowrap;padding:2px", "display:inline-block;width:50%", "display:inline-block;width:100%", "display:inline-block;max-width:80px;overflow:hidden"];
        foreach (var (style, number) in styles.Select((style, number) => (style, number)))
        {
            yield return HtmlCase.Of(
                $"inline box {number + 1:00} {style}",
                $"<div style=\"width:220px\">Some text <span style=\"{style}\">with a <b>span</b> of words</span> and more text <span style=\"{style}\"></span>after <span style=\"{style}\">x</span>.</div><div dir=rtl style=\"width:220px\">Some <span style=\"{style}\">span of words</span> end</div>");
        }

        yield return HtmlCase.Of("inline nested deeply", "<div style=\"width:200px\">a <span style=\"padding:1px\">b <span style=\"padding:2px;font-size:20px\">c <span style=\"padding:3px;font-size:10px\">d e f g h i j k</span> l m</span> n o p</span> q</div>");
        yield return HtmlCase.Of("inline empty spans", "<div>a<span></span>b<span style=\"padding:3px\"></span>c</div><div><span></span></div><div> <span> </span> </div>");
        yield return HtmlCase.Of("inline-block of blocks", "<div>a <div style=\"display:inline-block\"><p>one</p><p>two</p></div> b</div>");
        yield return HtmlCase.Of("inline-block wraps as a word", "<div style=\"width:100px\"><span style=\"display:inline-block;width:60px\">a</span><span style=\"display:inline-block;width:60px\">b</span> <span style=\"display:inline-block;width:30px\">c</span></div>");
        yield return HtmlCase.Of("line breaks", "<div>one<br>two<br><br>four</div><div><br></div><div>x<br></div><div><b>b<br>c</b></div>");
        yield return HtmlCase.Of("span around an image", $"<div><span style=\"padding:5px\"><img src=\"{Pictures.Png(30, 30)}\"></span> <a href=#><img src=\"{Pictures.Png(60, 20)}\" style=\"margin:5px\"></a></div>");
    }

    private static IEnumerable<HtmlCase> Baselines()
    {
        string[] boxes = ["", "text", "<br>", "<p>p</p>", "a<br>b", "<div style=\"height:20px\"></div>", "<div style=\"display:flex\"><span>f</span></div>", "<div style=\"position:absolute\">a</div>", $"<img src=\"{Pictures.Png(10, 10)}\">", "<div style=\"padding:9px\">d</div>"];
        foreach (var (box, number) in boxes.Select((box, number) => (box, number)))
        {
            foreach (var style in (string[])["", "overflow:hidden", "height:50px", "display:inline-flex;flex-direction:column"])
            {
                yield return HtmlCase.Of($"baseline of inline-block {number + 1:00} {style}".TrimEnd(), $"<div style=\"font-size:20px\">x<div style=\"display:inline-block;font-size:14px;margin:4px;padding:2px;border:1px solid;{style}\">{box}</div>y</div><div>n</div>");
            }
        }
    }

    private static IEnumerable<HtmlCase> FlexBaselines()
    {
        string[] items =
        [
            "<div style=\"font-size:30px\">A</div>", "<div style=\"padding:20px 5px\">B</div>", "<div style=\"width:20px;height:50px\"></div>", "<div><p>p</p><p>q</p></div>", "<div style=\"display:flex;flex-direction:column\"><b>c</b><i>d</i></div>",
            $"<img src=\"{Pictures.Png(30, 45)}\">", "<div style=\"margin:10px 0\">m</div>", "<div style=\"display:flex;align-items:flex-end;height:60px\"><span>e</span><span style=\"font-size:25px\">f</span></div>", "<div style=\"overflow:hidden;height:30px\">h</div>", "<div style=\"display:flex;align-items:baseline\"><i style=\"font-size:9px\">s</i><b style=\"font-size:33px\">L</b></div>",
        ];
        foreach (var align in (string[])["baseline", "last baseline"])
        {
            for (var i = 0; i < items.Length; i++)
            {
                yield return HtmlCase.Of($"flex {align} {i + 1:00}", $"<div style=\"display:flex;align-items:{align};width:300px;height:140px\"><span>ref</span>{items[i]}{items[(i + 3) % items.Length]}<span style=\"align-self:end\">e</span></div><div style=\"display:inline-flex;align-items:{align}\">{items[i]}{items[(i + 1) % items.Length]}</div> text");
            }
        }

        yield return HtmlCase.Of("flex baseline wrap", $"<div style=\"display:flex;flex-wrap:wrap;align-items:baseline;width:120px\">{string.Concat(items)}</div>");
        yield return HtmlCase.Of("flex baseline in a column", $"<div style=\"display:flex;flex-direction:column;align-items:baseline;width:120px\">{string.Concat(items.Take(4))}</div>");
        yield return HtmlCase.Of("flex container's own baseline", $"<div style=\"display:flex;align-items:baseline\"><div style=\"display:flex;align-items:center;height:50px\"><span style=\"font-size:30px\">A</span><span>b</span></div><span>text</span><div style=\"display:flex;flex-direction:column-reverse\"><span>1</span><span>2</span></div></div>");
    }
}
