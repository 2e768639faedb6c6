using PearlIo.Domain.Analytics;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;

namespace PearlIo.Application.Analytics;

/// <summary>What was counted for one tenant, before it is cut into batches.</summary>
internal sealed class ViewBatchDraft
{
    private const int BatchSize = 1_000;

    private readonly List<ViewCount> _views = [];
    private readonly Dictionary<DateOnly, long> _bytes = [];
    private readonly Dictionary<DateOnly, long> _storeCalls = [];

    public List<Slot> Slots { get; } = [];

    public void Add(ViewCount view, long bytes)
    {
        _views.Add(view);
        Add(_bytes, DateOnly.FromDateTime(view.At.UtcDateTime), bytes);
    }

    public void AddStoreCalls(DateOnly day, long calls) => Add(_storeCalls, day, calls);

    public IEnumerable<ViewBatch> ToBatches(Guid tenantId, DateTimeOffset now)
    {
        var views = _views.Chunk(BatchSize).ToList();
        var slots = Slots.Chunk(BatchSize).ToList();

        // Of what is counted by the day there is so little that the first takes all.
        for (var i = 0; i < Math.Max(1, Math.Max(views.Count, slots.Count)); i++)
        {
            yield return new ViewBatch
            {
                Id = Guid.CreateVersion7(now),
                TenantId = tenantId,
                At = Timestamps.Cut(now),
                Views = views.ElementAtOrDefault(i) ?? [],
                Slots = slots.ElementAtOrDefault(i) ?? [],
                BytesSent = i == 0 ? _bytes : new Dictionary<DateOnly, long>(),
                StoreCalls = i == 0 ? _storeCalls : new Dictionary<DateOnly, long>(),
            };
        }
    }

    private static void Add(Dictionary<DateOnly, long> sums, DateOnly day, long more) => sums[day] = sums.GetValueOrDefault(day) + more;
}
