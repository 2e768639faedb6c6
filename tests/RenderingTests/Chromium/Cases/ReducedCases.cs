using System.Globalization;

namespace PearlIo.RenderingTests.Chromium.Cases;

/// <summary>What generated documents showed once they were reduced to their cause.</summary>
internal static class ReducedCases
{
    private static readonly string[] Bodies =
    [
        "<div style=\"display:inline-flex\"><div style=\"flex:0 0 100px\">x</div></div><div style=\"display:inline-flex\"><div style=\"flex:1 0 100px\">x</div><div style=\"flex-basis:0\">yyyy</div></div>",
        "<div style=\"width:min-content;display:flex\"><div style=\"flex:0 0 100px\">x</div></div><div style=\"width:min-content;display:flex\"><div style=\"flex:0 1 100px\">x</div></div>",
        "<div style=\"display:inline-flex;flex-wrap:wrap\"><div style=\"flex:0 0 100px\">x</div><div style=\"flex:0 0 50%\">x</div></div>",
        "<div style=\"text-indent:10px\"><div></div><b></b>x</div><div style=\"text-indent:10px\"><div style=\"display:flex\"><div><div></div> Agy</div></div></div>",
        "<img><div style=\"display:inline;position:absolute\"></div>x<div style=\"display:inline;position:absolute\">y</div>",
        "<img style=\"position:relative;top:10%\"><div style=\"position:relative;top:10%\">x</div>",
        "<div style=\"max-width:150px\"><img width=120 height=80><div style=\"display:inline;padding:4px\">two</div></div>",
        "<div style=\"height:200px\"></div><div style=\"align-self:end;position:absolute;height:150px\"></div>",
        "<div style=\"display:flex;white-space:pre-wrap\"> </div><div style=\"white-space:pre-wrap\"><div style=\"display:flex\"> </div></div>",
        "<div style=\"display:flex\"><div style=\"display:flex;flex-flow:column wrap-reverse;aspect-ratio:2\"><b></b>x</div></div>",
        "<div style=\"display:flex;flex-flow:column wrap;align-items:end;width:0\">two words<div>x  y</div></div>",
        "<div style=\"display:flex;flex-flow:column wrap;aspect-ratio:auto 1;max-width:50px\">some <b>bold</b> text</div>",
        "<div style=\"height:0;align-content:center\"><div style=\"height:20px\"></div></div>",
        "<div style=\"display:inline-block\"><div style=\"display:flex\"><br>two</div></div><b></b>",
        "<div style=\"display:inline-block\">Agy <div style=\"display:flex\"><br>two</div></div><b></b>",
        "<div style=\"display:inline-block\"><div style=\"overflow:hidden\"> y</div></div><span></span>",
        "<div style=\"direction:rtl\"><div style=\"position:absolute\"></div>two</div><div style=\"direction:rtl\"><br>one<br></div>",
        "<div style=\"display:inline\"><br>two</div>",
        "<div style=\"position:absolute\"></div><br>",
        "<div style=\"display:flex;white-space:pre-wrap;width:0\"><div> <b></b></div></div>",
        "<div style=\"display:flex;flex-direction:column\">Agy <div style=\"margin-top:-10px\"></div></div>",
        "<div style=\"display:flex\"><div style=\"aspect-ratio:16/9\"><img width=120 height=80><div style=\"min-height:40%\"></div></div></div>",
        "<div style=\"width:60px\"><img width=120 height=80><div style=\"position:absolute\">a</div>some</div>",
        "<div style=\"width:min-content\">The quick brown fox <div style=\"position:absolute;display:inline-block\"></div>unbreakablelongword and more </div>",
        "<div style=\"width:100px\">hello world <span style=\"padding-left:60px\"></span>after</div><div style=\"width:100px\">hello wor<span style=\"padding-left:60px\"></span> after that</div>",
        "<div style=\"width:50px\"><i style=\"display:inline-block;width:50px;height:10px\"></i>.</div><div style=\"width:50px\">(<i style=\"display:inline-block;width:50px;height:10px\"></i></div>",
        "<div style=\"width:60px\">and/or C++ a-1 b-c x?y (z)[1] -5</div><div style=\"width:10px\">a.(b) c,[d] e-f g?h</div>",
        "<div style=\"width:100px;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:1;overflow:hidden\">some words here <span>span beyond</span> <i style=\"display:inline-block;width:20px\">x</i> more <br> <img width=40 height=30></div><p>x</p>",
        "<div style=\"width:60px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap\">some text <img width=40 height=30> <b>x</b> <span style=\"padding:3px\">more</span></div>",
        "<div style=\"display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:1;overflow:hidden\"><br>x</div><div style=\"width:120px;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:1;overflow:hidden\"><span>span</span> and more text to cut</div><div style=\"width:120px;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:1;overflow:hidden\">brown<small>small words all of them</small></div><div style=\"width:120px;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:1;overflow:hidden\"><span style=\"vertical-align:sub\">words that are lower than others</span></div>",
        "<div style=\"display:flex;align-items:baseline\"><div style=\"overflow:hidden;height:5px\">x</div><div>y</div></div><div style=\"display:flex;align-items:baseline\"><div><div style=\"overflow:hidden;height:5px\">x</div></div><div>y</div></div><div style=\"display:flex;align-items:last baseline\"><div style=\"display:flex;overflow:hidden;height:5px\">x</div><div>y</div></div><div style=\"display:flex;align-items:baseline\"><div style=\"overflow:hidden;aspect-ratio:16/9\">x</div><b></b></div>",
        "<div style=\"display:inline-block;height:60px\"><div style=\"overflow:hidden;height:20px;margin:5px\">x</div></div><span>y</span><div style=\"display:inline-block;height:60px\"><div>abc</div><div style=\"overflow:hidden;height:20px;margin:5px\"></div></div><span>y</span><div style=\"display:inline-block;height:60px\"><div style=\"overflow:hidden;height:20px;display:flex\">x</div></div><span>y</span>",
        "<div style=\"width:50px\">dog in<span style=\"border:3px solid\"></span></div><div style=\"width:50px\">dog in<span style=\"border:3px solid\"></span><br>x</div><div style=\"width:50px\">x <img width=35 height=20><span style=\"padding:0 5px\"></span></div>",
        "<div style=\"width:50px\">in <b style=\"padding-right:20px;font-weight:400\">do </b>x</div><div style=\"width:50px\">in <b style=\"padding-right:20px;font-weight:400\">do </b> <b style=\"padding:2px\"></b>x</div><div style=\"width:280px\"><em style=\"margin:0 5px\">a dog a<em style=\"font-weight:700\">  Agy a dog typography quick  </em></em></div>",
        "<div style=\"width:min-content\"><span style=\"margin:4px\">of typography in</span></div><div style=\"width:min-content\">a <span style=\"padding-right:4px\">typography of</span></div><div style=\"width:min-content\">a <span style=\"margin-right:4px\">of typography in</span> b</div>",
        "<div style=\"max-width:min-content\"><span style=\"margin:0 5px\"></span></div><div style=\"display:inline-block\"><span style=\"margin:0 5px\"></span></div>",
        "<div style=\"direction:rtl\">xy <img style=\"position:absolute\" width=40 height=30> zzz</div><div style=\"direction:rtl;padding:20px\">x<span style=\"position:absolute\">abc</span>yy</div><div style=\"direction:rtl\">x<span style=\"position:absolute\">abc</span></div><div style=\"direction:rtl\"><span style=\"position:absolute\">abc</span>x</div>",
        "<div style=\"display:flex;flex-flow:column wrap-reverse;align-items:baseline;width:100px;height:50px\"><div style=\"position:absolute\">x</div></div><div style=\"display:flex;flex-wrap:wrap-reverse;align-items:baseline;width:100px;height:50px\"><div style=\"position:absolute\">x</div></div><div style=\"display:flex;flex-wrap:wrap-reverse;align-items:last baseline;width:100px;height:50px\"><div style=\"position:absolute\">x</div></div>",
        "<img style=\"position:absolute;justify-self:end\" width=40 height=30><div style=\"padding:20px\"><p></p><img style=\"position:absolute;align-self:end\" width=40 height=30></div>",
        "<div style=\"align-content:center;height:200px\"><div style=\"position:absolute\"></div>x<span style=\"position:absolute\">y</span></div>",
        "<div style=\"width:72px;text-align:justify;direction:rtl\"><i>dog while</i></div>",
        "<b><span style=\"border:3px solid;font-size:24px\"></span></b> y <i><span style=\"padding:5px\"></span></i> <i><i></i></i> <span style=\"vertical-align:50%\"><span style=\"border:3px solid\"></span></span>",
        "<b style=\"font-weight:400\">x<span style=\"margin:5px 0;padding:2px\">x</span></b> <b style=\"font-weight:400\">x<i style=\"vertical-align:5px;padding:2px\">x</i></b> <b style=\"font-weight:400\">x<i style=\"padding:2px\">x</i></b> <b style=\"font-weight:400\">x<i style=\"font-size:20px\">x</i></b> <b style=\"font-weight:400\"><i style=\"vertical-align:super\">x</i></b>",
    ];

    public static IEnumerable<HtmlCase> All()
        => Bodies.Select((body, i) => HtmlCase.Of(string.Create(CultureInfo.InvariantCulture, $"reduced {i + 1:00}"), body));
}
