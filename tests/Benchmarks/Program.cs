using BenchmarkDotNet.Running;

namespace PearlIo.Benchmarks;

internal static class Program
{
    private static async Task Main(string[] args)
    {
        if (args is ["start"])
        {
            await StartBenchmark.RunAsync();
            return;
        }

        if (args is ["sizes"])
        {
            CardRenderingBenchmarks.PrintSizes();
            return;
        }

        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    }
}
