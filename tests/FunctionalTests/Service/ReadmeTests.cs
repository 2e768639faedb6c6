using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.FunctionalTests.OgImages;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Service;

/// <summary>The README's tour, its commands run as they are printed but for the address and the id.</summary>
public sealed class ReadmeTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Leads_from_nothing_to_a_card()
    {
        using var folder = new TemporaryFolder();
        var blocks = ReadTour();

        var project = JsonNode.Parse(await RunAsync(folder, blocks[0], id: string.Empty))!;
        var output = await RunAsync(folder, string.Join('\n', blocks.Skip(1)), (string)project["id"]!);

        Assert.Equal(("png", 1200, 630), Picture.Describe(await File.ReadAllBytesAsync(folder.PathOf("card.png"))));
        Assert.Contains("\"path\":\"/blog/{slug}\"", output, StringComparison.Ordinal);
        Assert.Contains("X-Pearl-Cache: hit", output, StringComparison.Ordinal);
        Assert.Contains("\"--brand\":\"#0ea5e9\"", output, StringComparison.Ordinal);
        Assert.Contains("\"images\":2", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"code\":", output, StringComparison.Ordinal);
    }

    private static List<string> ReadTour([CallerFilePath] string here = "")
    {
        var readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "README.md"));
        var tour = readme[readme.IndexOf("## A tour with curl", StringComparison.Ordinal)..];
        tour = tour[..tour.IndexOf("\n## ", 3, StringComparison.Ordinal)];
        return [.. tour.Split("```sh\n").Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)])];
    }

    private async Task<string> RunAsync(TemporaryFolder folder, string commands, string id)
    {
        var script = commands
            .Replace("http://127.0.0.1:3000", server.Address.ToString().TrimEnd('/'), StringComparison.Ordinal)
            .Replace("id=...", $"id={id}", StringComparison.Ordinal);
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = folder.Path,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
