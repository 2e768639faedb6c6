using System.Globalization;
using BenchmarkDotNet.Running;
using PearlIo.Benchmarks.Chaos;
using PearlIo.Benchmarks.Databases;
using PearlIo.Benchmarks.Delivery;
using PearlIo.Benchmarks.Pictures;
using PearlIo.Benchmarks.Rendering;
using PearlIo.TestKit.Pictures;

namespace PearlIo.Benchmarks;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is ["start"])
        {
            await StartBenchmark.RunAsync();
            return 0;
        }

        if (args is ["render"])
        {
            await RenderBenchmark.RunAsync();
            return 0;
        }

        if (args is ["layout"])
        {
            LargePage.Run();
            return 0;
        }

        if (args is ["memory", ..])
        {
            MemoryRun.Run(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20_000);
            return 0;
        }

        if (args is ["pictures"])
        {
            await PictureBenchmark.RunAsync();
            return 0;
        }

        if (args is ["hostile", ..])
        {
            await PictureBenchmark.RunHostileAsync([.. HostilePictures.All], args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1000);
            return 0;
        }

        if (args is ["hostile-cards", ..])
        {
            return await HostileCards.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1000) ? 0 : 1;
        }

        if (args is ["sizes"])
        {
            CardRenderingBenchmarks.PrintSizes();
            return 0;
        }

        if (args is ["database", ..])
        {
            await DatabaseBenchmark.RunAsync(args.Length > 1 ? long.Parse(args[1], CultureInfo.InvariantCulture) : 10_000_000);
            return 0;
        }

        if (args is ["delivery"])
        {
            await DeliveryBenchmark.RunAsync();
            return 0;
        }

        if (args is ["busy"])
        {
            await DeliveryBenchmark.CompareWithBusyThreadsAsync();
            return 0;
        }

        if (args is ["hanging"])
        {
            await HangingOriginBenchmark.RunAsync();
            return 0;
        }

        if (args is ["keys", ..])
        {
            await KeysBenchmark.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100_000);
            return 0;
        }

        if (args is ["chaos", var seconds])
        {
            return await ChaosRun.RunAsync(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture))) ? 0 : 1;
        }

        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
    }
}
