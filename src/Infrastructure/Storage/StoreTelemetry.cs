using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PearlIo.Infrastructure.Storage;

/// <summary>Measures the calls of a store.</summary>
internal sealed class StoreTelemetry
{
    private readonly Histogram<double> _seconds;

    public StoreTelemetry(IMeterFactory meters) =>
        _seconds = meters.Create("PearlIo").CreateHistogram<double>("pearl_store_seconds", "s", "Time of one call of the store.");

    public Task MeasureAsync(string store, string call, Func<Task> work) => MeasureAsync(store, call, async () =>
    {
        await work();
        return true;
    });

    public async Task<T> MeasureAsync<T>(string store, string call, Func<Task<T>> work)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            return await work();
        }
        finally
        {
            _seconds.Record(
                Stopwatch.GetElapsedTime(start).TotalSeconds,
                new KeyValuePair<string, object?>("store", store),
                new KeyValuePair<string, object?>("call", call));
        }
    }
}
