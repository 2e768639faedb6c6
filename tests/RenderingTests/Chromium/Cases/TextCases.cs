namespace PearlIo.RenderingTests.Chromium.Cases;

/// <summary>Text: white space, breaking, alignment, spacing, clamping, and many scripts. Spans show where words went.</summary>
internal static class TextCases
{
    private const string Latin = "The <b>quick</b> brown fox <i>jumps</i> over the <b>lazy</b> dog and runs <i>away</i> from it all.";

    private static readonly (string Name, string Lang, string Text)[] Scripts =
    [
        ("arabic", "ar", "مرحبا بالعالم، هذه <b>بطاقة</b> اجتماعية جميلة مع <i>نص</i> طويل 123 قليلا"),
        ("hebrew", "he", "שלום עולם, זהו <b>כרטיס</b> חברתי יפה עם <i>טקסט</i> ארוך 123 מעט"),
        ("chinese", "zh", "社交卡片服务<b>能在毫秒</b>之内回答爬虫的<i>每一次</i>请求，始终如一。"),
        ("japanese", "ja", "ソーシャルカードの<b>サービス</b>は、いつでも<i>ミリ秒</i>で答えます。「はい」。"),
        ("korean", "ko", "소셜 카드 <b>서비스는</b> 언제나 밀리초 <i>안에</i> 대답합니다."),
        ("hindi", "hi", "सामाजिक कार्ड <b>सेवा</b> हर बार मिलीसेकंड में <i>उत्तर</i> देती है।"),
        ("thai", "th", "บริการการ์ดโซเชียล<b>ตอบได้</b>ทุกครั้งภายใน<i>มิลลิวินาที</i>เสมอ"),
        ("greek", "el", "Η υπηρεσία <b>καρτών</b> απαντά πάντα <i>αμέσως</i> σε όλους."),
        ("cyrillic", "ru", "Сервис <b>карточек</b> отвечает всегда <i>мгновенно</i> и всем."),
        ("emoji", "en", "Ship 🚀 it <b>👩‍💻</b> now 🎉🎉 <i>🇩🇪</i> ❤️ 👍🏽 done ✅"),
        ("mixed bidi", "en", "Pearl <b>بطاقة</b> card 12 <i>שלום</i> end (نص) more."),
        ("vietnamese", "vi", "Dịch vụ <b>thẻ</b> xã hội trả lời <i>ngay</i> lập tức."),
        ("tamil", "ta", "சமூக <b>அட்டை</b> சேவை எப்போதும் <i>பதில்</i> தரும்."),
        ("bengali", "bn", "সামাজিক <b>কার্ড</b> সেবা সবসময় <i>উত্তর</i> দেয়।"),
        ("mixed scripts", "en", "Hello 世界 <b>مرحبا</b> नमस्ते <i>שלום</i> 안녕 สวัสดี"),
    ];

    public static IEnumerable<HtmlCase> All() => [.. Scripted(), .. WhiteSpaces(), .. Breaking(), .. Alignment(), .. Spacing(), .. Overflowing()];

    private static IEnumerable<HtmlCase> Scripted()
    {
        foreach (var (name, lang, text) in Scripts)
        {
            var dir = lang is "ar" or "he" ? " dir=rtl" : "";
            yield return HtmlCase.Of($"script {name}", $"<div lang={lang}{dir} style=\"width:240px;font-size:20px\">{text}</div><div lang={lang} style=\"width:200px;line-height:normal\">{text}</div>");
            yield return HtmlCase.Of($"script {name} in flex", $"<div lang={lang}{dir} style=\"display:flex;width:400px;gap:10px;line-height:normal\"><div style=\"flex:1;font-weight:700;font-size:24px\">{text}</div><span>{text.Split('<')[0]}</span></div><span lang={lang} style=\"display:inline-block;width:min-content\">{text}</span>");
        }
    }

    private static IEnumerable<HtmlCase> WhiteSpaces()
    {
        const string Text = "  one   two\tthree\n  <b>four</b>  \n\n five  <i> six </i>\tseven   ";
        foreach (var space in (string[])["normal", "nowrap", "pre", "pre-wrap", "pre-line", "break-spaces"])
        {
            yield return HtmlCase.Of($"white-space {space}", $"<div style=\"width:100px;white-space:{space}\">{Text}</div><span style=\"white-space:{space}\">{Text}</span>");
            yield return HtmlCase.Of($"white-space {space} intrinsic", $"<div style=\"display:flex;align-items:start\"><div style=\"white-space:{space}\">{Text}</div><div style=\"white-space:{space};width:min-content\">{Text}</div></div><div style=\"display:inline-block;white-space:{space};text-align:right\">{Text}</div>");
            yield return HtmlCase.Of($"white-space {space} long spaces", $"<div style=\"width:80px;white-space:{space}\">ab          cd        <b>x</b></div><div style=\"width:80px;text-align:center;white-space:{space}\">ab  \n cd   <b>x</b></div>");
        }

        foreach (var tab in (string[])["8", "4", "0", "20px"])
        {
            yield return HtmlCase.Of($"tab-size {tab}", $"<div style=\"white-space:pre;tab-size:{tab}\">a\t<b>b</b>\tlonger\t<i>c</i>\n\t<b>d</b></div>");
        }

        yield return HtmlCase.Of("white space across elements", "<div>a <b> b </b> c</div><div>a<b> </b>b</div><div> <b>x</b> </div><div>a <br> b</div><div>a&nbsp;&nbsp;<b>b</b></div>");
    }

    private static IEnumerable<HtmlCase> Breaking()
    {
        const string Text = "A Donaudampfschifffahrtsgesellschaft <b>kapitän</b>smütze https://example.org/a/very/long/path?with=query and well-known <i>soft&shy;hyphen&shy;ation</i> zero&#8203;width";
        string[] styles = ["", "overflow-wrap:break-word", "overflow-wrap:anywhere", "word-break:break-all", "word-break:keep-all", "word-break:break-word", "hyphens:none", "overflow-wrap:anywhere;width:min-content", "overflow-wrap:break-word;width:min-content", "word-break:break-all;width:min-content", "line-break:anywhere"];
        foreach (var style in styles)
        {
            var name = style.Length == 0 ? "normal" : style;
            yield return HtmlCase.Of($"breaking {name}", $"<div style=\"width:110px;{style}\">{Text}</div>");
            yield return HtmlCase.Of($"breaking {name} in flex", $"<div style=\"display:flex;width:160px\"><div style=\"{style}\">{Text}</div><div style=\"flex:none\">n</div></div><div lang=zh style=\"width:90px;{style}\">中文<b>字符</b>English混合<i>排版</i>。</div>");
        }

        yield return HtmlCase.Of("breaking around inline boxes", $"<div style=\"width:70px\">aaa<span>bbb</span>ccc ddd<b>eee</b> <img src=\"{Pictures.Png(20, 10)}\">fff<img src=\"{Pictures.Png(20, 10)}\"></div>");
        yield return HtmlCase.Of("breaking at punctuation", "<div style=\"width:60px\">a/b/c/d <b>one-two</b>-three (x) \"quoted\" a.b.c <i>10,000</i> $100 50% é–è</div>");
        yield return HtmlCase.Of("wbr", "<div style=\"width:60px\">aaaaaa<wbr>bbbbbb<wbr><b>cccc</b></div>");
    }

    private static IEnumerable<HtmlCase> Alignment()
    {
        foreach (var align in (string[])["left", "right", "center", "justify", "start", "end"])
        {
            yield return HtmlCase.Of($"text-align {align}", $"<div style=\"width:200px;text-align:{align}\">{Latin}<br>{Latin}</div><div dir=rtl style=\"width:200px;text-align:{align}\">{Latin}</div>");
            yield return HtmlCase.Of($"text-align-last {align}", $"<div style=\"width:200px;text-align:justify;text-align-last:{align}\">{Latin}</div><div style=\"width:90px;text-align-last:{align};overflow-wrap:normal\"><b>averyverylongword</b> x</div>");
        }

        foreach (var indent in (string[])["30px", "-20px", "10%", "2em"])
        {
            yield return HtmlCase.Of($"text-indent {indent}", $"<div style=\"width:200px;text-indent:{indent}\">{Latin}<p><b>inner</b> text</p><span style=\"display:inline-block\"><b>x</b></span></div><div dir=rtl style=\"width:200px;text-indent:{indent};text-align:center\">{Latin}</div>");
        }

        string[] titles =
        [
            "How we made <b>every</b> social card answer <i>within</i> milliseconds without a <b>browser</b> in sight", "A <b>short</b> one", "Ship <b>it</b> now and see", "The <i>long</i> road to <b>releasing</b> version two of everything",
            "One <b>two</b> three four five six seven eight <i>nine</i> ten eleven twelve <b>thirteen</b> fourteen fifteen sixteen", "Donaudampfschiff <b>fahrt</b> und mehr davon", "<b>社交</b>卡片服务能在毫秒之内回答爬虫的每一次请求始终<i>如一</i>",
        ];
        foreach (var (title, number) in titles.Select((title, number) => (title, number)))
        {
            foreach (var style in (string[])["width:420px;font-size:40px", "width:300px;font-size:24px;text-align:center", "width:220px;font-size:21px;text-indent:20px"])
            {
                yield return HtmlCase.Of($"balance {number + 1} {style}", $"<div style=\"text-wrap:balance;{style}\">{title}</div>");
            }
        }

        string[] sentences =
        [
            "Backpressure for <b>people</b> who would rather not think about backpressure.", "Send the first bytes before the last are known, and stop when the <i>reader</i> has gone.",
            "One two three four five six<br>seven eight nine ten eleven twelve thirteen a<br>b c d e f g h i j k l m n o p q r s t u v w x y z", "Warm light that follows <span style=\"padding:0 9px\">the</span> sun, from a base milled out of one piece of <b>oak</b>",
            "An infra&shy;structure of under&shy;standing for more con&shy;ver&shy;sa&shy;tions than any&shy;body has on one morn&shy;ing", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk und mehr davon am Ende", "社交卡片服务能在毫秒之内回答爬虫的每一次请求始终如一", "بطاقات لكل صفحة من موقعك في أجزاء من الثانية دون متصفح على الإطلاق الآن", "A picture <img src=\"data:,\" style=\"width:50px;height:20px\"> within a few words of text, and another one at the end <img src=\"data:,\" style=\"width:30px;height:20px\">",
        ];
        foreach (var (sentence, number) in sentences.Select((sentence, number) => (sentence, number)))
        {
            foreach (var style in (string[])["width:420px;font-size:28px", "width:300px;font-size:24px;text-align:center", "width:220px;font-size:21px;text-indent:20px", "width:263px;font-size:19px;text-align:justify", "width:241px;font-size:22px;overflow-wrap:anywhere;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden"])
            {
                yield return HtmlCase.Of($"pretty {number + 1} {style}", $"<div style=\"text-wrap:pretty;{style}\">{sentence}</div>");
            }
        }

        foreach (var wrap in (string[])["wrap", "nowrap", "balance", "pretty", "stable"])
        {
            yield return HtmlCase.Of($"text-wrap {wrap}", $"<div style=\"width:260px;font-size:22px;text-wrap:{wrap}\">{Latin}</div><div style=\"width:260px;text-align:center;text-wrap:{wrap}\"><b>A short title that</b> wraps <i>once</i></div>");
        }
    }

    private static IEnumerable<HtmlCase> Spacing()
    {
        string[] styles = ["letter-spacing:2px", "letter-spacing:-1px", "letter-spacing:.05em", "word-spacing:10px", "word-spacing:-2px", "word-spacing:.5em;letter-spacing:1px", "text-transform:uppercase", "text-transform:capitalize", "text-transform:lowercase", "font-weight:500", "font-weight:600", "font-weight:800", "font-style:italic", "font-kerning:none", "font-feature-settings:'tnum'", "font-variant-numeric:tabular-nums", $"font:italic 700 20px/1.5 serif,{HtmlCase.ScriptFamilies}", "font-size:11.5px", "font-size:37.3px", "font-size:larger", "font-variant:small-caps", "font-stretch:condensed"];
        foreach (var style in styles)
        {
            yield return HtmlCase.Of(
                $"text style {style.Split(",Inter")[0]}",
                $"<div style=\"width:230px;{style}\">{Latin} AVAWA fi ffl 0123 111.</div><span style=\"{style}\"><b>Hello</b> world</span> <span dir=rtl style=\"{style}\">مرحبا</span>");
        }
    }

    private static IEnumerable<HtmlCase> Overflowing()
    {
        for (var lines = 1; lines <= 4; lines++)
        {
            yield return HtmlCase.Of($"line-clamp {lines}", $"<div style=\"width:150px;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:{lines};overflow:hidden\">{Latin.Replace("<b>", "", StringComparison.Ordinal).Replace("</b>", "", StringComparison.Ordinal).Replace("<i>", "", StringComparison.Ordinal).Replace("</i>", "", StringComparison.Ordinal)}</div><div>next</div>");
            yield return HtmlCase.Of($"line-clamp {lines} in flex with padding", $"<div style=\"display:flex;width:300px\"><div style=\"flex:1;padding:5px;font-size:20px;line-height:1.4;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:{lines};overflow:hidden\">The quick brown fox jumps over the lazy dog</div><div>n</div></div>");
        }

        yield return HtmlCase.Of("line-clamp of short text", "<div style=\"width:150px;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden\">short</div><div>next</div>");
        yield return HtmlCase.Of("text-overflow ellipsis", "<div style=\"width:100px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis\">a long line of text that is cut</div><div>n</div>");
        yield return HtmlCase.Of("text-overflow in flex", "<div style=\"display:flex;width:200px\"><div style=\"flex:1;min-width:0;white-space:nowrap;overflow:hidden;text-overflow:ellipsis\">a long line of text that is cut</div><div style=\"flex:none\">fixed</div></div>");
        yield return HtmlCase.Of("nowrap that sticks out", "<div style=\"width:50px;white-space:nowrap\">sticks <b>out</b></div><div style=\"width:50px;white-space:nowrap;text-align:right\">sticks <b>out</b></div><div style=\"width:50px;white-space:nowrap;text-align:center\">sticks <b>out</b></div>");
        yield return HtmlCase.Of("very long word", $"<div style=\"width:300px\"><b>{new string('W', 200)}</b> end</div><div style=\"width:300px;overflow-wrap:anywhere\"><b>{new string('W', 200)}</b></div>");
    }
}
