using System.Diagnostics;
using System.Globalization;
using PearlIo.Infrastructure.Rendering.Queueing;

namespace PearlIo.Benchmarks.Delivery;

/// <summary>A program for each core that does nothing but use it, as nice as render threads are, until this is disposed.</summary>
internal sealed class BusyLoops : IDisposable
{
    private readonly List<Process> _loops = [];

    public BusyLoops()
    {
        for (var i = 0; i < Environment.ProcessorCount; i++)
        {
            _loops.Add(Process.Start("nice", ["-n", RenderThread.Niceness.ToString(CultureInfo.InvariantCulture), "sh", "-c", "while :; do :; done"]));
        }
    }

    public void Dispose()
    {
        foreach (var loop in _loops)
        {
            loop.Kill();
            loop.WaitForExit();
            loop.Dispose();
        }
    }
}
