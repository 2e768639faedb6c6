using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PearlIo.Domain.Common;

namespace PearlIo.Infrastructure.Pictures;

/// <summary>
/// A few processes that decode. They start when they are needed, the first one a little before that, and stay for a while; one that dies or hangs costs the picture that
/// it was given, and the next picture has a new one.
/// </summary>
internal sealed partial class DecoderPool : IDisposable
{
    /// <summary>Pictures after which a process is replaced, whatever its libraries may have lost by then.</summary>
    private const int PicturesPerProcess = 500;

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(20);

    private readonly PicturesOptions _options;
    private readonly ProcessStartInfo _start;
    private readonly PictureMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger<DecoderPool> _logger;
    private readonly SemaphoreSlim _turns;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly Stack<DecoderProcess> _idle = new();
    private readonly HashSet<DecoderProcess> _alive = [];
    private Task _preparing = Task.CompletedTask;
    private int _waiting;
    private bool _isDisposed;

    /// <param name="options">Bounds.</param>
    /// <param name="start">How a process is started.</param>
    /// <param name="metrics">Figures.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">The log.</param>
    public DecoderPool(IOptions<PicturesOptions> options, ProcessStartInfo start, PictureMetrics metrics, TimeProvider clock, ILogger<DecoderPool> logger)
    {
        (_options, _start, _metrics, _clock, _logger) = (options.Value, start, metrics, clock, logger);
        _turns = new SemaphoreSlim(_options.Processes);
        _timer = clock.CreateTimer(_ => EndIdle(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The system's numbers of the processes that run.</summary>
    internal IReadOnlyList<int> ProcessIds
    {
        get
        {
            lock (_gate)
            {
                return [.. _alive.Select(process => process.Id)];
            }
        }
    }

    /// <summary>Has a picture decoded.</summary>
    /// <returns>The answer and its pixels, or a failure.</returns>
    public async Task<Result<(DecoderAnswer Answer, byte[] Pixels)>> DecodeAsync(ReadOnlyMemory<byte> file, int maxSide, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!await EnterAsync(cancellationToken))
        {
            return PictureFailures.TooBusy;
        }

        try
        {
            return await DecodeAsync(file, maxSide);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Starts a process where none runs, without waiting for it.</summary>
    public void Prepare()
    {
        lock (_gate)
        {
            if (_alive.Count == 0 && _preparing.IsCompleted && !_isDisposed)
            {
                _preparing = Task.Run(StartAheadAsync);
            }
        }
    }

    /// <summary>Ends all processes, those at work included.</summary>
    public void Dispose()
    {
        List<DecoderProcess> all;
        lock (_gate)
        {
            _isDisposed = true;
            all = [.. _alive];
            _alive.Clear();
            _idle.Clear();
        }

        _timer.Dispose();
        all.ForEach(process => process.Dispose());
    }

    private async Task<bool> EnterAsync(CancellationToken cancellationToken)
    {
        if (_turns.Wait(0, cancellationToken))
        {
            return true;
        }

        try
        {
            return Interlocked.Increment(ref _waiting) <= _options.QueueLength
                && await _turns.WaitAsync(TimeSpan.FromMilliseconds(_options.WaitMs), cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async Task<Result<(DecoderAnswer Answer, byte[] Pixels)>> DecodeAsync(ReadOnlyMemory<byte> file, int maxSide)
    {
        if (await TakeAsync() is not { } process)
        {
            return PictureFailures.Unavailable;
        }

        var start = _clock.GetTimestamp();
        try
        {
            var decoded = await process.DecodeAsync(file, maxSide, TimeSpan.FromMilliseconds(_options.DecodeMs), _clock);
            GiveBack(process);
            return decoded;
        }
        catch (DecoderLostException e)
        {
            End(process);
            _metrics.Lost(e.WasTooLong ? "timeout" : "crash");
            LogLost(file.Length, e.Message);
            return e.WasTooLong ? PictureFailures.TooSlow : PictureFailures.Crashed;
        }
        finally
        {
            _metrics.Decoded(_clock.GetElapsedTime(start));
        }
    }

    private async Task StartAheadAsync()
    {
        if (await StartAsync() is { } started)
        {
            GiveBack(started);
        }
    }

    private async Task<DecoderProcess?> TakeAsync()
    {
        while (await TakeIdleAsync() is { } idle)
        {
            if (!idle.HasEnded)
            {
                return idle;
            }

            End(idle);
            _metrics.Lost("ended");
        }

        return await StartAsync();
    }

    private async Task<DecoderProcess?> StartAsync()
    {
        try
        {
            var started = await DecoderProcess.StartAsync(_start, StartPatience, _clock);
            Add(started);
            return started;
        }
        catch (DecoderLostException e)
        {
            _metrics.Lost("start");
            LogNotStarted(e);
            return null;
        }
    }

    // One that is starting ahead is there sooner than another one would be.
    private async Task<DecoderProcess?> TakeIdleAsync()
    {
        if (TakeIdle() is { } idle)
        {
            return idle;
        }

        await _preparing;
        return TakeIdle();
    }

    private DecoderProcess? TakeIdle()
    {
        lock (_gate)
        {
            return _idle.TryPop(out var process) ? process : null;
        }
    }

    private void Add(DecoderProcess started)
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _alive.Add(started);
                return;
            }
        }

        started.Dispose();
        ObjectDisposedException.ThrowIf(_isDisposed, this);
    }

    private void GiveBack(DecoderProcess process)
    {
        lock (_gate)
        {
            if (!_isDisposed && process.Pictures < PicturesPerProcess)
            {
                process.IdleSince = _clock.GetTimestamp();
                _idle.Push(process);
                if (_idle.Count == 1)
                {
                    _timer.Change(TimeSpan.FromSeconds(_options.IdleSeconds), Timeout.InfiniteTimeSpan);
                }

                return;
            }
        }

        End(process);
    }

    private void End(DecoderProcess process)
    {
        lock (_gate)
        {
            _alive.Remove(process);
        }

        process.Dispose();
    }

    private void EndIdle()
    {
        List<DecoderProcess> ended;
        lock (_gate)
        {
            var patience = TimeSpan.FromSeconds(_options.IdleSeconds);
            var kept = _idle.Where(process => _clock.GetElapsedTime(process.IdleSince) < patience).Reverse().ToList();
            ended = [.. _idle.Except(kept)];
            _idle.Clear();
            kept.ForEach(_idle.Push);
            if (kept.Count > 0 && !_isDisposed)
            {
                _timer.Change(patience, Timeout.InfiniteTimeSpan);
            }
        }

        ended.ForEach(End);
    }

    [LoggerMessage(LogLevel.Warning, "A picture of {Bytes} bytes cost the process that decoded it: {Reason}")]
    private partial void LogLost(int bytes, string reason);

    [LoggerMessage(LogLevel.Error, "No process that decodes pictures can be started; cards are drawn without pictures.")]
    private partial void LogNotStarted(Exception cause);
}
