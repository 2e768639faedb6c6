using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using PearlIo.Application.Templates;
using PearlIo.Domain.OgImages;
using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Documents;
using PearlIo.Infrastructure.Rendering.Queueing;
using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.Benchmarks.Rendering;

/// <summary>Draws the reference card with this renderer and its peers in turns, and prints medians and ratios of the one run.</summary>
internal static class RenderBenchmark
{
    private const int Rounds = 2;
    private const int CardsOfPeers = 60;
    private const int Seconds = 5;
    private static readonly string[] Formats = ["png", "jpeg", "webp"];

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("pearl-render-").FullName;
        var card = new ReferenceCard { LogoFile = DrawLogo(folder) };
        var cardFile = Path.Combine(folder, "card.json");
        card.WriteJson(cardFile);
        var results = new List<EngineResult>();
        for (var round = 0; round < Rounds; round++)
        {
            results.Add(OwnRenderer.Measure(card, Seconds));
            foreach (var engine in Peers.Engines)
            {
                if (await Peers.MeasureAsync(cardFile, engine, CardsOfPeers, Seconds) is { } result)
                {
                    results.Add(result);
                }
            }
        }

        Print(results);
        LargePage.Run();
        Directory.Delete(folder, recursive: true);
    }

    private static string DrawLogo(string folder)
    {
        const string Html =
            """
            <body style="margin:0;background:#123"><svg width="96" height="96" viewBox="0 0 96 96"><circle cx="48" cy="48" r="40" fill="#14b8a6"/>
            <circle cx="48" cy="48" r="22" fill="none" stroke="#fff" stroke-width="8" stroke-opacity=".8"/></svg>
            """;
        using var tools = new DocumentTools(Options.Create(new RenderingOptions()));
        var file = Path.Combine(folder, "logo.png");
        File.WriteAllBytes(file, tools.Draw(new DocumentSource { Html = Html, Width = 96, Height = 96 }, ImageFormat.Png).Value.Bytes);
        return file;
    }

    private static void Print(List<EngineResult> results)
    {
        var engines = results.GroupBy(result => result.Engine, StringComparer.Ordinal).Select(EngineResult.Median).ToList();
        var own = engines[0];
        Console.WriteLine();
        Console.WriteLine("| engine | PNG ms | PNG KB | JPEG ms | JPEG KB | WebP ms | WebP KB | cards/s on two |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var engine in engines)
        {
            var cells = Formats.Select(format => engine.Formats.TryGetValue(format, out var figure)
                ? string.Create(CultureInfo.InvariantCulture, $"{figure.Ms:0.0} | {figure.Bytes / 1000:0}")
                : "- | -");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {engine.Engine} | {string.Join(" | ", cells)} | {engine.PerSecondOfTwo:0} |"));
        }

        foreach (var peer in engines.Skip(1))
        {
            var ratios = Formats.Where(peer.Formats.ContainsKey)
                .Select(format => string.Create(CultureInfo.InvariantCulture, $"{format} {peer.Formats[format].Ms / own.Formats[format].Ms:0.0}x"));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"pearl against {peer.Engine}: {string.Join(", ", ratios)}, cards/s on two {own.PerSecondOfTwo / peer.PerSecondOfTwo:0.0}x"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"pearl: template compiled in {own.CompileMs:0.0} ms, drawn in {own.DrawMs:0.00} ms, {own.AllocatedBytes / 1000:0} KB allocated a card to PNG, two threads {own.PerSecondOfTwo / own.PerSecondOfOne:0.00} times one"));
    }
}

/// <summary>What was measured of one engine.</summary>
internal sealed record EngineResult
{
    public required string Engine { get; init; }

    public required Dictionary<string, FormatFigure> Formats { get; init; }

    /// <summary>PNG cards a second of two threads or processes.</summary>
    public double PerSecondOfTwo { get; init; }

    public double PerSecondOfOne { get; init; }

    public double CompileMs { get; init; }

    public double DrawMs { get; init; }

    public double AllocatedBytes { get; init; }

    public static EngineResult Median(IEnumerable<EngineResult> rounds)
    {
        var all = rounds.ToList();
        return all[0] with
        {
            Formats = all[0].Formats.Keys.ToDictionary(
                format => format,
                format => new FormatFigure(Middle(all.Select(round => round.Formats[format].Ms)), Middle(all.Select(round => round.Formats[format].Bytes))),
                StringComparer.Ordinal),
            PerSecondOfTwo = Middle(all.Select(round => round.PerSecondOfTwo)),
            PerSecondOfOne = Middle(all.Select(round => round.PerSecondOfOne)),
            CompileMs = Middle(all.Select(round => round.CompileMs)),
            DrawMs = Middle(all.Select(round => round.DrawMs)),
            AllocatedBytes = Middle(all.Select(round => round.AllocatedBytes)),
        };
    }

    public static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}

/// <summary>Medians of one format.</summary>
internal sealed record FormatFigure(double Ms, double Bytes);

/// <summary>This renderer, measured.</summary>
internal static class OwnRenderer
{
    private const int Cards = 200;
    private const int WarmUps = 30;

    /// <summary>A pause for the collector or the compiler of this program would be all that one of them measures.</summary>
    private const int Compilations = 15;

    public static EngineResult Measure(ReferenceCard card, int seconds)
    {
        var fonts = FontLibrary.Open(new RenderingOptions().FontPath);
        var template = CompiledTemplate.Compile(card.Html);
        var compiled = EngineResult.Middle(Enumerable.Range(0, Compilations).Select(_ => TimeCompilation(card.Html)));
        using var workspace = new RenderWorkspace(fonts);
        var drawn = new List<double>();
        var figures = new Dictionary<string, FormatFigure>(StringComparer.Ordinal);
        var allocated = 0.0;
        foreach (var (name, format) in new[] { ("png", ImageFormat.Png), ("jpeg", ImageFormat.Jpeg), ("webp", ImageFormat.Webp) })
        {
            Warm(workspace, template, format);
            var (times, sizes) = (new List<double>(), new List<double>());
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Cards; i++)
            {
                var rendered = workspace.RenderDocument(template, Values(i), format);
                times.Add(rendered.DrawMs + rendered.EncodeMs);
                drawn.Add(rendered.DrawMs);
                sizes.Add(rendered.Bytes.Length);
            }

            allocated = format == ImageFormat.Png ? (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Cards : allocated;
            figures[name] = new FormatFigure(EngineResult.Middle(times), EngineResult.Middle(sizes));
        }

        return new EngineResult
        {
            Engine = "pearl",
            Formats = figures,
            CompileMs = compiled,
            DrawMs = EngineResult.Middle(drawn),
            AllocatedBytes = allocated,
            PerSecondOfOne = Loop(fonts, template, threads: 1, seconds),
            PerSecondOfTwo = Loop(fonts, template, threads: 2, seconds),
        };
    }

    private static double TimeCompilation(string html)
    {
        var start = Stopwatch.GetTimestamp();
        CompiledTemplate.Compile(html);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Loop(FontLibrary fonts, CompiledTemplate template, int threads, int seconds)
    {
        using var ready = new Barrier(threads);
        var speeds = new double[threads];
        var workers = Enumerable.Range(0, threads).Select(number => new Thread(() =>
        {
            using var workspace = new RenderWorkspace(fonts);
            Warm(workspace, template, ImageFormat.Png);
            ready.SignalAndWait();
            var start = Stopwatch.GetTimestamp();
            var drawn = 0;
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
            {
                workspace.RenderDocument(template, Values(drawn++), ImageFormat.Png);
            }

            speeds[number] = drawn / Stopwatch.GetElapsedTime(start).TotalSeconds;
        })).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        return speeds.Sum();
    }

    private static void Warm(RenderWorkspace workspace, CompiledTemplate template, ImageFormat format)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            workspace.RenderDocument(template, Values(i), format);
        }
    }

    private static Dictionary<string, string> Values(int number) => new(StringComparer.Ordinal) { ["title"] = ReferenceCard.TitleOf(number) };
}

/// <summary>The peers, by Node; missing ones are named and left out.</summary>
internal static class Peers
{
    public static readonly string[] Engines = ["takumi", "satori"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task<EngineResult?> MeasureAsync(string cardFile, string engine, int count, int seconds)
    {
        var modules = Environment.GetEnvironmentVariable("PEERS_MODULES");
        if (string.IsNullOrEmpty(modules))
        {
            Console.WriteLine($"{engine} is left out: npm is missing. Run build/bench render where it is there.");
            return null;
        }

        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { Path.Combine(modules, "peers.mjs"), cardFile, engine, count.ToString(CultureInfo.InvariantCulture), seconds.ToString(CultureInfo.InvariantCulture) })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<EngineResult>(output, Json)
            : throw new InvalidOperationException($"{engine} ended with {process.ExitCode}.");
    }
}
