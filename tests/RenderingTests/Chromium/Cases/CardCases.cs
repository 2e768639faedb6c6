namespace PearlIo.RenderingTests.Chromium.Cases;

/// <summary>Whole cards as people write them for satori, takumi and browsers, inline styles or a style sheet.</summary>
internal static class CardCases
{
    private const string Reset = "*{box-sizing:border-box;margin:0;padding:0}";

    private static readonly (string Name, string Title, string Text)[] Contents =
    [
        ("short", "Hello", "A page"),
        ("long", "How we made every social card answer within milliseconds without a browser in sight", "The long story of a renderer, told with profiles, mistakes, and what we would do again if we had the time to do it twice."),
        ("empty", "", ""),
        ("arabic", "كيف جعلنا كل بطاقة اجتماعية تجيب في أجزاء من الثانية", "القصة الطويلة لمحرك رسم"),
        ("japanese", "すべてのカードをミリ秒で返すまでの長い道のり", "ブラウザを使わずに、いつでも同じ画像を。"),
        ("word", "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", "https://example.org/" + "averylongpaththatdoesnotbreakanywhereatall"),
    ];

    private static readonly (string Name, string Css, string Body)[] Cards =
    [
        ("article", ".card{width:1200px;height:630px;display:flex;flex-direction:column;justify-content:space-between;padding:72px;background:linear-gradient(135deg,#123,#456);color:#fff}h1{font-size:64px;line-height:1.1;letter-spacing:-.02em;max-width:900px}p{font-size:28px;line-height:1.4;margin-top:24px;opacity:.8}.foot{display:flex;align-items:center;gap:16px;font-size:24px}.foot img{width:48px;height:48px;border-radius:50%}.foot .r{margin-left:auto}",
            "<div class=card><div><h1>{T}</h1><p>{P}</p></div><div class=foot><img src=\"{I}\"><span>Acme</span><span>·</span><span>12 min</span><span class=r>acme.dev/blog</span></div></div>"),
        ("split", ".card{display:flex;width:1200px;height:630px}.l{flex:1;padding:60px;display:flex;flex-direction:column;justify-content:center;min-width:0}.r{width:45%;overflow:hidden;position:relative}.r img{width:100%;height:100%;object-fit:cover}.badge{align-self:flex-start;padding:8px 16px;border-radius:999px;border:2px solid;font-size:20px;margin-bottom:24px}h1{font-size:52px;line-height:1.15;overflow-wrap:anywhere}p{font-size:24px;margin-top:20px}.tag{position:absolute;right:20px;bottom:20px;padding:6px 12px}",
            "<div class=card><div class=l><div class=badge>New</div><h1>{T}</h1><p>{P}</p></div><div class=r><img src=\"{I}\"><div class=tag>photo</div></div></div>"),
        ("centred", ".card{width:100vw;height:100vh;display:flex;align-items:center;justify-content:center;flex-direction:column;text-align:center;padding:5%}h1{font-size:4.5rem;text-wrap:balance;max-width:80%}p{font-size:1.6rem;margin-top:1em;max-width:60%}.logo{margin-bottom:2rem;width:96px;height:96px}",
            "<div class=card><img class=logo src=\"{I}\"><h1>{T}</h1><p>{P}</p></div>"),
        ("satori", "", "<div style=\"height:630px;width:1200px;display:flex;flex-direction:column;align-items:flex-start;justify-content:center;background-color:white;padding:0 80px\"><div style=\"display:flex;align-items:center\"><img src=\"{I}\" width=\"60\" height=\"60\" style=\"border-radius:12px\"><div style=\"display:flex;margin-left:20px;font-size:32px;font-weight:600\">Acme</div></div><div style=\"display:flex;font-size:60px;font-weight:700;margin-top:40px;line-height:1.2\">{T}</div><div style=\"display:flex;font-size:30px;margin-top:30px;color:#666\">{P}</div></div>"),
        ("tailwind", ".flex{display:flex}.flex-col{flex-direction:column}.w-full{width:100%}.h-full{height:100%}.p-20{padding:5rem}.text-6xl{font-size:3.75rem;line-height:1}.text-2xl{font-size:1.5rem;line-height:2rem}.font-bold{font-weight:700}.mt-auto{margin-top:auto}.gap-4{gap:1rem}.items-center{align-items:center}.justify-between{justify-content:space-between}.rounded{border-radius:.25rem}.px-3{padding-left:.75rem;padding-right:.75rem}.py-1{padding-top:.25rem;padding-bottom:.25rem}.border{border:1px solid}.leading-tight{line-height:1.25}.flex-1{flex:1 1 0%}.min-w-0{min-width:0}html,body{height:100%}",
            "<div class=\"flex flex-col w-full h-full p-20\"><div class=\"flex gap-4\"><span class=\"rounded border px-3 py-1\">tag</span><span class=\"rounded border px-3 py-1\">second tag</span></div><h1 class=\"text-6xl font-bold leading-tight\" style=\"margin-top:2rem\">{T}</h1><div class=\"mt-auto flex items-center justify-between gap-4\"><p class=\"text-2xl flex-1 min-w-0\">{P}</p><img src=\"{I}\" style=\"width:80px;height:80px\"></div></div>"),
        ("product", ".card{position:relative;width:1200px;height:630px;padding:56px;display:flex;gap:48px;border:16px solid #eee}.pic{flex:0 0 40%;aspect-ratio:1;align-self:center}.pic img{display:block;width:100%;height:100%;object-fit:contain}.info{flex:1;min-width:0;display:flex;flex-direction:column;gap:18px}h1{font-size:44px;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden}.price{font-size:56px;font-weight:700;margin-top:auto;display:flex;align-items:baseline;gap:12px}.price s{font-size:28px;font-weight:400}.ribbon{position:absolute;top:0;right:40px;padding:30px 18px 12px}",
            "<div class=card><div class=pic><img src=\"{I}\"></div><div class=info><small>Brand</small><h1>{T}</h1><p>{P}</p><div class=price>$129.00 <s>$199.00</s></div></div><div class=ribbon>-35%</div></div>"),
        ("quote", ".card{width:1200px;height:630px;padding:80px;font-family:serif;display:flex;flex-direction:column}blockquote{font-size:48px;line-height:1.3;font-style:italic;border-left:8px solid;padding-left:40px;margin:auto 0}.by{display:flex;gap:20px;align-items:center;font-family:sans-serif}.by div{display:flex;flex-direction:column}.by b{font-size:26px}",
            "<div class=card><blockquote>“{T}”</blockquote><div class=by><img src=\"{I}\" width=72 height=72><div><b>Ada Lovelace</b><span>{P}</span></div></div></div>"),
        ("release", ".card{width:1200px;height:630px;padding:64px;display:flex;flex-direction:column}.v{font:700 120px/1 monospace}h1{font-size:36px;margin:20px 0}ul{padding-left:1.2em;font-size:24px;line-height:1.5}li+li{margin-top:8px}.foot{margin-top:auto;display:flex;justify-content:space-between;border-top:1px solid;padding-top:20px}",
            "<div class=card><div class=v>v2.0.1</div><h1>{T}</h1><ul><li>Fast</li><li>{P}</li><li>Small <code>API</code></li></ul><div class=foot><span>github.com/acme</span><b>MIT</b></div></div>"),
        ("stats", ".card{width:1200px;height:630px;padding:60px;display:flex;flex-direction:column;gap:30px}.grid{display:flex;flex-wrap:wrap;gap:20px;margin-top:auto}.grid>div{flex:1 1 220px;padding:20px;border:1px solid;border-radius:12px}.grid b{display:block;font-size:40px}.grid span{font-size:18px;text-transform:uppercase;letter-spacing:.1em}h1{font-size:50px}",
            "<div class=card><h1>{T}</h1><p>{P}</p><div class=grid><div><b>1,204</b><span>stars</span></div><div><b>88</b><span>forks</span></div><div><b>12.5k</b><span>weekly downloads</span></div><div><b>3</b><span>open issues</span></div></div></div>"),
        ("absolute", ".card{position:relative;width:1200px;height:630px;overflow:hidden}.bg{position:absolute;inset:0}.bg img{width:100%;height:100%}.shade{position:absolute;left:0;right:0;bottom:0;height:60%;background:linear-gradient(transparent,#000)}.text{position:absolute;left:60px;right:60px;bottom:50px}h1{font-size:56px;line-height:1.1}p{margin-top:12px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}.logo{position:absolute;top:40px;left:50%;transform:translateX(-50%)}",
            "<div class=card><div class=bg><img src=\"{I}\"></div><div class=shade></div><div class=text><h1>{T}</h1><p>{P}</p></div><div class=logo>ACME</div></div>"),
        ("profile", ".card{width:1200px;height:630px;display:flex;align-items:center;padding:0 100px;gap:60px}.card>img{flex:none;width:260px;height:260px;border-radius:50%;border:8px solid}h1{font-size:60px;font-weight:800}.h{color:#666;font-size:28px}.row{display:flex;gap:28px;margin-top:28px;flex-wrap:wrap}.row span::before{content:'•';margin-right:8px}",
            "<div class=card><img src=\"{I}\"><div><h1>{T}</h1><div class=h>@handle</div><p>{P}</p><div class=row><span>Berlin</span><span>120 posts</span><span>since 2019</span></div></div></div>"),
    ];

    public static IEnumerable<HtmlCase> All()
    {
        foreach (var (card, css, body) in Cards)
        {
            foreach (var (content, title, text) in Contents)
            {
                var html = body.Replace("{T}", title, StringComparison.Ordinal).Replace("{P}", text, StringComparison.Ordinal).Replace("{I}", Pictures.Png(160, 120), StringComparison.Ordinal);
                yield return HtmlCase.Of($"card {card} {content}", content == "arabic" ? $"<div dir=rtl lang=ar>{html}</div>" : html, (card == "satori" ? "" : Reset) + css);
            }
        }
    }
}
