using System.Globalization;

namespace PearlIo.Fuzz;

internal static class Program
{
    private const int DefaultSeconds = 600;

    private static async Task<int> Main(string[] args)
    {
        if (args is ["replay", var name, var file])
        {
            return await RunAsync(new FuzzOptions(0, Time: null, InputsPerTarget: 0, "artifacts/fuzz"), name, await File.ReadAllBytesAsync(file));
        }

        if (!TryRead(args, 0, DefaultSeconds, out var seconds) || !TryRead(args, 1, Random.Shared.Next(), out var seed))
        {
            await Console.Error.WriteLineAsync("usage: build/fuzz [SECONDS [SEED]] | build/fuzz replay TARGET FILE");
            return 2;
        }

        Console.WriteLine($"seed {seed}");
        return await RunAsync(new FuzzOptions(seed, TimeSpan.FromSeconds(seconds), InputsPerTarget: null, "artifacts/fuzz"));
    }

    private static async Task<int> RunAsync(FuzzOptions options, string? name = null, byte[]? input = null)
    {
        await using var server = await FuzzServer.StartAsync();
        var targets = FuzzTargets.All(server);
        var run = new FuzzRun(options, targets, Console.Out);
        if (input is null)
        {
            await run.RunAsync();
        }
        else
        {
            await run.ReplayAsync(targets.Single(t => string.Equals(t.Name, name, StringComparison.Ordinal)), input);
        }

        Console.WriteLine($"{run.Findings.Count} found");
        return run.Findings.Count == 0 ? 0 : 1;
    }

    private static bool TryRead(string[] args, int index, int otherwise, out int number)
    {
        number = otherwise;
        return args.Length <= index || int.TryParse(args[index], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
