namespace PearlIo.RenderingTests.Chromium.Cases;

/// <summary>Documents for what is painted: each shows several forms of one feature over the whole card.</summary>
internal static class PaintCases
{
    private const string Words = "The quick brown fox jumps over the lazy dog";

    private static readonly (string Name, string[] Tiles)[] Features =
    [
        ("colours", ["background:#c0ffee", "background:rgb(10 20 200 / 60%)", "background:hsl(120 60% 40%)", "background:rebeccapurple", "background:oklch(70% .15 200)", "background:color-mix(in srgb, red 30%, blue)", "background:hwb(30 20% 10%)", "background:#12345680"]),
        ("linear gradients", ["background:linear-gradient(red,blue)", "background:linear-gradient(45deg,#fff,#000)", "background:linear-gradient(to right,red,yellow 30%,lime 30%,blue)", "background:linear-gradient(to top left,#f06,#48f)", "background:linear-gradient(135deg,rgba(255,0,0,.5),transparent)", "background:linear-gradient(90deg,red 20px,blue 60px,20%,white)", "background:linear-gradient(.2turn,#123,#abc,#456)", "background:linear-gradient(to bottom right,gold,tomato 70%)"]),
        ("repeating gradients", ["background:repeating-linear-gradient(45deg,#333 0 10px,#eee 10px 20px)", "background:repeating-linear-gradient(red,blue 40px)", "background:repeating-radial-gradient(circle,#fff 0 12px,#09f 12px 24px)", "background:repeating-conic-gradient(#fff 0 15deg,#000 15deg 30deg)", "background:repeating-linear-gradient(to right,red 0 25%,lime 25% 30%)", "background:repeating-radial-gradient(ellipse at top left,gold,teal 30%)"]),
        ("radial gradients", ["background:radial-gradient(red,blue)", "background:radial-gradient(circle,#fff,#000)", "background:radial-gradient(circle at 20% 30%,gold,navy 60%)", "background:radial-gradient(closest-side,#f0f,#0ff)", "background:radial-gradient(ellipse closest-corner at 30% 20%,#fff,#060)", "background:radial-gradient(80px 40px at center,red,transparent)", "background:radial-gradient(circle 60px at top right,#000,#fff)", "background:radial-gradient(farthest-side at 90% 90%,#fa0,#00f)"]),
        ("conic gradients", ["background:conic-gradient(red,yellow,lime,aqua,blue,magenta,red)", "background:conic-gradient(from 45deg,#fff,#000)", "background:conic-gradient(at 25% 75%,gold,teal)", "background:conic-gradient(red 90deg,blue 90deg 180deg,lime 0)", "background:conic-gradient(from .5turn at 60% 40%,#123,#def 50%,#123)", "background:conic-gradient(#0000,#000)"]),
        ("background layers", ["background:linear-gradient(#f008,#00f8),linear-gradient(90deg,#fff,#0f0)", "background:radial-gradient(circle at 20% 20%,#fff8,transparent 40%),#348", "background:linear-gradient(red,red) 10px 10px/40px 40px no-repeat,#ddd", "background:linear-gradient(red,blue) center/50% 50% no-repeat", "background:radial-gradient(#000 20%,transparent 21%) 0 0/20px 20px,#fd0", "background:linear-gradient(45deg,#ccc 25%,transparent 25%) 0 0/30px 30px #fff", "background:linear-gradient(red,blue) right 10px bottom 20px/60px 40px no-repeat #eee", "background:linear-gradient(red,blue) 0 0/50px 30px space,#eee"]),
        ("background boxes", ["background:#09f;border:15px dashed #0008;background-clip:padding-box;padding:10px", "background:linear-gradient(red,blue);border:20px solid #0004", "background:linear-gradient(red,blue) content-box;padding:20px", "background:linear-gradient(red,blue);background-origin:border-box;border:20px solid #0004", "background:#f60;background-clip:content-box;padding:25px;border:5px solid", "background:linear-gradient(red,blue) padding-box,linear-gradient(lime,gold) border-box;border:12px solid transparent"]),
        ("background pictures", ["background:url({I})", "background:url({I}) center/cover", "background:url({I}) center/contain no-repeat", "background:url({I}) 50% 50%/60px 60px", "background:url({I}) right bottom no-repeat #ddd", "background:url({I}) 0 0/100% 100%", "background:linear-gradient(#0008,#0008),url({I}) center/cover", "background:url({I}) 10px 20px/auto 50px repeat-x #eee"]),
        ("borders solid", ["border:10px solid #c33", "border:solid;border-width:2px 8px 16px 24px;border-color:red lime blue orange", "border-left:20px solid teal", "border-bottom:3px solid;border-top:3px solid red", "border:1px solid #888", "border:30px solid;border-color:red transparent blue transparent", "border:5px solid #f008;background:#00f", "width:0;height:0;border:60px solid transparent;border-bottom-color:purple"]),
        ("borders dashed and dotted", ["border:4px dashed #333", "border:8px dotted #06c", "border:2px dashed red", "border:1px dotted", "border:12px dashed #393;border-radius:20px", "border:10px dotted #939;border-radius:50%", "border-top:6px dashed;border-bottom:6px dotted", "border:9px double #333"]),
        ("radii", ["background:#36c;border-radius:20px", "background:#36c;border-radius:50%", "background:#36c;border-radius:999px", "background:#36c;border-radius:10px 40px 80px 0", "background:#36c;border-radius:50px/20px", "background:linear-gradient(red,blue);border-radius:30% 70% 70% 30%/30% 30% 70% 70%", "border:12px solid #222;border-radius:40px;background:#fc0", "border:solid #222;border-width:4px 20px;border-radius:60px 10px"]),
        ("radii that clip", ["border-radius:40px;overflow:hidden;background:#eee|<div style=\"width:100%;height:50%;background:#c36\"></div>", "border-radius:50%;overflow:hidden|<img src=\"{I}\" style=\"width:100%;height:100%\">", "border-radius:30px;border:10px solid #333;overflow:hidden|<div style=\"height:100%;background:linear-gradient(red,blue)\"></div>", "overflow:hidden;background:#eee|<div style=\"width:150%;height:30px;margin:20px -20px;background:#393\"></div>", "border-radius:20px;overflow:hidden|<img src=\"{I}\" style=\"width:100%;height:100%;object-fit:cover\">", "overflow:hidden;border-radius:60px 0;background:#def|<div style=\"position:absolute;inset:0;background:#08f8\"></div>"]),
        ("box shadows", ["background:#fff;box-shadow:0 10px 30px #0006", "background:#fff;box-shadow:8px 8px 0 #333", "background:#fff;box-shadow:0 0 0 6px #f60", "background:#fff;box-shadow:0 4px 6px -1px #0003,0 20px 25px -5px #0004", "background:#fff;border-radius:30px;box-shadow:0 15px 40px 5px #06c8", "background:#fff;box-shadow:0 0 60px red;border-radius:50%", "background:#fff8;box-shadow:0 20px 20px #000a", "box-shadow:0 0 10px #000;border:2px solid"]),
        ("inset shadows", ["background:#fff;box-shadow:inset 0 0 30px #0008", "background:#fff;box-shadow:inset 10px 10px 0 #c33", "background:#eee;border-radius:40px;box-shadow:inset 0 8px 20px #000a", "background:#fff;box-shadow:inset 0 0 0 8px #06c,0 10px 20px #0006", "background:#fff;border:10px solid #aaa;box-shadow:inset 0 0 15px 5px red", "background:#fff;border-radius:50%;box-shadow:inset -20px -20px 40px #0006"]),
        ("outlines", ["outline:4px solid red;background:#eee", "outline:3px dashed #06c;outline-offset:6px;background:#eee", "outline:8px solid #0808;outline-offset:-12px;background:#eee", "outline:5px solid gold;border-radius:25px;background:#333"]),
        ("opacity", ["background:#c33;opacity:.5", "opacity:.4|<div style=\"background:red;height:60%\"></div><div style=\"background:blue;height:60%;margin-top:-20%\"></div>", "background:#333;opacity:.8|<p style=\"color:#fff\">text</p>", "background:#060;opacity:1;color:rgba(255,255,255,.3)|<b style=\"font-size:40px\">pale</b>", "opacity:.7|<img src=\"{I}\" style=\"width:100%;height:100%\">", "opacity:0;background:red"]),
        ("transforms", ["background:#36c;transform:rotate(15deg)", "background:#36c;transform:scale(.7)", "background:#36c;transform:translate(10%,-20px)", "background:#36c;transform:skewX(15deg)", "background:#36c;transform:rotate(-10deg) scale(.8,.6);transform-origin:0 0", "background:linear-gradient(red,blue);transform:matrix(.8,.2,-.2,.8,10,5);border-radius:20px", "background:#eee;transform:rotate(5deg)|<b style=\"font-size:30px\">turned text</b>", "transform:rotate(45deg) scale(.6)|<img src=\"{I}\" style=\"width:100%;height:100%\">"]),
        ("clip paths", ["background:#c36;clip-path:circle(40%)", "background:#c36;clip-path:circle(60px at 30% 40%)", "background:#c36;clip-path:ellipse(45% 30% at 50% 50%)", "background:#c36;clip-path:inset(10px 20px 30px 40px)", "background:#c36;clip-path:inset(10% round 30px)", "background:linear-gradient(red,blue);clip-path:polygon(50% 0,100% 100%,0 100%)", "background:#c36;clip-path:polygon(0 0,100% 0,100% 70%,60% 70%,50% 100%,40% 70%,0 70%)", "clip-path:circle()|<img src=\"{I}\" style=\"width:100%;height:100%\">"]),
        ("masks", ["background:#06c;mask-image:linear-gradient(#000,transparent)", "background:#06c;mask-image:linear-gradient(90deg,transparent,#000 30%,#000 70%,transparent)", "background:#06c;mask-image:radial-gradient(circle,#000 40%,transparent 60%)", "mask-image:linear-gradient(#000 50%,#0003)|<img src=\"{I}\" style=\"width:100%;height:100%\">", "background:#06c;mask:linear-gradient(#000,#000) center/50% 50% no-repeat", "mask-image:linear-gradient(to right,#000,transparent)|<b style=\"font-size:40px\">fading words</b>"]),
        ("filters", ["background:linear-gradient(red,blue);filter:blur(8px)", "background:linear-gradient(red,blue);filter:brightness(1.4)", "background:linear-gradient(red,lime);filter:grayscale(1)", "background:linear-gradient(red,lime);filter:contrast(1.5)", "background:linear-gradient(red,lime);filter:saturate(.4)", "background:linear-gradient(red,lime);filter:hue-rotate(90deg)", "background:linear-gradient(red,lime);filter:sepia(.8)", "background:linear-gradient(red,lime);filter:invert(1)"]),
        ("filters on pictures", ["filter:grayscale(.7)|<img src=\"{I}\" style=\"width:100%;height:100%\">", "filter:blur(4px) brightness(.8)|<img src=\"{I}\" style=\"width:100%;height:100%\">", "filter:drop-shadow(8px 12px 10px #0008)|<b style=\"font-size:50px\">shadow</b>", "filter:drop-shadow(0 10px 0 red)|<div style=\"width:60%;height:60%;border-radius:50%;background:#09c\"></div>", "filter:opacity(.5)|<img src=\"{I}\" style=\"width:100%;height:100%\">", "filter:brightness(50%) saturate(200%)|<img src=\"{I}\" style=\"width:100%;height:100%\">"]),
        ("pictures", ["|<img src=\"{I}\" style=\"width:100%;height:100%;object-fit:fill\">", "|<img src=\"{I}\" style=\"width:100%;height:100%;object-fit:contain;background:#ddd\">", "|<img src=\"{I}\" style=\"width:100%;height:100%;object-fit:cover\">", "|<img src=\"{I}\" style=\"width:100%;height:100%;object-fit:none\">", "|<img src=\"{I}\" style=\"width:100%;height:100%;object-fit:scale-down\">", "|<img src=\"{I}\" style=\"width:100%;height:100%;object-fit:cover;object-position:left top\">", "|<img src=\"{I}\" style=\"padding:10px;border:5px solid red;border-radius:30px;background:gold\">", "|<img src=\"{I}\" style=\"width:40px;height:40px\">"]),
        ("stacking", ["|<div style=\"position:absolute;inset:10%;background:red;z-index:1\"></div><div style=\"position:absolute;inset:30%;background:blue\"></div>", "|<div style=\"position:relative;height:50%;background:red\"></div><div style=\"height:50%;margin-top:-20%;background:blue\"></div>", "z-index:0|<div style=\"position:absolute;inset:20%;background:red;z-index:-1\"></div><div style=\"height:50%;background:#00f8\">text</div>", "|<div style=\"height:60%;background:#0a0;opacity:.9\"></div><div style=\"height:60%;margin-top:-30%;background:#f80\"></div>", "|<span style=\"background:#fd0;padding:20px\">inline</span><div style=\"margin-top:-15px;background:#aaf;height:40%\"></div>", "visibility:hidden;background:red|<div style=\"visibility:visible;background:lime;height:50%\"></div>"]),
        ("text decoration", ["text-decoration:underline|{W}", "text-decoration:line-through red|{W}", "text-decoration:underline wavy #c00|{W}", "text-decoration:underline dotted 3px|{W}", "text-decoration:overline|{W}", "text-decoration:underline;text-underline-offset:6px;text-decoration-thickness:4px|{W}", "text-decoration:underline double|{W}", "|<a href=#>{W}</a> <s>gone</s> <u>under</u>"]),
        ("text shadows", ["text-shadow:2px 2px 0 #c00|{W}", "text-shadow:0 0 10px #06c|{W}", "text-shadow:0 4px 8px #000a;color:#fff;background:#69c|{W}", "text-shadow:1px 1px 0 red,3px 3px 0 blue|{W}"]),
        ("text fills", ["color:#0008|{W}", "background:linear-gradient(90deg,red,blue);-webkit-background-clip:text;background-clip:text;color:transparent|{W}", "-webkit-text-stroke:1px red;color:#fff|{W}", "-webkit-text-fill-color:teal|{W}"]),
        ("text weights", ["font-weight:100|{W}", "font-weight:300|{W}", "font-weight:400|{W}", "font-weight:500|{W}", "font-weight:600|{W}", "font-weight:700|{W}", "font-weight:800|{W}", "font-weight:900|{W}"]),
        ("text families", ["font-family:serif|{W}", "font-family:monospace|{W}", "font-style:italic|{W}", "font-family:serif;font-style:italic;font-weight:700|{W}", "font-family:'Noto Sans'|{W}", "font-family:Inter;letter-spacing:2px|{W}"]),
        ("text sizes", ["font-size:10px|{W}", "font-size:12px|{W}", "font-size:14px|{W}", "font-size:17.5px|{W}", "font-size:36px|{W}", "font-size:60px|Big", "font-size:24px;line-height:1|{W}", "font-size:20px;text-align:justify|{W} {W}"]),
        ("inline boxes", ["|a <mark>marked text</mark> {W}", "|a <span style=\"background:#fd0;border:2px solid red;border-radius:8px;padding:2px 6px\">tag over lines {W}</span>", "|<code style=\"background:#eee;padding:2px 4px;border-radius:4px\">code</code> {W}", "|<b style=\"background:linear-gradient(90deg,gold,tomato)\">{W}</b>"]),
        ("lists", ["|<ul><li>one</li><li>two</li></ul>", "|<ol><li>one</li><li>two</li></ol>", "|<ul style=\"list-style:square\"><li>one</li></ul>", "|<ul style=\"list-style:none\"><li>one</li></ul>"]),
    ];

    private static readonly (string Name, string Lang, string Text)[] Scripts =
    [
        ("latin", "en", "Every page has a card: déjà vu, naïve, Ærøskøbing, fi ffl — “quotes” & 0123456789"),
        ("arabic", "ar", "كل صفحة لها بطاقة اجتماعية جميلة، في كل مرة 123"),
        ("hebrew", "he", "לכל דף יש כרטיס חברתי יפה, בכל פעם 123"),
        ("chinese", "zh", "每个页面都有一张漂亮的社交卡片，始终如一。"),
        ("japanese", "ja", "すべてのページに美しいカードを。いつでも。"),
        ("korean", "ko", "모든 페이지에 아름다운 소셜 카드가 있습니다."),
        ("hindi", "hi", "हर पृष्ठ का एक सुंदर सामाजिक कार्ड होता है।"),
        ("thai", "th", "ทุกหน้ามีการ์ดโซเชียลที่สวยงามเสมอ"),
        ("emoji", "en", "🚀 🎉 👩‍💻 🇩🇪 ❤️ 👍🏽 ✅ 🐍 ⚡ text"),
        ("mixed", "en", "Hello مرحبا 世界 नमस्ते שלום 🎉"),
    ];

    public static IEnumerable<HtmlCase> All() =>
    [
        .. Features.Select(feature => HtmlCase.Of($"paint {feature.Name}", Fill(string.Concat(feature.Tiles.Select(Tile))), TileStyle(feature.Tiles.Length))),
        .. Scripts.Select(Script),
        .. CardCases.All().Where(card => card.Name.EndsWith(" long", StringComparison.Ordinal)).Select(card => card with { Name = "paint " + card.Name }),
    ];

    private static string TileStyle(int tiles)
    {
        var columns = tiles > 6 ? 4 : tiles > 4 ? 3 : 2;
        return $"main{{display:flex;flex-wrap:wrap;width:1200px;height:630px;background:linear-gradient(#fafafa,#e8ecf0)}}section{{position:relative;width:{1200 / columns}px;height:315px;padding:40px;box-sizing:border-box}}"
            + "section>div{position:relative;width:100%;height:100%;box-sizing:border-box;font-size:24px}p{margin:10px}";
    }

    private static string Tile(string tile)
    {
        var split = tile.IndexOf('|', StringComparison.Ordinal);
        return $"<section><div style=\"{(split < 0 ? tile : tile[..split])}\">{(split < 0 ? "" : tile[(split + 1)..])}</div></section>";
    }

    private static string Fill(string body)
        => $"<main>{body.Replace("{I}", Pictures.Png(120, 80), StringComparison.Ordinal).Replace("{W}", Words, StringComparison.Ordinal)}</main>";

    private static HtmlCase Script((string Name, string Lang, string Text) script) => HtmlCase.Of(
        $"paint script {script.Name}",
        $"<main lang={script.Lang} dir={(script.Lang is "ar" or "he" ? "rtl" : "ltr")}><h1>{script.Text}</h1><p>{script.Text} {script.Text}</p><b>{script.Text}</b></main>",
        "main{box-sizing:border-box;width:1200px;height:630px;padding:60px;background:#102030;color:#f0f4f8}h1{margin:0;font-size:64px;line-height:1.3}p{font-size:32px;line-height:1.5}b{font-size:22px}");
}
