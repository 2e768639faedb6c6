using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PearlIo.Application.Access;
using PearlIo.Application.Common;
using PearlIo.Domain.Analytics;
using PearlIo.Domain.CachedImages;

namespace PearlIo.Application.Analytics;

/// <summary>
/// Counts answers with a card, and calls of the store, in memory, for whoever answers must not wait for a database, and writes them in batches. A batch is kept
/// until it is known to be written, and written once however often that is tried; what is counted and not written when a process is
/// killed is lost, and nothing else.
/// </summary>
public sealed partial class ViewCounter(
    IImageViewRepository views, CallerContext callers, TimeProvider clock, ILogger<ViewCounter> logger) : IDisposable
{
    /// <summary>Different kinds of answers that are counted apart before they are written; further ones are summed up by project.</summary>
    internal const int MaxKinds = 100_000;

    /// <summary>Slots that are remembered as hit, and those that wait to be written.</summary>
    internal const int MaxSlots = 50_000;

    /// <summary>Batches that wait for the database; what comes behind is counted on in memory.</summary>
    private const int MaxPending = 200;

    private readonly ConcurrentDictionary<Kind, Cell> _cells = new();
    private readonly ConcurrentDictionary<Hit, long> _seen = new();
    private readonly ConcurrentQueue<Hit> _hits = new();
    private readonly Dictionary<(Guid TenantId, DateOnly Day), long> _storeCalls = [];
    private readonly List<ViewBatch> _pending = [];
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Channel<bool> _work = MakeSignal();
    private readonly Channel<bool> _full = MakeSignal();
    private int _kinds;
    private int _seenCount;
    private int _hitCount;
    private long _lost;
    private volatile bool _hasWork;

    /// <summary>
    /// Counts an answer. Allocates nothing but for the first of its kind in an hour, and waits for nobody but another answer of the same kind.
    /// </summary>
    /// <param name="tenantId">Whose project it is.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="routeId">The route that won, or null where none matched.</param>
    /// <param name="crawler">Who asked, by <see cref="Crawlers.Identify"/>.</param>
    /// <param name="outcome">How the answer came about.</param>
    /// <param name="slot">The slot of the kept card that was answered, or null where none was.</param>
    /// <param name="bytesSent">Bytes of the answer's body, 0 for an answer without one.</param>
    public void Count(Guid tenantId, Guid projectId, Guid? routeId, string crawler, ViewOutcome outcome, Slot? slot, int bytesSent)
    {
        var hour = clock.GetUtcNow().UtcTicks / TimeSpan.TicksPerHour;
        Add(new Kind(tenantId, projectId, routeId ?? Guid.Empty, hour, crawler, outcome), bytesSent);
        if (slot is { } hit)
        {
            See(new Hit(tenantId, hit), hour);
        }

        Raise();
    }

    /// <summary>Counts a call of the store for a tenant.</summary>
    public void CountStoreCall(Guid tenantId)
    {
        var key = (tenantId, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        lock (_storeCalls)
        {
            _storeCalls[key] = _storeCalls.GetValueOrDefault(key) + 1;
        }

        Raise();
    }

    /// <summary>Waits until something is counted that is not written.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _work.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Waits until so much is counted that it should be written at once.</summary>
    public async Task WaitUntilFullAsync(CancellationToken cancellationToken) => await _full.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Writes what is counted. What cannot be written is kept for the next time.</summary>
    /// <exception cref="DatabaseUnavailableException">The database is away.</exception>
    /// <exception cref="AggregateException">Some of it was refused; all else is written.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            Lower();
            if (_pending.Count < MaxPending)
            {
                _pending.AddRange(Drain());
            }

            await WriteAsync(cancellationToken);
        }
        finally
        {
            if (_pending.Count > 0)
            {
                _work.Writer.TryWrite(true);
            }

            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private static Channel<bool> MakeSignal() =>
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private void Raise()
    {
        if (!_hasWork)
        {
            _hasWork = true;
            _work.Writer.TryWrite(true);
        }
    }

    private void Add(Kind kind, int bytesSent)
    {
        while (true)
        {
            if (!_cells.TryGetValue(kind, out var cell))
            {
                if (Volatile.Read(ref _kinds) >= MaxKinds)
                {
                    _full.Writer.TryWrite(true);
                    if (kind.Summed is var summed && summed != kind)
                    {
                        kind = summed;
                        continue;
                    }

                    if (Volatile.Read(ref _kinds) >= 2 * MaxKinds)
                    {
                        Interlocked.Increment(ref _lost);
                        return;
                    }
                }

                cell = AddCell(kind);
            }

            if (cell.TryAdd(bytesSent))
            {
                return;
            }
        }
    }

    private Cell AddCell(Kind kind)
    {
        var added = new Cell();
        var cell = _cells.GetOrAdd(kind, added);
        if (ReferenceEquals(cell, added))
        {
            Interlocked.Increment(ref _kinds);
        }

        return cell;
    }

    // A card is written as hit once an hour; the database has the last word on that, for other processes answer it too.
    private void See(Hit hit, long hour)
    {
        if (_seen.TryGetValue(hit, out var seen) && seen == hour)
        {
            return;
        }

        if (Volatile.Read(ref _hitCount) >= MaxSlots)
        {
            _full.Writer.TryWrite(true);
            return;
        }

        _seen[hit] = hour;
        _hits.Enqueue(hit);
        Interlocked.Increment(ref _hitCount);
        if (Interlocked.Increment(ref _seenCount) > MaxSlots)
        {
            _seen.Clear();
            Interlocked.Exchange(ref _seenCount, 0);
        }
    }

    // Before anything is taken: what is counted from then on raises it again.
    private void Lower()
    {
        _full.Reader.TryRead(out _);
        _work.Reader.TryRead(out _);
        _hasWork = false;
        if (Interlocked.Exchange(ref _lost, 0) is var lost and > 0)
        {
            LogLost(lost);
        }
    }

    private List<ViewBatch> Drain()
    {
        var now = clock.GetUtcNow();
        var drafts = new Dictionary<Guid, ViewBatchDraft>();
        DrainCells(now.UtcTicks / TimeSpan.TicksPerHour, drafts);
        DrainHits(drafts);
        DrainStoreCalls(drafts);
        return [.. drafts.SelectMany(d => d.Value.ToBatches(d.Key, now))];
    }

    private void DrainCells(long hour, Dictionary<Guid, ViewBatchDraft> drafts)
    {
        foreach (var (kind, cell) in _cells)
        {
            var isOver = kind.Hour != hour;
            var (count, bytes) = cell.Take(isOver);
            if (isOver && _cells.TryRemove(new KeyValuePair<Kind, Cell>(kind, cell)))
            {
                Interlocked.Decrement(ref _kinds);
            }

            if (count > 0)
            {
                var view = new ViewCount(kind.ProjectId, kind.RouteId == Guid.Empty ? null : kind.RouteId, kind.At, kind.Crawler, kind.Outcome, count);
                DraftOf(kind.TenantId, drafts).Add(view, bytes);
            }
        }
    }

    private void DrainHits(Dictionary<Guid, ViewBatchDraft> drafts)
    {
        while (_hits.TryDequeue(out var hit))
        {
            Interlocked.Decrement(ref _hitCount);
            DraftOf(hit.TenantId, drafts).Slots.Add(hit.Slot);
        }
    }

    private void DrainStoreCalls(Dictionary<Guid, ViewBatchDraft> drafts)
    {
        lock (_storeCalls)
        {
            foreach (var ((tenantId, day), calls) in _storeCalls)
            {
                DraftOf(tenantId, drafts).AddStoreCalls(day, calls);
            }

            _storeCalls.Clear();
        }
    }

    private static ViewBatchDraft DraftOf(Guid tenantId, Dictionary<Guid, ViewBatchDraft> drafts)
    {
        if (!drafts.TryGetValue(tenantId, out var draft))
        {
            drafts[tenantId] = draft = new ViewBatchDraft();
        }

        return draft;
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        List<Exception> failures = [];
        foreach (var batch in _pending.ToList())
        {
            using var scope = callers.Enter(Caller.Service(batch.TenantId));
            try
            {
                await views.AddAsync(batch, cancellationToken);
                _pending.Remove(batch);
            }
            catch (Exception e) when (e is not (OperationCanceledException or DatabaseUnavailableException))
            {
                // What is wrong with one batch must not keep those of others.
                failures.Add(e);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException($"{failures.Count} batches of counted answers could not be written.", failures);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} answers were not counted, for the database has been away too long for so many projects")]
    private partial void LogLost(long count);

    private readonly record struct Kind(Guid TenantId, Guid ProjectId, Guid RouteId, long Hour, string Crawler, ViewOutcome Outcome)
    {
        /// <summary>What it is counted as where there are too many kinds: who asked and for which route is given up.</summary>
        public Kind Summed => this with { RouteId = Guid.Empty, Crawler = Crawlers.Other };

        public DateTimeOffset At => new(Hour * TimeSpan.TicksPerHour, TimeSpan.Zero);
    }

    private readonly record struct Hit(Guid TenantId, Slot Slot);

    private sealed class Cell
    {
        private readonly Lock _lock = new();
        private long _count;
        private long _bytes;
        private bool _isClosed;

        /// <summary>Counts, unless nobody will look at this cell again.</summary>
        public bool TryAdd(int bytes)
        {
            lock (_lock)
            {
                if (_isClosed)
                {
                    return false;
                }

                _count++;
                _bytes += bytes;
                return true;
            }
        }

        public (long Count, long Bytes) Take(bool close)
        {
            lock (_lock)
            {
                var taken = (_count, _bytes);
                (_count, _bytes, _isClosed) = (0, 0, close);
                return taken;
            }
        }
    }
}
