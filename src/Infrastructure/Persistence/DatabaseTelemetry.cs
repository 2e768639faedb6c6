using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace PearlIo.Infrastructure.Persistence;

/// <summary>Measures and logs every statement, without the values of its parameters.</summary>
internal sealed partial class DatabaseTelemetry
{
    private readonly Histogram<double> _seconds;
    private readonly Counter<long> _errors;
    private long _connections;
    private readonly ILogger _logger;

    public DatabaseTelemetry(IMeterFactory meters, ILogger<DatabaseTelemetry> logger)
    {
        _logger = logger;
        var meter = meters.Create("PearlIo");
        _seconds = meter.CreateHistogram<double>("pearl_db_command_seconds", "s", "Time of one statement.");
        meter.CreateObservableGauge("pearl_db_connections", () => Interlocked.Read(ref _connections), unit: null, "Connections in use.");
        _errors = meter.CreateCounter<long>("pearl_db_errors_total", unit: null, "Calls that failed, by kind: unavailable or failed.");
    }

    public async Task<T> MeasureAsync<T>(string sql, Func<Task<T>> command)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            return await command();
        }
        finally
        {
            var elapsed = Stopwatch.GetElapsedTime(start);
            _seconds.Record(elapsed.TotalSeconds);
            LogCommand(elapsed.TotalMilliseconds, sql);
        }
    }

    /// <summary>Counts a connection as in use until it is closed.</summary>
    public DbConnection Watch(DbConnection open)
    {
        Interlocked.Increment(ref _connections);
        open.StateChange += (_, change) =>
        {
            if (change.CurrentState == ConnectionState.Closed)
            {
                Interlocked.Decrement(ref _connections);
            }
        };
        return open;
    }

    public void CountError(bool unavailable) =>
        _errors.Add(1, new KeyValuePair<string, object?>("kind", unavailable ? "unavailable" : "failed"));

    [LoggerMessage(Level = LogLevel.Debug, Message = "Statement took {Ms:0.000} ms: {Sql}")]
    private partial void LogCommand(double ms, string sql);
}
