using System.Diagnostics;
using System.Globalization;
using System.Text;
using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Canvas.Text;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Styles;
using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.Benchmarks.Rendering;

/// <summary>A page of 2,000 elements: rows of flex items in one another with short texts, far more than a card has. Layout alone is measured, shaping included.</summary>
internal static class LargePage
{
    private const int Rows = 100;
    private const int CellsInRow = 6;

    /// <summary>Each row itself, three for a cell, and one at the end.</summary>
    private const int Elements = Rows * (2 + (CellsInRow * 3));
    private const int WarmUps = 10;
    private const int Rounds = 30;

    private const string Style =
        """
        body { margin: 0; font: 16px/1.3 Inter; display: flex; flex-direction: column; gap: 4px }
        .row { display: flex; align-items: center; gap: 8px; padding: 4px 12px; border-bottom: 1px solid #ccc }
        .cell { flex: 1 1 0; min-width: 0; display: flex; flex-direction: column }
        .cell b { font-size: 18px } .cell span { color: #666; overflow-wrap: anywhere }
        .end { margin-left: auto; width: 24px; aspect-ratio: 1 }
        """;

    /// <summary>Prints the median time of a layout.</summary>
    public static void Run()
    {
        using var engine = new TextEngine(FontLibrary.Open(new RenderingOptions().FontPath));
        using var shaper = new TextShaper(engine);
        var template = CompiledTemplate.Compile(Write());
        var filled = template.Fill(TemplateInput.From([], new Dictionary<string, string>(StringComparer.Ordinal), FontLibrary.Open(new RenderingOptions().FontPath).Coverage));
        var styled = template.Style(filled, StyleEnvironment.Default);
        var times = new List<double>();
        for (var i = 0; i < WarmUps + Rounds; i++)
        {
            shaper.Begin();
            var start = Stopwatch.GetTimestamp();
            LayoutEngine.Layout(styled.Root, 1200, 630, shaper, new RenderBudget(RenderBudget.Usual));
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"pearl: a page of {Elements:N0} elements laid out in {EngineResult.Middle(times.Skip(WarmUps)):0.0} ms, at first in {times[0]:0} ms"));
    }

    private static string Write()
    {
        var html = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<!doctype html><style>{Style}</style><body>");
        for (var row = 0; row < Rows; row++)
        {
            html.Append("<div class=row>");
            for (var cell = 0; cell < CellsInRow; cell++)
            {
                html.Append(CultureInfo.InvariantCulture, $"<div class=cell><b>Cell {row * cell}</b><span>of row {row}, with a few words</span></div>");
            }

            html.Append("<div class=end></div></div>");
        }

        return html.ToString();
    }
}
