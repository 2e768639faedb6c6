using System.Globalization;
using PearlIo.RenderingTests.Chromium;

namespace PearlIo.RenderingTests.Search;

/// <summary>What <c>build/fuzz layout</c> runs; the tests do without.</summary>
internal static class Program
{
    private const int DefaultSeconds = 60;

    private static async Task<int> Main(string[] args)
    {
        if (args is [var file] && File.Exists(file))
        {
            var bodies = await File.ReadAllLinesAsync(file);
            return await RunAsync(search => search.CompareAsync(bodies));
        }

        if (!TryRead(args, 0, DefaultSeconds, out var seconds) || !TryRead(args, 1, Random.Shared.Next(), out var seed))
        {
            await Console.Error.WriteLineAsync("usage: build/fuzz layout [SECONDS [SEED]] | build/fuzz layout FILE");
            return 2;
        }

        Console.WriteLine($"seed {seed}");
        return await RunAsync(search => search.RunAsync(seed, TimeSpan.FromSeconds(seconds)));
    }

    private static async Task<int> RunAsync(Func<LayoutSearch, Task<(int Compared, int Different)>> run)
    {
        var chromium = new ChromiumBrowser();
        try
        {
            await chromium.InitializeAsync();
            using var pearl = new PearlDocuments();
            var (compared, different) = await run(new LayoutSearch(chromium, pearl, Console.Out));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{compared} documents compared, {different} laid out otherwise"));
            return different == 0 ? 0 : 1;
        }
        finally
        {
            await chromium.DisposeAsync();
        }
    }

    private static bool TryRead(string[] args, int index, int otherwise, out int number)
    {
        number = otherwise;
        return args.Length <= index || int.TryParse(args[index], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
