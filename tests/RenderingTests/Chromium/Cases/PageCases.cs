namespace PearlIo.RenderingTests.Chromium.Cases;

/// <summary>What pages of people have besides boxes and text: pictures that are missing, units of fonts, blocks that are aligned.</summary>
internal static class PageCases
{
    private static readonly string[] Pictures =
    [
        "x<img>y",
        "x<img width=50 height=20>y",
        "x<img width=50>y",
        "x<img style=\"width:50px;height:20px\">y",
        "x<img style=\"width:50px\">y",
        "x<img src=\"nope.png\">y",
        "x<img src=\"nope.png\" width=50 height=20>y",
        "x<img src=\"nope.png\" width=10 height=10>y",
        "x<img src=\"nope.png\" width=50>y",
        "x<img src=\"nope.png\" style=\"width:50px;height:20px\">y",
        "x<img src=\"nope.png\" style=\"width:50px;height:30px;display:block\">y",
        "x<img src=\"nope.png\" style=\"width:50px;display:block\">y",
        "x<img src=\"nope.png\" style=\"display:block\">y",
        "<div style=\"display:flex\"><img src=\"nope.png\" style=\"width:50px;height:30px\"></div>",
        "<div style=\"display:flex\"><img src=\"nope.png\" width=50 height=30 alt=\"some text here\"></div>",
        "<div style=\"display:flex\"><img src=\"nope.png\"></div>",
        "<div style=\"display:flex\"><img></div>",
        "<div style=\"display:flex\"><img alt=\"some\"></div>",
        "<div style=\"display:flex\"><img width=50 height=30></div>",
        "x<img src=\"nope.png\" alt=\"\">y",
        "x<img src=\"nope.png\" alt=\"\" width=50 height=30>y",
        "x<img src=\"nope.png\" alt=\"some text\">y",
        "x<img src=\"nope.png\" alt=\"some text\" width=50 height=30>y",
        "x<img src=\"nope.png\" alt=\"some text\" width=150 height=130>y",
        "x<img src=\"nope.png\" alt=\"some text\" width=150 height=130 style=\"display:block\">y",
        "x<img src=\"nope.png\" alt=\"some text\" style=\"display:inline-block;width:100px;height:50px\">y",
        "x<img src=\"nope.png\" alt=\"some text\" style=\"position:absolute;width:100px;height:50px\">y",
        "x<img alt=\"some text\" style=\"padding:3px;border:2px solid\">y",
        "x<img alt=\"some text\" style=\"aspect-ratio:2;width:100px\">y",
        "x<img alt=\"\" width=50 height=30>y",
        "x<img src=\"nope.png\" style=\"display:block;max-width:100%;height:auto\">y",
        "<div style=\"position:relative;width:100px;height:100px\"><img src=\"nope.png\" style=\"width:100%;height:100%;object-fit:cover\"></div>",
        "<div style=\"position:relative;width:100px;height:100px\"><img src=\"nope.png\" style=\"position:absolute;inset:0;width:100%;height:100%;object-fit:cover\"></div>",
        "x<img src=\"\" width=50 height=20>y",
        "x<img src=\"\" style=\"width:50px;height:30px\">y",
        "x<img src=\"\" style=\"display:block;width:50px\">y",
        "<div style=\"display:flex\"><img src=\"\" style=\"width:50px\"></div>",
    ];

    private static readonly string[] Units =
    [
        "<div style=\"width:10ch;height:10ex\">x</div>",
        "<div style=\"font-family:serif;width:10ch;height:10ex\">x</div>",
        "<div style=\"font-family:monospace;width:10ch;height:10ex\">x</div>",
        "<div style=\"font-family:Inter;width:10ch;height:10ex\">x</div>",
        "<div style=\"font-family:Inter;font-weight:700;font-size:20px;width:10ch;height:10ex\">x</div>",
        "<div style=\"font-style:italic;font-family:serif;font-weight:700;font-size:20px;width:10ch;height:10ex\">x</div>",
        "<div style=\"width:10lh;height:2rlh\">x</div>",
        "<div style=\"line-height:normal;width:10lh;height:2rlh\">x</div>",
        "<div style=\"line-height:normal;font-size:30px;font-family:serif;width:10lh;height:2rlh\">x</div>",
        "<div style=\"line-height:2;width:10lh;height:2rlh\">x</div>",
        "<div style=\"width:10cap;height:10ic\">x</div>",
        "<div style=\"width:10rch;height:10rex;font-size:30px\">x</div>",
        "<div style=\"font-size:3ch;width:3ch\">x</div>",
        "<div style=\"font-size:3ex;width:3ch\">x</div>",
        "<div style=\"line-height:2lh\">x<div style=\"line-height:2lh\">y</div></div>",
        "<div style=\"letter-spacing:3px;width:10ch\">x</div>",
        "<div style=\"width:calc(10ch + 2ex);max-width:60ch\">x</div>",
        "<div style=\"font-family:'Noto Sans Mono',monospace;width:10ch;height:10ex\">x</div>",
        "<div style=\"font-family:Missing;width:10ch;height:10ex\">x</div>",
    ];

    private static readonly string[] Aligned =
    [
        "<div style=\"justify-items:center\"><div>x</div></div>",
        "<div><div style=\"justify-self:end\">x</div></div>",
        "<div><div style=\"justify-self:center;width:50px\">x</div></div>",
        "<div><img style=\"justify-self:center;display:block\" width=30 height=30></div>",
        "<div style=\"direction:rtl\"><div style=\"justify-self:start\">x</div></div>",
        "<div><div style=\"justify-self:left;margin:0 10px\">x</div></div>",
        "<div><div style=\"justify-self:center;margin:0 auto\">x</div></div>",
        "<div><div style=\"justify-self:center;display:flex\">x</div></div>",
        "<div style=\"place-items:end\"><p>x</p><div style=\"display:flex;width:50%\">x</div></div>",
        "<div><div style=\"justify-self:stretch;width:50px\">x</div></div>",
        "<div style=\"width:100px\"><div style=\"justify-self:center;width:150px\">x</div></div>",
        "<center>x<div style=\"width:50px\">y</div><div style=\"width:50px;margin-left:auto\">y</div><div style=\"width:50px;margin-left:10px\">y</div><p>q</p></center>",
        "<div align=center>x<div style=\"width:50px\">y</div></div><div align=right>x<div style=\"width:50px\">y</div></div><p align=right>z</p><div align=left><div style=\"width:50px\">y</div></div>",
        "<div style=\"text-align:-webkit-center\"><div style=\"text-align:left\"><div style=\"width:50px\">y</div></div><div style=\"width:50px\">y</div></div>",
        "<div style=\"width:50px\"><center><div style=\"width:70px\">x</div></center></div>",
        "<div style=\"text-align:-webkit-right;direction:rtl\"><div style=\"width:50px\">y</div></div>",
    ];

    public static IEnumerable<HtmlCase> All() =>
    [
        .. Pictures.Select((body, i) => HtmlCase.Of($"missing picture {i + 1:00}", body)),
        .. Units.Select((body, i) => HtmlCase.Of($"font unit {i + 1:00}", body)),
        .. Aligned.Select((body, i) => HtmlCase.Of($"aligned block {i + 1:00}", body)),
    ];
}
