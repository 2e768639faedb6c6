using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using PearlIo.TestKit;

namespace PearlIo.Benchmarks.Delivery;

/// <summary>Very many different cards, asked for over HTTP from a server with little memory for them, and asked for once more.</summary>
internal static partial class KeysBenchmark
{
    private const int Port = 28583;
    private const int Callers = 16;
    private const long MemoryBound = 32L << 20;

    // As small as a route may ask for, so that as many as can be are in memory.
    private const int ByteBudget = 20_000;

    /// <summary>Runs it and prints a line for each part.</summary>
    /// <param name="count">How many different cards, at least 10.</param>
    public static async Task RunAsync(int count)
    {
        using var folder = new TemporaryFolder();
        using var pearl = await ServerProcess.StartPearlAsync(folder.Path, Port, ("MEMORY_CACHE_BYTES", MemoryBound.ToString(CultureInfo.InvariantCulture)));
        var project = await pearl.CreateProjectAsync();
        await pearl.PostAsync($"/api/projects/{project}/routes", new { path = "/{title}", returnType = "jpeg", byteBudget = ByteBudget });
        var card = await pearl.Client.GetByteArrayAsync($"/og/{project}/first");
        Console.WriteLine($"{count:N0} different cards of about {card.Length:N0} bytes, {Callers} callers, memory of cards bound to {MemoryBound >> 20} MB");
        Console.WriteLine($"{"one card",-24} {pearl.ResidentBytes >> 20,6} MB resident");
        var done = 0;
        foreach (var percent in new[] { 10, 50, 100 })
        {
            var end = count * percent / 100;
            await AskAsync(pearl, project, done, end, $"{percent} %: {end:N0} cards");
            done = end;
        }

        await AskAsync(pearl, project, 0, count, "all once more");
    }

    private static async Task AskAsync(ServerProcess pearl, Guid project, int first, int end, string what)
    {
        var (start, gets) = (Stopwatch.GetTimestamp(), await ReadAsync(pearl, StoreGets()));
        var outcomes = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(Enumerable.Range(first, end - first), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (i, token) =>
        {
            using var answer = await pearl.Client.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/og/{project}/{i}"), token);
            await answer.Content.ReadAsByteArrayAsync(token);
            var outcome = answer.IsSuccessStatusCode ? answer.Headers.GetValues("X-Pearl-Cache").Single() : answer.StatusCode.ToString();
            outcomes.AddOrUpdate(outcome, 1, (_, n) => n + 1);
        });
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var asked = end - first;
        var read = await ReadAsync(pearl, StoreGets()) - gets;
        Console.WriteLine(
            $"{what,-24} {pearl.ResidentBytes >> 20,6} MB resident, in memory {await ReadAsync(pearl, MemoryBytes()) / 1048576.0:0.0} MB, in the store {await ReadAsync(pearl, StoreBytes()) / 1048576.0:0.0} MB (as counted in the last minute); "
            + $"{asked / seconds:N0}/s, {string.Join(", ", outcomes.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key} {100.0 * o.Value / asked:0.0} %"))}; {read:N0} read from the store");
    }

    private static async Task<double> ReadAsync(ServerProcess pearl, Regex figure) =>
        figure.Match(await pearl.Client.GetStringAsync("/metrics")) is { Success: true } found
            ? double.Parse(found.Groups["number"].Value, CultureInfo.InvariantCulture)
            : 0;

    [GeneratedRegex(@"^pearl_cache_bytes\{layer=""memory""\} (?<number>[\d.eE+]+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex MemoryBytes();

    [GeneratedRegex(@"^pearl_cache_bytes\{layer=""store""\} (?<number>[\d.eE+]+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex StoreBytes();

    [GeneratedRegex(@"^pearl_store_seconds_count\{store=""local"",call=""get""\} (?<number>[\d.eE+]+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex StoreGets();
}
