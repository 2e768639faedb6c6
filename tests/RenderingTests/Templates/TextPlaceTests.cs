using System.Globalization;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Queueing;
using PearlIo.Infrastructure.Rendering.Styles;
using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.RenderingTests.Templates;

/// <summary>Whatever a page says, in whatever script: no text of the built-in templates is cut or comes near an edge.</summary>
public sealed class TextPlaceTests(TemplatePages pages) : IClassFixture<TemplatePages>
{
    /// <summary>px.</summary>
    private const int Margin = 24;

    /// <summary>Of each script a short text and a sentence, which is repeated for a long one.</summary>
    private static readonly (string Short, string Sentence)[] Scripts =
    [
        ("Hi", "The quick brown fox, Ångström and Çelik jumped over Wolfgang’s lazy dog’s “gypsum”. "),
        ("أ", "كل صفحة لها بطاقة اجتماعية جميلة، في كل مرة وفي كل مكان. "),
        ("私", "すべてのページに美しいカードを、いつでもどこでも同じように。"),
        ("हाँ", "हर पृष्ठ का एक सुंदर सामाजिक कार्ड होता है, हर बार और हर जगह। "),
        ("ที่", "ทุกหน้ามีการ์ดโซเชียลที่สวยงามเสมอ ไม่ว่าจะเปิดที่ใดเมื่อใดก็ตาม ซึ่งนี่คือผู้ใหญ่ญี่ปุ่น "),
    ];

    public static TheoryData<string> Names => [.. BuiltInTemplates.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void All_text_is_whole_and_away_from_the_edges(string name)
    {
        var template = BuiltInTemplates.Find(name)!;
        var wrong = new List<string>();
        Check(template, TemplatePages.Examples(template), "the example", wrong);
        Check(template, TemplatePages.Fill(template, string.Empty), "nothing", wrong);
        Check(template, TemplatePages.Fill(template, new string('W', 400), Chromium.Pictures.White), "one long word", wrong);
        foreach (var (few, sentence) in Scripts)
        {
            Check(template, TemplatePages.Fill(template, few), few, wrong);
            Check(template, TemplatePages.Fill(template, few, Chromium.Pictures.White), few + " with pictures", wrong);
            Check(template, TemplatePages.Fill(template, sentence), sentence, wrong);
            Check(template, TemplatePages.Fill(template, string.Concat(Enumerable.Repeat(sentence, 12)), Chromium.Pictures.White), $"long '{sentence}'", wrong);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("p { margin: 0; padding: 0 40px }")]
    [InlineData("p { margin: 40px; height: 12px; overflow: hidden }")]
    [InlineData("p { margin: 40px; width: 50px; overflow: hidden; white-space: nowrap }")]
    public void Text_that_is_cut_or_stands_at_an_edge_is_found(string css)
    {
        var wrong = new List<string>();

        Check(CompiledTemplate.Compile($"<!doctype html><style>body {{ margin: 0; font: 40px/1 Inter }} {css}</style><p>Åg, which is cut"), [], "test", wrong);

        Assert.NotEmpty(wrong);
    }

    private void Check(CompiledTemplate template, Dictionary<string, string> values, string description, List<string> wrong)
    {
        var page = pages.LayOut(template, values, []);
        foreach (var text in TextInk.TextsOf(page.Root))
        {
            var ink = TextInk.Of(text, pages.Glyphs);
            if (!ink.IsEmpty && (WhatIsWrong(page, ink) ?? WhatIsCut(text.Box, ink)) is { } fault)
            {
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{description}: text of {text.Run.Style.FontSize:0.#} px has its ink in {Describe(ink)}, {fault}"));
            }
        }
    }

    private static string? WhatIsWrong(LaidOutPage page, PixelRect ink)
        => new PixelRect(0, 0, page.Width, page.Height).Inflate(-Margin).Contains(ink) ? null : "too near to an edge of the card";

    private static string? WhatIsCut(LayoutBox? box, PixelRect ink)
    {
        for (; box?.Parent is not null; box = box.Parent)
        {
            if (box.Kind != BoxKind.Inline && box.Style.Box.OverflowX != Overflow.Visible && PaddingBox(box) is var room && !room.Contains(ink))
            {
                return $"cut by <{box.Element?.Tag} class={box.Element?.Source?.Attribute("class")}> in {Describe(room)}";
            }
        }

        return null;
    }

    private static PixelRect PaddingBox(LayoutBox box) => PixelRect.Around(
        box.PageX + box.Border.Left, box.PageY + box.Border.Top, box.PageX + box.Width - box.Border.Right, box.PageY + box.Height - box.Border.Bottom);

    private static string Describe(PixelRect area) => $"({area.Left}, {area.Top}) to ({area.Right}, {area.Bottom})";
}
