using System.Buffers.Binary;
using PearlIo.Domain.OgImages;
using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Encoding;
using PearlIo.Infrastructure.Rendering.Queueing;
using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.RenderingTests.Templates;

/// <summary>
/// Bad input, row by row: each is refused, or drawn within bounds, with a clear message; and whatever a workspace was given, its next card
/// has the bytes that it had before. Finer cases stand beside the parts that refuse them.
/// </summary>
public sealed class BadTemplateTests : IDisposable
{
    private const string Drawn = "";
    private const string List = """<!-- pearl { "variables": { "tags": { "type": "list" } } } -->""";

    private readonly RenderWorkspace _workspace = new(FontLibrary.Open(new RenderingOptions().FontPath));

    /// <summary>What is bad, and what is said of it; <see cref="Drawn"/> where there is nothing to say.</summary>
    private static IEnumerable<(string Name, string Html, string Message)> Rows =>
    [
        ("a template of 1 MB", "<p>x" + new string(' ', 1 << 20), "The document has 1048580 characters; at most 1048576 are drawn."),
        ("10,000 nested divs", Repeat("<div>", 9_990), "deep"),
        ("10,000 divs beside one another", Repeat("<div></div>", 10_001), "more than 10000 elements"),
        ("custom properties in a circle", Style("p { --a: var(--b); --b: var(--a); width: var(--a) }"), "--a"),
        ("a width of 1e9px", Style("p { width: 1e9px; height: 1e9px; background: linear-gradient(red, blue); border: 1e9px solid; box-shadow: 0 0 1e9px red }"), Drawn),
        ("a line of 200,000 places to break, balanced", Style("p { width: 600000px; text-wrap: balance; word-break: break-all }") + "<p>" + new string('a', 200_000), Drawn),
        ("a line of 100,000 words, with a short one at the end", Style("p { width: 900000px; text-wrap: pretty }") + "<p>" + string.Concat(Enumerable.Repeat("abc ", 100_000)) + "a", Drawn),
        ("200,000 signs without width before what is cut", Style("p { width: 100px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }") + "<p>aaa" + Repeat("\u200D", 200_000) + Repeat("w", 30), Drawn),
        ("a justified line of 120,000 gaps", Style("p { width: 1e8px; text-align: justify; text-align-last: justify; direction: rtl }") + "<p>" + Repeat("\u05E9 \u05D0", 60_000), Drawn),
        ("letters of other planes whose last sixteen bits are a quotation mark's or a space's", Style("p { text-align: justify; text-align-last: justify }")
            + "<p>" + string.Concat(from plane in Enumerable.Range(1, 3) from mark in "’”›»\u00A0 " select "a" + char.ConvertFromUtf32((plane << 16) + mark) + " 한“a”"), Drawn),
        ("20,000 lines in 100 elements of another direction", Style("p { white-space: pre }") + "<p>" + Repeat("<span dir=rtl>", 100) + Repeat("a\n", 20_000), Drawn),
        ("a letter with 300,000 marks", "<p>a" + Repeat("\u0301\u0302\u0303", 100_000), Drawn),
        ("150,000 Khmer letters under one", "<p>" + Repeat("\u1780\u17D2", 150_000), Drawn),
        ("80,000 lines", Style("p { white-space: pre }") + "<p>" + Repeat("a\n", 80_000), Drawn),
        ("80,000 lines from right to left", Style("p { white-space: pre; direction: rtl }") + "<p>" + Repeat("a\n", 80_000), Drawn),
        ("numbers without end", Style("body { display: flex; flex-wrap: wrap } p { flex: 21e309 1e309; line-height: 1e309; tab-size: 1e309; aspect-ratio: 1e309 / 1e309; opacity: 1e309; scale: 1e309 }")
            + "<p>b</p><svg width=1e309 height=1e309 viewBox='0 0 1e309 1e-309'></svg><img width=1e309>", Drawn),
        ("NaN in calc()", Style("p { width: calc(NaN * 1px); margin: calc(1px / 0); font-size: calc(infinity * 1px); opacity: calc(0 / 0); transform: rotate(calc(NaN * 1deg)) }"), Drawn),
        ("200 gradients", Style($"p {{ height: 600px; background: {string.Join(',', Enumerable.Repeat("linear-gradient(45deg, #f001, #00f1)", 200))} }}"), Drawn),
        ("a picture that is missing", "<img src=missing.png>", "The picture 'missing.png' is not drawn: write it into the document as a data: address."),
        ("a picture that is corrupt", $"<img src=\"{Chromium.Pictures.Png(40, 40)[..198]}\">", "is not drawn: its file ends before all of its pixels have come"),
        ("a picture that is none", "<img src=\"data:image/png;base64,SGVsbG8gd29ybGQ=\">", "is not drawn: it is no PNG, JPEG, WebP"),
        ("an address that is none", "<img src=\"data:image/png;base64,(((\">", "is not drawn: the address cannot be read"),
        ("a picture of 30,000 px", $"<img src=\"{WidePng()}\">", "is not drawn: it has more than 8192 px on a side"),
        ("tags that are not closed", "<div><p><b>bold<i>both<section><p>more<p", Drawn),
        ("a script", "<script>while (true) {}</script><p onclick=\"alert(1)\">x", "Scripts do not run in a card"),
        ("@import", Style("@import url(https://example.org/a.css); p { color: red }"), "@import"),
        ("a file: address", Style("p { background: url(file:///etc/passwd) }"), "files of the machine are not read"),
        ("a file: picture", "<img src=file:///etc/passwd>", "The picture 'file:///etc/passwd' is not drawn"),
        ("a loop over a huge list", List + "<p>{{#each tags}}<b>{{this}}</b>{{/each}}", Drawn),
        ("loops in loops over a huge list", List + "<p>{{#each tags}}{{#each tags}}{{#each tags}}<b>x</b>{{/each}}{{/each}}{{/each}}", "give shorter lists"),
    ];

    [Fact]
    public void Is_refused_or_bounded_and_harms_no_card_after_it()
    {
        var expected = DrawGoodCard();
        var wrong = new List<string>();
        foreach (var (name, html, message) in Rows)
        {
            var said = Draw(html);
            if (message.Length == 0 ? said.Count > 0 : !said.Exists(line => line.Contains(message, StringComparison.Ordinal)))
            {
                wrong.Add($"{name}: '{message}' is expected, and said is '{string.Join("' '", said)}'");
            }

            if (!DrawGoodCard().AsSpan().SequenceEqual(expected))
            {
                wrong.Add($"{name}: the card after it is another one");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    public void Dispose() => _workspace.Dispose();

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static string Style(string css) => $"<!doctype html><style>{css}</style><p>text</p>";

    /// <summary>A header that promises more than anybody would decode.</summary>
    private static string WidePng()
    {
        var file = Convert.FromBase64String(Chromium.Pictures.Png(8, 8).Split(',')[1]);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), 30_000);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Crc32.Of(file.AsSpan(12, 17)));
        return "data:image/png;base64," + Convert.ToBase64String(file);
    }

    private byte[] DrawGoodCard()
    {
        var template = BuiltInTemplates.Find("article")!;
        return _workspace.RenderDocument(template, TemplatePages.Examples(template), ImageFormat.Png).Bytes;
    }

    /// <summary>Draws a card of a template.</summary>
    /// <returns>All that is said to whoever wrote it.</returns>
    private List<string> Draw(string html)
    {
        var template = CompiledTemplate.Compile(html);
        if (template.Error is { } error)
        {
            return [error.Message];
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["tags"] = string.Join(',', Enumerable.Range(0, 100_000)) };
        var budget = new RenderBudget(RenderBudget.Usual);
        try
        {
            var page = _workspace.LayOut(template, values, [], 1200, 630, budget);
            _workspace.Paint(page, budget);
            return [.. template.Problems.Concat(page.Problems).Select(problem => problem.Message), .. page.Pictures.Warnings];
        }
        catch (CardRefusedException e)
        {
            return [e.Message];
        }
    }
}
