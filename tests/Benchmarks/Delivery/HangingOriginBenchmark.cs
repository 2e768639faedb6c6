using System.Globalization;
using PearlIo.TestKit;

namespace PearlIo.Benchmarks.Delivery;

/// <summary>
/// Cards of one site while crawlers ask for cards of another, whose pages never come; beside it the same while its pages come at once, for drawing that site's cards takes its part of the machine either way.
/// </summary>
internal static class HangingOriginBenchmark
{
    private const int PearlPort = 28583;
    private const int Turns = 5;
    private const int Seconds = 5;

    /// <summary>Crawlers on the other site.</summary>
    private const int Crawlers = 8;

    /// <summary>Crawlers that ask for pages of this site for the first time, each a moment after its last answer.</summary>
    private const int Newcomers = 2;

    private static readonly string Html = "<!doctype html><title>A page of the site</title><meta name=description content='It says what it is about.'>" + new string(' ', 20_000);

    /// <summary>Runs everything and prints a table.</summary>
    public static async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        using var quick = new Origin(_ => OriginAnswer.Page(Html));
        using var others = new Origin(_ => OriginAnswer.Page(Html), host: 2);
        using var hanging = new Origin(answer: null, host: 3);
        using var pearl = await ServerProcess.StartPearlAsync(folder.Path, PearlPort, ("FETCH_SOURCES", "true"));
        var site = await CreateAsync(pearl, "This site", quick);
        var other = await CreateAsync(pearl, "A quick site", others);
        var stuck = await CreateAsync(pearl, "A site that hangs", hanging);
        var warm = $"{pearl.Client.BaseAddress}og/{site}/warm";
        await pearl.Client.GetByteArrayAsync(warm);
        await Wrk.RunAsync(warm, Seconds);

        List<Round>[] rounds = [[], [], []];
        for (var turn = 0; turn < Turns; turn++)
        {
            rounds[0].Add(await MeasureAsync(pearl, folder, site, warm, beside: null));
            rounds[1].Add(await MeasureAsync(pearl, folder, site, warm, other));
            rounds[2].Add(await MeasureAsync(pearl, folder, site, warm, stuck));
        }

        Print(rounds);
    }

    private static Task<Guid> CreateAsync(ServerProcess pearl, string title, Origin origin) =>
        pearl.PostAsync("/api/projects", new { title, url = origin.Address.ToString() });

    private static async Task<Round> MeasureAsync(ServerProcess pearl, TemporaryFolder folder, Guid site, string warm, Guid? beside)
    {
        var others = beside is { } project ? AskForNewAsync(pearl, folder, project, Crawlers, (2 * Seconds) + 1) : Task.FromResult(new Load(0, 0, 0));
        var hits = await Wrk.RunAsync(warm, Seconds);
        var cards = await AskForNewAsync(pearl, folder, site, Newcomers, Seconds);
        return new Round(hits, cards, await others);
    }

    // Each address is another page, in every run.
    private static async Task<Load> AskForNewAsync(ServerProcess pearl, TemporaryFolder folder, Guid project, int connections, int seconds)
    {
        var script = folder.PathOf($"new-{Guid.NewGuid():N}.lua");
        await File.WriteAllTextAsync(script, $$"""
            local n = 0
            request = function() n = n + 1; return wrk.format("GET", "/og/{{project}}/{{Guid.NewGuid():N}}-" .. n) end
            """);
        return await Wrk.RunAsync($"{pearl.Client.BaseAddress}", seconds, script: script, connections: connections);
    }

    private static void Print(List<Round>[] rounds)
    {
        string[] names = ["nothing", "crawlers on a quick site", "crawlers on a site that hangs"];
        var alone = Load.Median([.. rounds[0].Select(r => r.Cards)]);
        var aloneHits = Load.Median([.. rounds[0].Select(r => r.Hits)]);
        Console.WriteLine("| beside | warm hits/s | p99 ms | ratio | new cards/s | p99 ms | ratio | cards of the other site/s | failed |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (var i = 0; i < names.Length; i++)
        {
            var (hits, cards, others) = (Load.Median([.. rounds[i].Select(r => r.Hits)]), Load.Median([.. rounds[i].Select(r => r.Cards)]), Load.Median([.. rounds[i].Select(r => r.Others)]));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {names[i]} | {hits.RequestsPerSecond:N0} | {hits.P99Ms:0.0} | {hits.P99Ms / aloneHits.P99Ms:0.00} | {cards.RequestsPerSecond:0} | {cards.P99Ms:0.0} | {cards.P99Ms / alone.P99Ms:0.00} | {others.RequestsPerSecond:0.0} | {hits.Failed + cards.Failed + others.Failed} |"));
        }
    }

    private sealed record Round(Load Hits, Load Cards, Load Others);
}
