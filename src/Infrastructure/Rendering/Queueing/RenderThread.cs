using System.Globalization;
using Microsoft.Extensions.Logging;
using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Queueing;

/// <summary>A thread that draws what the queue hands out, with fonts and buffers of its own.</summary>
internal sealed partial class RenderThread : IDisposable
{
    /// <summary>Below requests, so that drawing does not delay answers that are ready.</summary>
    public const int Niceness = 10;

    private readonly RenderQueue _queue;
    private readonly Func<RenderWorkspace> _createWorkspace;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _started = new();
    private RenderWorkspace? _workspace;

    /// <summary>Starts the thread.</summary>
    public RenderThread(int number, RenderQueue queue, Func<RenderWorkspace> createWorkspace, ILogger logger)
    {
        _queue = queue;
        _createWorkspace = createWorkspace;
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = string.Create(CultureInfo.InvariantCulture, $"pearl-render-{number}") };
        _thread.Start();
        _started.Wait();
    }

    /// <summary>The kernel's number of the thread.</summary>
    public int NativeId { get; private set; }

    public bool IsAlive => _thread.IsAlive;

    /// <summary>Waits until the queue is closed and empty and the thread has ended.</summary>
    public void Dispose()
    {
        _thread.Join();
        _started.Dispose();
    }

    private void Run()
    {
        Begin();
        while (_queue.Take() is { } job)
        {
            job.Run(GetWorkspace);
            _queue.Finish(job);
        }

        _workspace?.Dispose();
    }

    private void Begin()
    {
        NativeId = NativeThread.Id;
        var error = NativeThread.SetNiceness(Niceness);
        if (error != 0)
        {
            LogNicenessRefused(_thread.Name!, error);
        }

        _started.Set();
    }

    /// <summary>Made by the first job, so that a fault in it has a caller to go to.</summary>
    private RenderWorkspace GetWorkspace() => _workspace ??= _createWorkspace();

    [LoggerMessage(LogLevel.Warning, "The render thread {Thread} keeps its usual priority: the system refused to lower it with error {Error}.")]
    private partial void LogNicenessRefused(string thread, int error);
}
