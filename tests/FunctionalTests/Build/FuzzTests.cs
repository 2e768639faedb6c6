using PearlIo.Fuzz;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Build;

/// <summary><c>build/fuzz</c> with the same few inputs each time, and with something to find.</summary>
public sealed class FuzzTests
{
    [Fact]
    public async Task Finds_nothing()
    {
        await using var server = await FuzzServer.StartAsync();
        using var folder = new TemporaryFolder();
        await using var output = new StringWriter();
        var run = new FuzzRun(new FuzzOptions(Seed: 1, Time: null, InputsPerTarget: 30, folder.Path), FuzzTargets.All(server), output);

        await run.RunAsync();

        Assert.True(run.Findings.Count == 0, output.ToString());
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Keeps_the_inputs_that_break_something()
    {
        using var folder = new TemporaryFolder();
        var run = new FuzzRun(new FuzzOptions(Seed: 1, Time: null, InputsPerTarget: 200, folder.Path), [new BreaksAtPercent()], TextWriter.Null);

        await run.RunAsync();

        Assert.NotEmpty(run.Findings);
        Assert.All(Directory.GetFiles(folder.Path), f => Assert.Contains((byte)'%', File.ReadAllBytes(f)));
        Assert.All(run.Findings, f => Assert.Contains("has a percent sign", f, StringComparison.Ordinal));
    }

    private sealed class BreaksAtPercent : IFuzzTarget
    {
        public string Name => "percent";

        public IReadOnlyList<string> Seeds => ["abc"];

        public Task RunAsync(byte[] input) => input.Contains((byte)'%') ? throw new InvalidOperationException("has a percent sign") : Task.CompletedTask;
    }
}
