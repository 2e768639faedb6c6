namespace PearlIo.RenderingTests.Chromium.Cases;

/// <summary>Block flow: collapsing margins (CSS 2, 8.3.1), auto margins, and the default styles of elements.</summary>
internal static class BlockCases
{
    public static IEnumerable<HtmlCase> All() => [.. Collapsing(), .. Horizontal(), .. Elements(), .. Quirks()];

    private static IEnumerable<HtmlCase> Collapsing()
    {
        (string Name, string Body)[] cases =
        [
            ("siblings", "<div style=\"margin-bottom:20px;height:10px\"></div><div style=\"margin-top:30px;height:10px\"></div>"),
            ("siblings with a negative", "<div style=\"margin-bottom:30px;height:10px\"></div><div style=\"margin-top:-10px;height:10px\"></div>"),
            ("both negative", "<div style=\"margin-bottom:-5px;height:30px\"></div><div style=\"margin-top:-12px;height:10px\"></div>"),
            ("parent and first child", "<div id=p><div style=\"margin-top:30px;height:10px\"></div></div>"),
            ("parent and last child", "<div id=p><div style=\"margin-bottom:30px;height:10px\"></div></div><div id=n>n</div>"),
            ("last child and definite height", "<div style=\"height:50px\"><div style=\"margin-bottom:80px;height:10px\"></div></div><div>n</div>"),
            ("last child and min-height", "<div style=\"min-height:50px\"><div style=\"margin-bottom:30px;height:10px\"></div></div><div>n</div>"),
            ("last child and small min-height", "<div style=\"min-height:5px\"><div style=\"margin-bottom:30px;height:10px\"></div></div><div>n</div>"),
            ("last child and max-height", "<div style=\"max-height:15px\"><div style=\"margin-bottom:30px;height:20px\"></div></div><div>n</div>"),
            ("through an empty block", "<div style=\"height:10px;margin-bottom:10px\"></div><div style=\"margin:20px 0 30px\"></div><div style=\"margin-top:5px;height:10px\"></div>"),
            ("through nested empty blocks", "<div style=\"height:10px\"></div><div style=\"margin:10px\"><div style=\"margin:20px\"><div style=\"margin:-5px 0 15px\"></div></div></div><div style=\"height:9px\"></div>"),
            ("empty with a child of no height", "<div style=\"margin:10px 0\"><div style=\"margin:25px 0;height:0\"></div></div><div>n</div>"),
            ("empty with padding", "<div style=\"height:10px\"></div><div style=\"margin:20px 0;padding-top:1px\"></div><div style=\"margin:15px\">n</div>"),
            ("empty with height", "<div style=\"margin:20px 0;height:1px\"></div><div style=\"margin:15px\">n</div>"),
            ("empty at the end of a parent", "<div><p>a</p><div style=\"margin:40px 0\"></div></div><p>b</p>"),
            ("only empty blocks in a parent", "<div style=\"margin:5px 0\"><div style=\"margin:40px 0\"></div><div style=\"margin:10px 0 50px\"></div></div><p>b</p>"),
            ("three generations", "<div style=\"margin-top:10px\"><div style=\"margin-top:20px\"><div style=\"margin-top:15px\">x</div></div></div>"),
            ("three generations at the end", "<div style=\"margin-bottom:10px\"><div style=\"margin-bottom:40px\"><div style=\"margin-bottom:15px\">x</div></div></div><div>n</div>"),
            ("stopped by text", "<div>text<div style=\"margin:20px 0\">x</div>text</div>"),
            ("stopped by an inline-block", "<div style=\"margin-top:10px\"><span style=\"display:inline-block;margin:20px\">x</span></div>"),
            ("beside an absolute", "<div><div style=\"position:absolute\">a</div><div style=\"margin-top:30px\">x</div></div>"),
            ("with a relative", "<div style=\"position:relative\"><div style=\"margin-top:30px;position:relative;top:5px\">x</div></div>"),
            ("not in a flex item", "<div style=\"display:flex\"><div><p>x</p></div></div><p>n</p>"),
            ("flex container itself", "<p>a</p><div style=\"display:flex;margin:30px 0\"><p>x</p></div><p>n</p>"),
            ("aspect ratio", "<div style=\"aspect-ratio:10;width:100px\"><div style=\"margin:20px 0\">x</div></div><p>n</p>"),
            ("with box-sizing and percent", "<div style=\"width:200px\"><div style=\"margin:10% 0\">x</div><div style=\"margin:5% 0\">x</div></div>"),
            ("in the body", "<p style=\"margin:40px\">first</p><p>last</p>"),
            ("in an absolute", "<div style=\"position:absolute\"><p>x</p><p>y</p></div>"),
            ("negative first child", "<div style=\"height:30px\"></div><div id=p><div style=\"margin-top:-20px;height:10px\"></div></div>"),
            ("negative last child", "<div id=p><div style=\"height:50px;margin-bottom:-20px\"></div></div><div>n</div>"),
            ("negative more than all", "<div style=\"margin-top:50px;height:10px;margin-bottom:-40px\"></div><div style=\"height:10px\"></div>"),
            ("percent height child", "<div><div style=\"height:50%;margin:20px 0\"></div></div><div>n</div>"),
            ("display none between", "<p>a</p><div style=\"display:none;margin:99px\"></div><p>b</p>"),
            ("contents between", "<p>a</p><div style=\"display:contents;margin:99px\"><p>c</p></div><p>b</p>"),
            ("empty inline in an empty block", "<p>a</p><div style=\"margin:30px 0\"><span></span></div><p>b</p>"),
            ("padded empty inline in an empty block", "<p>a</p><div style=\"margin:30px 0\"><span style=\"padding:0 3px\"></span></div><p>b</p>"),
            ("line break only", "<p>a</p><div style=\"margin:30px 0\"><br></div><p>b</p>"),
        ];
        foreach (var (name, body) in cases)
        {
            yield return HtmlCase.Of($"collapsing {name}", body);
        }

        string[] barriers = ["padding:1px 0", "border:1px solid", "overflow:hidden", "overflow:clip", "display:flow-root", "display:inline-block", "padding-bottom:1px", "border-top:2px solid", "min-height:60px", "height:40px", "overflow:auto;height:auto", "position:absolute"];
        foreach (var barrier in barriers)
        {
            yield return HtmlCase.Of($"collapsing barrier {barrier}", $"<div style=\"margin:7px 0;{barrier}\"><div style=\"margin:20px 0\">x</div><div style=\"margin:30px 0\"></div></div><div style=\"margin:12px\">n</div>");
        }
    }

    private static IEnumerable<HtmlCase> Horizontal()
    {
        string[] styles = ["margin:0 auto;width:100px", "margin-left:auto;width:100px", "margin-right:auto;width:100px", "margin:0 auto;width:400px", "margin:0 auto;max-width:150px", "margin:0 auto;min-width:350px;width:10px", "margin:0 -20px", "margin:0 auto", "width:100px;margin:0 50px", "width:50%;margin:0 25%;padding:0 5%", "margin:0 auto;width:fit-content", "margin-left:auto;width:max-content", "margin:0 auto;display:flex;width:80px", "width:-webkit-fill-available;margin:0 20px"];
        foreach (var style in styles)
        {
            yield return HtmlCase.Of($"horizontal {style}", $"<div style=\"width:300px;padding:0 10px\"><div style=\"{style}\">x</div></div><div dir=rtl style=\"width:300px\"><div style=\"{style}\">x</div></div>");
        }
    }

    private static IEnumerable<HtmlCase> Elements()
    {
        yield return HtmlCase.Of("headings", "<h1>One</h1><h2>Two</h2><h3>Three</h3><h4>Four</h4><h5>Five</h5><h6>Six</h6><p>text</p>");
        yield return HtmlCase.Of("paragraphs with inline elements", "<p>a <b>bold</b>, <strong>strong</strong>, <i>italic</i>, <em>em</em>, <small>small</small>, <u>u</u>, <s>s</s>, <mark>mark</mark>, <sub>sub</sub>, <sup>sup</sup>, <code>code</code>, <kbd>kbd</kbd></p>");
        yield return HtmlCase.Of("lists", "<ul><li>one</li><li>two <b>b</b></li></ul><ol><li>first</li><li>second<ul><li>nested</li></ul></li></ol>");
        yield return HtmlCase.Of("lists without markers", "<ul style=\"list-style:none;padding:0;margin:0\"><li>one</li><li>two</li></ul>");
        yield return HtmlCase.Of("quotes and rules", "<blockquote>quote<p>p</p></blockquote><hr><pre>pre\n  two</pre><address>addr</address>");
        yield return HtmlCase.Of("sections", "<header><h1>t</h1></header><main><article><h2>a</h2><section><p>p</p></section></article></main><footer>f</footer><nav>n</nav><aside>s</aside><figure>fig<figcaption>cap</figcaption></figure>");
        yield return HtmlCase.Of("headings in sections with own sizes", "<h1 style=\"font-size:40px;margin:.5em 0\">A</h1><h2 style=\"font-size:1.5rem\">B</h2><p style=\"font-size:120%\">C <span style=\"font-size:2em\">D</span></p>");
        yield return HtmlCase.Of("links and definition lists", "<a href=#>link</a><dl><dt>term</dt><dd>def</dd></dl>");
        yield return HtmlCase.Of("unknown elements are inline", "<x-card>a</x-card><x-card style=\"display:block\">b</x-card>");
        yield return HtmlCase.Of("block in inline", "<span style=\"padding:5px\">a<div style=\"margin:10px 0\">b</div>c</span>");
        yield return HtmlCase.Of("hidden overflow with height", "<div style=\"height:30px;overflow:hidden\"><p>a</p><p>b</p><p>c</p></div><div>n</div>");
        yield return HtmlCase.Of("text between blocks", "<div style=\"width:100px\">one<div>two</div>three<p>four</p>five</div>");
        yield return HtmlCase.Of("percent heights in auto parents", "<div><div style=\"height:50%\">a</div></div><div style=\"height:200px\"><div style=\"height:50%\"><div style=\"height:50%\">b</div></div></div>");
        yield return HtmlCase.Of("full size of html and body", "<div style=\"height:100%;width:100%\">x</div>", "html,body{height:100%}");
        yield return HtmlCase.Of("viewport units", "<div style=\"width:100vw;height:100vh;display:flex;padding:2vmin;box-sizing:border-box\"><div style=\"width:10vmax\">x</div></div>");
        yield return HtmlCase.Of("generated content", "<p class=a>text</p><div class=b style=\"display:flex;gap:5px\">x</div>", ".a::before{content:'→ ';padding:4px}.a::after{content:'';display:block;height:10px;width:20px}.b::after{content:'end';flex:1}.b::before{content:'';width:30px}");
    }

    private static IEnumerable<HtmlCase> Quirks()
    {
        yield return new("no doctype plain", "<div style=\"width:200px\"><p>text</p><div style=\"height:50%\">x</div></div>");
        yield return new("no doctype body margin and fonts", "<body style=\"font-family:sans-serif\"><h1>Title</h1><p>text <b>b</b></p></body>");
        yield return new("no doctype flex card", "<body style=\"margin:0\"><div style=\"display:flex;width:600px;height:315px;padding:20px;font-family:sans-serif\"><div style=\"margin:auto\">centre</div></div></body>");
        yield return new("doctype with body margin", "<!doctype html><body style=\"font-family:sans-serif\"><p>text</p><div>x</div></body>");
        yield return new("doctype with padded html and body", "<!doctype html><html style=\"padding:10px\"><body style=\"margin:20px;padding:5px;border:1px solid;font-family:sans-serif\"><p>a</p><div style=\"position:absolute;top:0;right:0\">x</div></body></html>");
        yield return new("doctype with flex body", "<!doctype html><body style=\"margin:0;display:flex;height:630px;align-items:center;justify-content:center;font-family:sans-serif\"><div>centre</div></body>");
        yield return new("doctype with absolute card", "<!doctype html><body style=\"margin:0;font-family:sans-serif\"><div style=\"position:absolute;inset:0;display:flex;flex-direction:column;justify-content:space-between;padding:60px\"><h1 style=\"margin:0\">T</h1><p>p</p></div></body>");
    }
}
