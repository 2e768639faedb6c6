using System.Diagnostics;
using System.Globalization;
using PearlIo.Benchmarks.Delivery;
using PearlIo.TestKit;
using PearlIo.TestKit.Pictures;

namespace PearlIo.Benchmarks.Pictures;

/// <summary>Cards of pages that name a hostile picture each, one after the other, from a real server: every card answered in time, and memory flat.</summary>
internal static class HostileCards
{
    private const int PearlPort = 28584;

    /// <summary>Asks for the cards and prints a table.</summary>
    /// <param name="count">How many.</param>
    /// <returns>Whether every card was answered, and one with a good picture at the end had it.</returns>
    public static async Task<bool> RunAsync(int count)
    {
        var pictures = HostilePictures.All.Values.ToList();
        using var folder = new TemporaryFolder();
        using var origin = new Origin(path => Answer(path, pictures));
        using var pearl = await ServerProcess.StartPearlAsync(folder.Path, PearlPort, ("FETCH_SOURCES", "true"), ("MEMORY_CACHE_BYTES", "8388608"));
        var project = await pearl.PostAsync("/api/projects", new { title = "A hostile site", url = origin.Address.ToString() });
        Console.WriteLine("| cards | answered | service MB | decoders MB | median ms | longest ms |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        var (answered, times) = (0, new List<double>());
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            answered += await IsCardAsync(pearl, $"/og/{project}/page/{i}") ? 1 : 0;
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if ((i + 1) % Math.Max(1, count / 10) == 0)
            {
                var sorted = times.Order().ToList();
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {i + 1:N0} | {answered:N0} | {pearl.ResidentBytes / 1e6:0} | {pearl.ChildrenResidentBytes / 1e6:0} | {sorted[sorted.Count / 2]:0} | {sorted[^1]:0} |"));
            }
        }

        var isAlive = await HasPictureAsync(pearl, project);
        Console.WriteLine(isAlive ? "a card with a good picture shows it" : "a card with a good picture does not show it");
        return answered == count && isAlive;
    }

    private static OriginAnswer Answer(string path, List<byte[]> pictures)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (path.StartsWith("/page/", StringComparison.Ordinal))
        {
            return OriginAnswer.Page($"<title>Page {name}</title><meta property=og:image content=/picture/{name}>");
        }

        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new OriginAnswer("image/png", [.. pictures[number % pictures.Count], (byte)number, (byte)(number >> 8)])
            : new OriginAnswer("image/png", PngSample.Grey(400, 300));
    }

    private static async Task<bool> IsCardAsync(ServerProcess pearl, string path)
    {
        using var answer = await pearl.Client.GetAsync(path);
        return answer.IsSuccessStatusCode
            && answer.Content.Headers.ContentType?.MediaType is "image/png"
            && (await answer.Content.ReadAsByteArrayAsync()).AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']);
    }

    // The first try may come while the decoders still work on what came before.
    private static async Task<bool> HasPictureAsync(ServerProcess pearl, Guid project)
    {
        for (var tries = 0; tries < 10; tries++)
        {
            await IsCardAsync(pearl, $"/og/{project}/page/good-{tries}");
            var told = await pearl.Client.GetStringAsync($"/api/projects/{project}/explain?path=/page/good-{tries}");
            if (told.Contains("\"format\":\"png\"", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
