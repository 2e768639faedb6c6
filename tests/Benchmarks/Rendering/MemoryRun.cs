using System.Globalization;
using PearlIo.Domain.OgImages;
using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Queueing;
using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.Benchmarks.Rendering;

/// <summary>Very many different cards of all built-in templates in one process: resident memory must stay flat.</summary>
internal static class MemoryRun
{
    private const int Steps = 10;

    private static readonly string[] Words =
        ["cache", "latency", "pearl", "北京", "مرحبا", "наука", "नमस्ते", "release", "🚀", "Größe", "naïve", "東京", "quality", "Ελλάδα", "한국어", "design"];

    public static void Run(int cards)
    {
        using var workspace = new RenderWorkspace(FontLibrary.Open(new RenderingOptions().FontPath));
        Console.WriteLine("| cards | resident MB |");
        Console.WriteLine("| --- | --- |");
        for (var i = 1; i <= cards; i++)
        {
            var template = BuiltInTemplates.Find(BuiltInTemplates.Names[i % BuiltInTemplates.Names.Count])!;
            var values = template.Front.Variables.ToDictionary(variable => variable.Name, variable => variable.Example, StringComparer.Ordinal);
            values["title"] = TitleOf(i);
            workspace.RenderDocument(template, values, i % 3 == 0 ? ImageFormat.Jpeg : ImageFormat.Png);
            if (i % (cards / Steps) == 0)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {i:N0} | {Environment.WorkingSet / 1e6:0} |"));
            }
        }
    }

    private static string TitleOf(int number)
        => string.Join(' ', Enumerable.Range(0, 4 + (number % 5)).Select(word => Words[(number + (word * 7)) % Words.Length])) + FormattableString.Invariant($" {number}");
}
