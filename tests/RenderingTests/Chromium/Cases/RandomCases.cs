using System.Globalization;
using System.Text;

namespace PearlIo.RenderingTests.Chromium.Cases;

/// <summary>
/// Documents put together by chance, from a seed each, so that properties meet that nobody thought of together.
/// They stay the same for all time; <c>build/fuzz layout</c> looks for others.
/// </summary>
internal static class RandomCases
{
    private const int Count = 80;
    private const int MaxDepth = 4;

    private static readonly string[] Displays = ["display:flex", "display:flex", "display:flex;flex-direction:column", "display:flex;flex-wrap:wrap", "display:block", "display:block", "display:inline-block", "display:inline-flex", "display:flex;flex-flow:column wrap", "display:flow-root", "display:flex;flex-direction:row-reverse"];
    private static readonly string[] Texts = ["word", "two words", "a longer text of several words in it", "Agy", "", "one<br>two", "some <b>bold</b> text", "x <span style=\"padding:2px 4px;border:1px solid\">span</span> y"];

    private static readonly string[][] Properties =
    [
        ["width:60px", "width:50%", "width:120px", "width:auto", "width:max-content", "width:min-content", "width:100%"],
        ["height:40px", "height:50%", "height:80px", "height:auto", "height:100%"],
        ["min-width:30px", "min-width:0", "min-width:40%", "max-width:50px", "max-width:80%", "min-width:min-content"],
        ["min-height:30px", "min-height:0", "min-height:40%", "max-height:30px", "max-height:80%"],
        ["margin:5px", "margin:10px 0", "margin:auto", "margin:0 auto", "margin:-4px", "margin:5%", "margin-top:15px", "margin-left:auto"],
        ["padding:4px", "padding:3px 8px", "padding:4%", "padding-top:10px"],
        ["border:1px solid", "border:4px solid", "border-left:3px solid"],
        ["flex:1", "flex:1 1 auto", "flex:none", "flex-grow:2", "flex-shrink:0", "flex:0 1 80px", "flex-basis:30%", "flex:2 1 0"],
        ["align-self:center", "align-self:flex-end", "align-self:stretch", "align-self:baseline", "align-self:flex-start"],
        ["align-items:center", "align-items:flex-start", "align-items:flex-end", "align-items:baseline", "align-items:stretch"],
        ["justify-content:center", "justify-content:space-between", "justify-content:flex-end", "justify-content:space-evenly"],
        ["align-content:center", "align-content:space-between", "align-content:flex-start"],
        ["gap:6px", "gap:4px 9px", "gap:5%"],
        ["box-sizing:border-box", "box-sizing:border-box"],
        ["aspect-ratio:1", "aspect-ratio:2", "aspect-ratio:3/4"],
        ["position:absolute", "position:absolute;left:5px;top:5px", "position:absolute;inset:4px", "position:relative;left:3px;top:-2px", "position:relative"],
        ["font-size:12px", "font-size:24px", "line-height:1", "line-height:normal", "text-align:center", "text-align:right", "white-space:nowrap"],
        ["overflow:hidden", "order:1", "order:-1", "direction:rtl", "vertical-align:top", "vertical-align:middle"],
    ];

    public static IEnumerable<HtmlCase> All() => Enumerable.Range(1, Count).Select(Make);

    private static HtmlCase Make(int seed)
    {
        var random = new Generator((ulong)seed);
        var html = new StringBuilder();
        AppendElement(html, random, 0);
        return HtmlCase.Of(string.Create(CultureInfo.InvariantCulture, $"random {seed:000}"), html.ToString());
    }

    private static void AppendElement(StringBuilder html, Generator random, int depth)
    {
        if (depth > 1 && random.Next(12) == 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<img src=\"{Pictures.Png(40, 30)}\" style=\"{Style(random)}\">");
            return;
        }

        html.Append(CultureInfo.InvariantCulture, $"<div style=\"{Displays[random.Next(Displays.Length)]};{(depth == 0 ? "width:500px;height:300px;position:relative;" : "")}{Style(random)}\">");
        if (depth == MaxDepth || (depth > 0 && random.Next(3) == 0))
        {
            html.Append(Texts[random.Next(Texts.Length)]);
        }
        else
        {
            for (var children = 1 + random.Next(4); children > 0; children--)
            {
                AppendElement(html, random, depth + 1);
            }
        }

        html.Append("</div>");
    }

    private static string Style(Generator random)
    {
        var style = new List<string>();
        for (var count = random.Next(5); count > 0; count--)
        {
            var values = Properties[random.Next(Properties.Length)];
            style.Add(values[random.Next(values.Length)]);
        }

        return string.Join(';', style);
    }

    /// <summary>SplitMix64: the same numbers on every platform and for all time.</summary>
    private sealed class Generator(ulong state)
    {
        private ulong _state = state * 0xD1342543DE82EF95;

        public int Next(int limit)
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) % (ulong)limit);
        }
    }
}
