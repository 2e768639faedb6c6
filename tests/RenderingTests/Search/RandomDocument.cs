using System.Globalization;
using PearlIo.RenderingTests.Chromium;

namespace PearlIo.RenderingTests.Search;

/// <summary>Documents made by chance of elements, texts and properties that people use, in ways that nobody does.</summary>
internal sealed class RandomDocument(Random random)
{
    private const int MaxDepth = 5;

    private static readonly string[] Blocks = ["div", "div", "div", "div", "p", "h2", "section"];
    private static readonly string[] Inlines = ["span", "span", "b", "i", "small", "code", "a", "br", "img"];

    private static readonly string[] Words =
    [
        "a", "of", "in", "dog", "fox", "quick", "brown", "jumps over", "e-mail", "well-known", "(maybe)", "“quoted”", "2,048", "50%", "extraordinarily", "typography", "card.", "what?", "and/or", "Agy",
        "internationalisation", "first", "office", "C++", "x.y", "naïve", "—", "…", "漢字", "カード", "你好，世界", "한국어", "שלום", "עולם", "مرحبا", "नमस्ते", "Привет", "Ωμέγα", "😀",
    ];

    private static readonly string[] Displays = ["flex", "flex", "flex", "block", "inline-block", "inline-flex", "flow-root", "inline", "contents", "none"];

    private static readonly string[][] OfFlex =
    [
        ["flex-direction:column", "flex-direction:row-reverse", "flex-direction:column-reverse"], ["flex-wrap:wrap", "flex-wrap:wrap-reverse"],
        ["justify-content:center", "justify-content:space-between", "justify-content:flex-end", "justify-content:space-around", "justify-content:space-evenly"],
        ["align-items:center", "align-items:flex-start", "align-items:flex-end", "align-items:baseline"], ["align-content:center", "align-content:space-between", "align-content:flex-end"],
        ["gap:#px", "gap:#px #px", "row-gap:5%", "column-gap:1em"],
    ];

    private static readonly string[][] OfItem =
    [
        ["flex:1", "flex:none", "flex:1 1 auto", "flex:2 1 ##px", "flex-basis:30%", "flex-grow:2", "flex-shrink:0", "flex-basis:content"],
        ["align-self:center", "align-self:flex-end", "align-self:stretch", "align-self:baseline"], ["order:1", "order:-1"],
    ];

    private static readonly string[][] OfBox =
    [
        ["width:##px", "width:50%", "width:100%", "width:max-content", "width:min-content", "width:fit-content", "width:9em", "width:calc(100% - #px)"],
        ["height:##px", "height:50%", "height:100%", "height:3em"],
        ["min-width:##px", "min-width:0", "min-width:40%", "max-width:##px", "max-width:80%", "max-width:min-content"],
        ["min-height:##px", "min-height:0", "min-height:40%", "max-height:##px", "max-height:80%"],
        ["margin:#px", "margin:#px 0", "margin:auto", "margin:0 auto", "margin:-#px", "margin:5%", "margin-top:1em", "margin-left:auto", "margin-bottom:-#px"],
        ["padding:#px", "padding:#px ##px", "padding:4%", "padding-top:.5em"],
        ["border:1px solid", "border:#px solid", "border-left:3px solid", "border-width:0 2px 5px"],
        ["box-sizing:border-box"], ["aspect-ratio:1", "aspect-ratio:16/9", "aspect-ratio:auto 3/4"],
        ["position:absolute", "position:absolute;left:#px;top:#px", "position:absolute;inset:#px", "position:absolute;right:0;bottom:10%", "position:relative;left:#px;top:-#px", "position:relative"],
        ["overflow:hidden", "overflow:hidden"],
    ];

    private static readonly string[][] OfText =
    [
        ["font-size:##px", "font-size:1.3em", "font-size:smaller", "font-size:120%"], ["line-height:1", "line-height:1.5", "line-height:normal", "line-height:##px", "line-height:120%"],
        ["font-weight:700"], ["font-style:italic"], [$"font-family:serif,{HtmlCase.ScriptFamilies}", $"font-family:monospace,{HtmlCase.ScriptFamilies}", $"font-family:'Noto Sans',{HtmlCase.ScriptFamilies}"], ["letter-spacing:1px", "letter-spacing:-.02em"], ["word-spacing:4px"],
        ["text-align:center", "text-align:right", "text-align:justify", "text-align:end"], ["text-indent:#px", "text-indent:-#px"], ["direction:rtl"],
        ["white-space:nowrap", "white-space:pre", "white-space:pre-wrap", "white-space:pre-line"], ["text-wrap:balance", "text-wrap:pretty"],
        ["overflow-wrap:anywhere", "overflow-wrap:break-word", "word-break:break-all", "word-break:keep-all"], ["text-transform:uppercase", "text-transform:capitalize"],
        ["vertical-align:top", "vertical-align:middle", "vertical-align:bottom", "vertical-align:super", "vertical-align:#px", "vertical-align:text-top"],
        ["overflow:hidden;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2"], ["overflow:hidden;white-space:nowrap;text-overflow:ellipsis"],
    ];

    public RandomElement Next() => new("div", "", ["width:500px", "height:300px", $"display:{Pick(["flex", "block", "block"])}", .. Styles(3)], Children(1));

    private List<RandomElement> Children(int depth)
    {
        var children = new List<RandomElement>();
        for (var count = 1 + random.Next(4); count > 0; count--)
        {
            children.Add(Child(depth));
        }

        return children;
    }

    private RandomElement Child(int depth)
    {
        if (depth == MaxDepth || random.Next(3) == 0)
        {
            return RandomElement.OfText(Text());
        }

        var name = Pick(random.Next(3) == 0 ? Inlines : Blocks);
        IEnumerable<string> display = random.Next(2) == 0 ? [$"display:{Pick(Displays)}"] : [];
        return new RandomElement(name, "", [.. display, .. Styles(4)], name is "br" or "img" ? [] : Children(depth + 1));
    }

    private string Text() => string.Join(random.Next(8) == 0 ? "\n " : " ", Enumerable.Range(0, random.Next(9)).Select(_ => Pick(Words)))
        + (random.Next(4) == 0 ? " " : "");

    private IEnumerable<string> Styles(int most)
    {
        for (var count = random.Next(most + 1); count > 0; count--)
        {
            var group = random.Next(6) switch { 0 => OfFlex, 1 => OfItem, 2 or 3 => OfBox, _ => OfText };
            yield return WithNumbers(Pick(Pick(group)));
        }
    }

    /// <summary>Two signs stand for a length of tens of px, one for a short one.</summary>
    private string WithNumbers(string style)
    {
        while (style.IndexOf('#', StringComparison.Ordinal) is var at and >= 0)
        {
            var isLong = at + 1 < style.Length && style[at + 1] == '#';
            var length = isLong ? 10 + random.Next(150) : 1 + random.Next(20);
            style = string.Concat(style.AsSpan(0, at), length.ToString(CultureInfo.InvariantCulture), style.AsSpan(at + (isLong ? 2 : 1)));
        }

        return style;
    }

    private T Pick<T>(T[] of) => of[random.Next(of.Length)];
}
