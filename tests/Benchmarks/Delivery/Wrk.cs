using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PearlIo.Benchmarks.Delivery;

/// <summary>A load by wrk, a program of its own.</summary>
internal static partial class Wrk
{
    /// <summary>Asks for one address, or what a script says, over 32 connections.</summary>
    /// <param name="address">The address.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="header">A further header, or null.</param>
    /// <param name="script">A file in Lua, or null.</param>
    /// <param name="connections">Connections at once.</param>
    public static async Task<Load> RunAsync(string address, int seconds, string? header = null, string? script = null, int connections = 32)
    {
        List<string> arguments = ["-t1", $"-c{connections}", $"-d{seconds}", "--latency"];
        arguments.AddRange(header is null ? [] : ["-H", header]);
        arguments.AddRange(script is null ? [] : ["-s", script]);
        using var process = Start([.. arguments, address]);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Load(
            Number(RequestsPerSecond().Match(output)),
            Milliseconds(Percentile99().Match(output)),
            Failures().Matches(output).SelectMany(line => line.Groups["count"].Captures).Sum(count => long.Parse(count.Value, CultureInfo.InvariantCulture)));
    }

    private static Process Start(string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException("wrk is missing. Install it with 'build/setup bench'.", e);
        }
    }

    private static double Number(Match match) => match.Success
        ? double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException("wrk printed no figures: nothing listens there, or the address is wrong.");

    private static double Milliseconds(Match match) => Number(match) * match.Groups["unit"].Value switch
    {
        "us" => 0.001,
        "ms" => 1,
        _ => 1_000,
    };

    [GeneratedRegex(@"Requests/sec:\s+(?<number>[\d.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RequestsPerSecond();

    [GeneratedRegex(@"99%\s+(?<number>[\d.]+)(?<unit>us|ms|s)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Percentile99();

    // Answers that are errors, and connections that were refused, cut or silent.
    [GeneratedRegex(@"Non-2xx or 3xx responses: (?<count>\d+)|Socket errors:( (connect|read|write|timeout) (?<count>\d+),?)+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Failures();
}

/// <summary>What a load came to.</summary>
/// <param name="RequestsPerSecond">Answers in a second.</param>
/// <param name="P99Ms">Milliseconds within which 99 of 100 answers came.</param>
/// <param name="Failed">Answers of another status than 2xx and 3xx, and connections that failed.</param>
internal sealed record Load(double RequestsPerSecond, double P99Ms, long Failed)
{
    /// <summary>The medians of several.</summary>
    public static Load Median(IReadOnlyCollection<Load> loads) => new(
        Middle(loads.Select(l => l.RequestsPerSecond)), Middle(loads.Select(l => l.P99Ms)), loads.Sum(l => l.Failed));

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
