using System.Globalization;
using BenchmarkDotNet.Running;
using PearlIo.Benchmarks.Databases;
using PearlIo.Benchmarks.Delivery;

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

        if (args is ["database", ..])
        {
            await DatabaseBenchmark.RunAsync(args.Length > 1 ? long.Parse(args[1], CultureInfo.InvariantCulture) : 10_000_000);
            return;
        }

        if (args is ["delivery"])
        {
            await DeliveryBenchmark.RunAsync();
            return;
        }

        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    }
}
