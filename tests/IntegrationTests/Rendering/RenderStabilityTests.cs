using PearlIo.Application.OgImages;
using PearlIo.Infrastructure.Rendering.Queueing;
using Xunit;

namespace PearlIo.IntegrationTests.Rendering;

/// <summary>Alone, for it measures the memory of the process.</summary>
[CollectionDefinition(nameof(RenderStabilityTests), DisableParallelization = true)]
[Collection(nameof(RenderStabilityTests))]
public sealed class RenderStabilityTests
{
    private const int Threads = 8;
    private const int CardsPerThread = 400;

    /// <summary>Every content once on each thread; <c>build/bench memory</c> draws many more.</summary>
    private const int CardsBeforeMeasuring = 120;

    /// <summary>Of one theme; every change of it paints a background anew.</summary>
    private const int CardsInARow = 20;
    private const long TolerableGrowthBytes = 60 * 1024 * 1024;

    /// <summary>Several scripts and more themes than a thread keeps backgrounds of.</summary>
    private static readonly CardContent[] Contents =
    [
        Renderers.Card("How we cut our p99 latency by 87%", "A field report."),
        Renderers.Card("كيف خفّضنا زمن الاستجابة", siteName: "لؤلؤ"),
        Renderers.Card("より良いキャッシュキー", "現場報告。", "真珠"),
        Renderers.Card("हमने प्रतिक्रिया समय घटाया", siteName: "मोती"),
        Renderers.Card("Ship it 🚀 👩‍💻 🇯🇵", siteName: "Oyster"),
        Renderers.Card("Calm", theme: [("--paper", "#fbfaf7"), ("--brand", "#d9480f")]),
    ];

    [Fact]
    public void Eight_threads_draw_the_pixels_of_one_and_memory_does_not_grow()
    {
        var expected = DrawAlone();
        using var warm = new Barrier(Threads + 1);
        var different = new int[Threads];
        var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() => different[number] = DrawMany(number, expected, warm))).ToList();
        threads.ForEach(thread => thread.Start());

        warm.SignalAndWait();
        var before = MeasureMemory();
        warm.SignalAndWait();
        warm.SignalAndWait();
        var growth = MeasureMemory() - before;
        warm.SignalAndWait();
        threads.ForEach(thread => thread.Join());

        Assert.All(different, count => Assert.Equal(0, count));
        Assert.InRange(growth, long.MinValue, TolerableGrowthBytes);
    }

    private static uint[][] DrawAlone()
    {
        using var workspace = Renderers.Workspace();
        return Contents.Select(content => Renderers.Draw(workspace, content).Pixels.ToArray()).ToArray();
    }

    /// <summary>How many cards came out different.</summary>
    private static int DrawMany(int thread, uint[][] expected, Barrier warm)
    {
        using var workspace = Renderers.Workspace();
        var different = 0;
        for (var number = 0; number < CardsPerThread; number++)
        {
            if (number == CardsBeforeMeasuring)
            {
                Pause(warm);
            }

            different += IsAsExpected(workspace, (thread + (number / CardsInARow)) % Contents.Length, expected) ? 0 : 1;
        }

        Pause(warm);
        return different;
    }

    private static bool IsAsExpected(RenderWorkspace workspace, int content, uint[][] expected)
        => Renderers.Draw(workspace, Contents[content]).Pixels.SequenceEqual(expected[content]);

    /// <summary>Once to say that this thread is there, once to go on when the memory was measured.</summary>
    private static void Pause(Barrier warm)
    {
        warm.SignalAndWait();
        warm.SignalAndWait();
    }

    private static long MeasureMemory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Environment.WorkingSet;
    }
}
