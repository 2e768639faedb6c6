namespace PearlIo.RenderingTests.Chromium.Cases;

/// <summary>Blocks inside of inline elements, which they split (CSS 2, 9.2.1.1).</summary>
internal static class SplitInlineCases
{
    private static readonly string[] Bodies =
    [
        "<div><span>a<div>b</div>c</span></div>",
        "<div style=\"width:200px\"><span>a<div style=\"width:50px\">b</div>c</span></div>",
        "<div style=\"width:200px\"><span><div style=\"width:50px\">b</div></span></div>",
        "<div style=\"width:200px\"><span><div style=\"width:50px;height:0\"></div></span></div>",
        "<div style=\"width:200px\"><span>a<div style=\"width:50px;margin:10px 20px\">b</div>c</span></div>",
        "<div style=\"width:200px\"><span style=\"padding:5px;border:2px solid\">a<div style=\"width:50px\">b</div>c</span></div>",
        "<div style=\"width:200px\"><span style=\"padding:5px;border:2px solid\"><div style=\"width:50px\">b</div></span></div>",
        "<div style=\"width:200px\"><span style=\"padding:5px 0\"><div style=\"width:50px\">b</div></span></div>",
        "<div style=\"width:200px\"><span style=\"padding:5px 0\"><div style=\"width:50px\">b</div>c</span></div>",
        "<div style=\"width:200px\"><span style=\"margin:0 9px\"><div style=\"width:50px\">b</div>c</span></div>",
        "<div style=\"width:200px\"><span style=\"margin:0 9px 0 0\"><div style=\"width:50px\">b</div></span></div>",
        "<div style=\"width:200px\"><span style=\"padding:0 9px\">a<div style=\"width:50px\">b</div><div>d</div>e<div>f</div></span>tail</div>",
        "<div style=\"width:200px\">head <span style=\"padding:0 9px\">a<div style=\"width:50px\">b</div></span> tail</div>",
        "<div style=\"width:200px\">head <span style=\"padding:0 9px\"><b>a<div style=\"width:50px\">b</div></b></span> tail</div>",
        "<div style=\"width:200px\">head <span style=\"padding:0 9px\"><b style=\"padding:3px\"><div style=\"width:50px\">b</div></b></span> tail</div>",
        "<div style=\"width:200px\"><span><p>para</p></span></div><p>after</p>",
        "<div style=\"width:200px\"><span>x<p>para</p></span></div><p>after</p>",
        "<div style=\"width:200px\"><span><p>para</p>x</span></div><p>after</p>",
        "<div style=\"width:200px\"><a href=#><div style=\"display:flex;height:30px\"><i>a</i></div></a></div>",
        "<div style=\"display:inline-block\"><span>aaaa<div style=\"padding:4px\">bbbbbbb</div>c</span></div>",
        "<div style=\"display:inline-block\"><span style=\"padding:0 10px\">aaaa<div style=\"padding:4px\">b</div>c</span></div>",
        "<div style=\"width:200px\"><span style=\"position:relative;left:10px;top:5px\">a<div>b</div>c</span></div>",
        "<div style=\"width:200px;text-align:right\"><span style=\"padding:4px\">a<div style=\"width:50px\">b</div>c</span></div>",
        "<div style=\"width:200px;direction:rtl\"><span style=\"padding:4px 10px 4px 2px\">a<div style=\"width:50px\">b</div>c</span></div>",
        "<div style=\"width:200px\"><span style=\"line-height:50px;padding:4px\"><div style=\"width:50px\">b</div></span></div>",
        "<div style=\"width:200px\"><span style=\"font-size:30px\">a<div style=\"width:50%;height:50%\">b</div></span></div>",
        "<div style=\"width:200px;height:100px\"><span style=\"font-size:30px\">a<div style=\"width:50%;height:50%\">b</div></span></div>",
        "<div style=\"width:200px;text-indent:20px\"><span>a<div>b</div>c</span></div>",
        "<div style=\"width:200px\"><span style=\"vertical-align:top\">a<div>b</div>c</span></div>",
        "<div style=\"width:200px\"><span style=\"white-space:pre\">a <div>b</div> c</span></div>",
        "<div style=\"width:200px\"><span>a <br><div>b</div><br>c</span></div>",
        "<div style=\"width:200px\"><span style=\"transform:rotate(9deg)\">a<div>b</div>c</span></div>",
        "<div style=\"display:flex;width:200px\"><span style=\"padding:4px\">a<div>b</div>c</span></div>",
        "<div style=\"width:200px\"><label>Name <div style=\"margin:5px\">f</div></label><label style=\"border:1px solid\">Name <div style=\"margin:5px\">f</div></label></div>",
        "<div style=\"width:200px\"><span style=\"padding:3px\">a<img width=20 height=20 style=\"display:block\">c</span></div>",
        "<div style=\"width:200px\"><span style=\"padding:3px\">a<img width=20 height=20 style=\"display:block;margin:9px auto\">c</span></div>",
        "<div style=\"width:200px\"><span style=\"margin-top:50px\"><div style=\"margin:10px 0\">b</div></span></div>",
        "<div style=\"width:200px\"><span><span></span><div style=\"margin:10px 0\">b</div><span></span></span></div>",
        "<div style=\"width:200px\"><span style=\"background:red\"><h2>b</h2></span><span><h3>q</h3></span></div>",
        "<div style=\"width:200px\"> <span> <div>b</div> </span> </div>",
        "<div style=\"width:200px\"><span style=\"padding:4px\"> <div>b</div> </span> </div>",
        "<div style=\"display:inline-block\"><span>a<div style=\"margin-left:-5px\">bbbb</div>c</span>dd</div><span>z</span>",
        "<div style=\"overflow:hidden;width:200px\"><span><div style=\"margin:10px 0\">b</div></span></div>",
        "<div style=\"width:200px\"><span><div style=\"position:absolute\">a</div>b</span></div>",
        "<div style=\"width:200px\"><span>x<div style=\"display:inline-block\">a</div>b</span></div>",
        "<div style=\"width:50px\"><span style=\"padding:4px;border:1px solid\">some words here<div>and a block</div>then more words</span></div>",
        "<div style=\"width:100px;text-overflow:ellipsis;overflow:hidden;white-space:nowrap\"><span>some words here long<div>and a block that is long</div></span></div>",
        "<div style=\"width:200px\"><a style=\"position:relative\"><div style=\"height:50px\">b<i style=\"position:absolute;right:0;bottom:0\">q</i></div></a></div>",
        "<div style=\"width:200px\"><a style=\"position:relative\">t<div style=\"height:50px\">b<i style=\"position:absolute;right:0;bottom:0\">q</i></div></a></div>",
        "<div style=\"width:200px\"><a style=\"position:relative\"><div style=\"height:50px\">b<i style=\"position:absolute;left:0;top:0;width:100%;height:100%\">q</i></div></a></div>",
        "<div style=\"width:200px\"><a style=\"position:relative\"><i style=\"position:absolute;left:0;top:0;width:100%;height:100%\">q</i><div style=\"height:50px\">b</div></a></div>",
    ];

    public static IEnumerable<HtmlCase> All() =>
    [
        .. Bodies.Select((body, i) => HtmlCase.Of($"block in inline {i + 1:00}", body)),
    ];
}
