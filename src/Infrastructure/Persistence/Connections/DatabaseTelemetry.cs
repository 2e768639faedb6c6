using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PearlIo.Infrastructure.Persistence.Values;

namespace PearlIo.Infrastructure.Persistence.Connections;

/// <summary>Measures and logs every statement, without the values of its parameters.</summary>
internal sealed partial class DatabaseTelemetry
{
    private readonly Histogram<double> _seconds;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _retries;
    private readonly Meter _meter;
    private readonly DatabaseOptions _options;
    private readonly ILogger _logger;
    private long _connections;

    public DatabaseTelemetry(IMeterFactory meters, IOptions<DatabaseOptions> options, ILogger<DatabaseTelemetry> logger)
    {
        _options = options.Value;
        _logger = logger;
        _meter = meters.Create("PearlIo");
        _seconds = _meter.CreateHistogram<double>("pearl_db_command_seconds", "s", "Time of one statement.");
        _meter.CreateObservableGauge("pearl_db_connections", () => Interlocked.Read(ref _connections), unit: null, "Connections in use.");
        _errors = _meter.CreateCounter<long>(
            "pearl_db_errors_total", unit: null, "Calls that failed, by kind: unavailable, refused, pool_exhausted, conflict or failed.");
        _retries = _meter.CreateCounter<long>("pearl_db_retries_total", unit: null, "Calls that were tried again, by kind: unreachable, lost or conflict.");
    }

    /// <summary>Runs a statement.</summary>
    /// <param name="sql">What is logged.</param>
    /// <param name="command">Runs it.</param>
    /// <param name="countRows">How many rows came or changed.</param>
    /// <param name="isLong">Whether it is meant to take long, so that it is never told as slow.</param>
    public async Task<MeasuredStatement<T>> MeasureAsync<T>(string sql, Func<Task<T>> command, Func<T, int> countRows, bool isLong = false)
    {
        var start = Stopwatch.GetTimestamp();
        T result;
        try
        {
            result = await command();
        }
        catch
        {
            var failedAfter = Stopwatch.GetElapsedTime(start);
            _seconds.Record(failedAfter.TotalSeconds);
            LogFailed(failedAfter.TotalMilliseconds, sql);
            throw;
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        _seconds.Record(elapsed.TotalSeconds);
        var isSlow = !isLong && elapsed.TotalMilliseconds >= _options.SlowMs;
        var rows = countRows(result);
        LogStatement(isSlow ? LogLevel.Warning : LogLevel.Debug, isSlow ? "Slow statement" : "Statement", elapsed.TotalMilliseconds, rows, sql);
        return new MeasuredStatement<T>(result, isSlow && _options.SlowPlans);
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

    /// <summary>Shows whether the database answers.</summary>
    public void Watch(DatabaseGuard guard) =>
        _meter.CreateObservableGauge("pearl_db_reachable", () => guard.IsReachable ? 1 : 0, unit: null, "1 while the database answers, 0 while calls are refused at once.");

    public void CountError(string kind) => _errors.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void CountRetry(PassingFault fault) => _retries.Add(1, new KeyValuePair<string, object?>("kind", EnumText.Of(fault)));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database {Address} does not answer ({Reason}); calls are refused at once until it does")]
    public partial void LogAway(string address, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The database {Address} answers again after {Seconds:0.0} s")]
    public partial void LogBack(string address, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Plan of the slow statement {Sql}:\n{Plan}")]
    public partial void LogPlan(string sql, string plan);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The slow statement {Sql} has no plan to show: {Reason}")]
    public partial void LogNoPlan(string sql, string reason);

    [LoggerMessage(Message = "{What} took {Ms:0.000} ms for {Rows} rows: {Sql}")]
    private partial void LogStatement(LogLevel level, string what, double ms, int rows, string sql);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Statement failed after {Ms:0.000} ms: {Sql}")]
    private partial void LogFailed(double ms, string sql);
}

/// <summary>What a statement answered.</summary>
/// <param name="Result">The answer.</param>
/// <param name="WantsPlan">Whether it was so slow that its plan should be logged.</param>
internal readonly record struct MeasuredStatement<T>(T Result, bool WantsPlan);
