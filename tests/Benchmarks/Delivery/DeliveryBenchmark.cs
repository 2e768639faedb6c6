using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using PearlIo.TestKit;

namespace PearlIo.Benchmarks.Delivery;

/// <summary>
/// Answers of the real server beside those of nginx with the same file, in turns; and what is left of them while everything else is busy.
/// </summary>
internal static partial class DeliveryBenchmark
{
    private const int PearlPort = 28581;
    private const int NginxPort = 28582;
    private const int Turns = 5;
    private const int Seconds = 5;
    private const int ManyKeys = 100_000;
    private const int SlowReaders = 10_000;
    private const long MemoryBound = 64L << 20;

    // What a usual card has, so that both send as much.
    private const int ByteBudget = 46_000;

    /// <summary>Runs everything and prints a table.</summary>
    public static async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        await CompareWithNginxAsync(folder);
        await CompareWithBusyThreadsAsync();
        await ManyKeysAsync(folder);
        await SlowReadersAsync(folder);
    }

    // Whoever asks and does not read holds a connection and what the kernel has taken; the server ends it after some seconds.
    private static async Task SlowReadersAsync(TemporaryFolder folder)
    {
        var root = Directory.CreateDirectory(folder.PathOf("slow")).FullName;
        using var pearl = await ServerProcess.StartPearlAsync(root, PearlPort);
        var project = await pearl.CreateProjectAsync();
        var target = $"/og/{project}/blog/hello-world";
        await pearl.Client.GetByteArrayAsync(target);
        var before = pearl.ResidentBytes;
        var request = System.Text.Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        List<Socket> readers = [];
        try
        {
            for (var i = 0; i < SlowReaders; i++)
            {
                var reader = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
                readers.Add(reader);
                await reader.ConnectAsync(IPAddress.Loopback, PearlPort);
                await reader.SendAsync(request);
            }

            var during = await Wrk.RunAsync($"{pearl.Client.BaseAddress}{target[1..]}", Seconds);
            Console.WriteLine($"{SlowReaders:N0} connections that do not read: warm hits beside them {during.RequestsPerSecond:N0}/s, p99 {during.P99Ms:0.0} ms, failed: {during.Failed}; the process grew from {before >> 20} to {pearl.ResidentBytes >> 20} MB");
        }
        finally
        {
            readers.ForEach(r => r.Dispose());
        }
    }

    private static async Task CompareWithNginxAsync(TemporaryFolder folder)
    {
        var root = Directory.CreateDirectory(folder.PathOf("compared")).FullName;
        using var pearl = await ServerProcess.StartPearlAsync(root, PearlPort);
        var project = await pearl.CreateProjectAsync();
        var (address, target) = await CreateRoutesAsync(pearl, project);
        var card = await pearl.Client.GetByteArrayAsync(target);
        await File.WriteAllBytesAsync(Path.Combine(root, "card.jpg"), card);
        using var nginx = await ServerProcess.StartNginxAsync(root, NginxPort, "/card.jpg");
        Console.WriteLine($"a card of {card.Length:N0} bytes, 32 connections, wrk on the same machine, medians of {Turns} turns of {Seconds} s");

        // The code is compiled as it is used: the first load is for that.
        await Wrk.RunAsync(address, Seconds * 2);
        var file = $"{nginx.Client.BaseAddress}card.jpg";
        var (hits, files) = await InTurnsAsync(address, file, null, null);
        Print("warm hits", hits, files, "at least 0.6 of nginx's; p99 under 10 ms, or twice nginx's");
        var (known, unchanged) = await InTurnsAsync(address, file, await TagAsync(pearl.Client, target), await TagAsync(nginx.Client, "/card.jpg"));
        Print("304", known, unchanged, "at least as many as warm hits");
    }

    // One whose cards are as large as usual ones are, and one whose cards are never kept.
    private static async Task<(string Address, string Target)> CreateRoutesAsync(ServerProcess pearl, Guid project)
    {
        await pearl.PostAsync($"/api/projects/{project}/routes", new { path = "/blog/**", returnType = "jpeg", byteBudget = ByteBudget });
        await pearl.PostAsync($"/api/projects/{project}/routes", new { path = "/new/**", cacheDuration = 0 });
        var target = $"/og/{project}/blog/how-we-made-rendering-ten-times-faster-with-a-glyph-cache";
        return ($"{pearl.Client.BaseAddress}{target[1..]}", target);
    }

    private static async Task<(Load Pearl, Load Nginx)> InTurnsAsync(string pearl, string nginx, string? pearlHeader, string? nginxHeader)
    {
        List<Load> ours = [];
        List<Load> theirs = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            theirs.Add(await Wrk.RunAsync(nginx, Seconds, nginxHeader));
            ours.Add(await Wrk.RunAsync(pearl, Seconds, pearlHeader));
        }

        return (Load.Median(ours), Load.Median(theirs));
    }

    /// <summary>
    /// Warm hits while all render threads are busy, while none is, and beside as many programs that do nothing but count at the same niceness, in turns on one server:
    /// the last is what the machine takes from hits even where no card costs anything else.
    /// </summary>
    public static async Task CompareWithBusyThreadsAsync()
    {
        using var folder = new TemporaryFolder();
        using var pearl = await ServerProcess.StartPearlAsync(folder.Path, PearlPort);
        var project = await pearl.CreateProjectAsync();
        var (address, _) = await CreateRoutesAsync(pearl, project);
        await Wrk.RunAsync(address, Seconds * 2);

        // Each address is another card, none is kept: all render threads are busy as long as somebody asks.
        var script = folder.PathOf("new.lua");
        await File.WriteAllTextAsync(script, $$"""
            local n = 0
            request = function() n = n + 1; return wrk.format("GET", "/og/{{project}}/new/page-" .. n) end
            """);
        Task<Load> RenderAsync() => Wrk.RunAsync($"{pearl.Client.BaseAddress}", Seconds + 2, script: script, connections: 8);
        await RenderAsync();
        List<Load> alone = [];
        List<Load> besideLoops = [];
        List<Load> beside = [];
        List<Load> rendered = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            alone.Add(await Wrk.RunAsync(address, Seconds));
            using (new BusyLoops())
            {
                besideLoops.Add(await Wrk.RunAsync(address, Seconds));
            }

            var rendering = RenderAsync();
            await Task.Delay(TimeSpan.FromSeconds(1));
            beside.Add(await Wrk.RunAsync(address, Seconds));
            rendered.Add(await rendering);
        }

        var (idle, loops, busy, cards) = (Load.Median(alone), Load.Median(besideLoops), Load.Median(beside), Load.Median(rendered));
        Console.WriteLine($"warm hits while no render thread is busy            {idle.RequestsPerSecond,9:N0}/s   p99 {idle.P99Ms:0.0} ms; failed: {idle.Failed}");
        Console.WriteLine($"warm hits beside {Environment.ProcessorCount} loops as nice as those threads        {loops.RequestsPerSecond,9:N0}/s   p99 {loops.P99Ms:0.0} ms, {loops.P99Ms / idle.P99Ms:0.0} times that without; failed: {loops.Failed}");
        Console.WriteLine($"warm hits while all render threads are busy        {busy.RequestsPerSecond,9:N0}/s   p99 {busy.P99Ms:0.0} ms, {busy.P99Ms / idle.P99Ms:0.0} times that without (goal: under twice); {cards.RequestsPerSecond:N0} cards/s drawn meanwhile, their p99 {cards.P99Ms:0} ms; failed: {busy.Failed + cards.Failed}");
    }

    private static async Task ManyKeysAsync(TemporaryFolder folder)
    {
        var root = Directory.CreateDirectory(folder.PathOf("many")).FullName;
        using var pearl = await ServerProcess.StartPearlAsync(root, PearlPort, ("MEMORY_CACHE_BYTES", MemoryBound.ToString(CultureInfo.InvariantCulture)));
        var project = await pearl.CreateProjectAsync();
        await pearl.PostAsync($"/api/projects/{project}/routes", new { path = "/blog/{title}", query = Array.Empty<string>() });
        await pearl.Client.GetByteArrayAsync($"/og/{project}/blog/first");
        var before = pearl.ResidentBytes;

        // One card under very many targets first, which costs no render; then as many cards as can be drawn in half a minute.
        await RunScriptAsync(pearl, folder, $$"""
            local n = 0
            request = function() n = n + 1; return wrk.format("GET", "/og/{{project}}/blog/first?utm_id=" .. (n % {{ManyKeys}})) end
            """);
        var afterTargets = await HeldBytesAsync(pearl);
        await RunScriptAsync(pearl, folder, $$"""
            local n = 0
            request = function() n = n + 1; return wrk.format("GET", "/og/{{project}}/blog/page-" .. (n % {{ManyKeys}})) end
            """);
        var held = await HeldBytesAsync(pearl);
        Console.WriteLine($"memory of cards, bound {MemoryBound >> 20} MB: {afterTargets / 1048576.0:0.0} MB after {ManyKeys:N0} targets of one card, {held / 1048576.0:0.0} MB after as many different cards as half a minute draws; the process grew from {before >> 20} to {pearl.ResidentBytes >> 20} MB");
    }

    private static async Task RunScriptAsync(ServerProcess pearl, TemporaryFolder folder, string script)
    {
        var path = folder.PathOf("keys.lua");
        await File.WriteAllTextAsync(path, script);
        var load = await Wrk.RunAsync($"{pearl.Client.BaseAddress}", 30, script: path);
        Console.WriteLine($"   {load.RequestsPerSecond:N0}/s, failed: {load.Failed}");
    }

    private static async Task<double> HeldBytesAsync(ServerProcess pearl)
    {
        var metrics = await pearl.Client.GetStringAsync("/metrics");
        return double.Parse(MemoryBytes().Match(metrics).Groups["bytes"].Value, CultureInfo.InvariantCulture);
    }

    private static async Task<string> TagAsync(HttpClient client, string target)
    {
        using var answer = await client.GetAsync(target);
        return $"If-None-Match: {answer.Headers.ETag}";
    }

    private static void Print(string what, Load ours, Load theirs, string goal) => Console.WriteLine(
        $"{what,-12} {ours.RequestsPerSecond,9:N0}/s   p99 {ours.P99Ms,6:0.00} ms   nginx {theirs.RequestsPerSecond,9:N0}/s   p99 {theirs.P99Ms,6:0.00} ms   {ours.RequestsPerSecond / theirs.RequestsPerSecond:0.00} of nginx's   failed: {ours.Failed + theirs.Failed}   (goal: {goal})");

    [GeneratedRegex(@"^pearl_cache_bytes\{layer=""memory""\} (?<bytes>[\d.eE+]+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex MemoryBytes();
}
