using System.Diagnostics;
using Microsoft.Extensions.Options;
using PearlIo.Application.Common;
using PearlIo.Application.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.WebApi.Access;

namespace PearlIo.WebApi.Hosting;

/// <summary>
/// Brings the database to the schema of this program: once before the server listens, and, where the database is away then, again
/// and again while it serves general cards. Only a fault that somebody must mend ends the program.
/// </summary>
internal sealed partial class DatabaseStart(
    IOptions<DatabaseOptions> options,
    IDatabaseMigrator migrator,
    KeyRequirement keyRequirement,
    ServiceActivity activity,
    IHostApplicationLifetime lifetime,
    ILogger<DatabaseStart> logger) : BackgroundService
{
    // Real time always: a clock that a test stops must not stop a start.
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromMinutes(1);

    private readonly long _start = Stopwatch.GetTimestamp();
    private long? _lastWarning;

    /// <summary>Why the program was ended after it had begun to listen, or null.</summary>
    public StartUpException? Failure { get; private set; }

    /// <summary>Tries once.</summary>
    /// <returns>Whether the database is there with its schema; false where it is away.</returns>
    /// <exception cref="StartUpException">Trying again would not help; the message says what would.</exception>
    public async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await MigrateAsync(cancellationToken);
            await keyRequirement.CheckAsync(cancellationToken);
            activity.Start();
            return true;
        }
        catch (MigrationException e) when (e.MayPass)
        {
            Warn(e.Message);
            return false;
        }
        catch (DatabaseUnavailableException e)
        {
            Warn(e.Message);
            return false;
        }
        catch (MigrationException e)
        {
            throw new StartUpException(e.Message, e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wasAway = !activity.IsStarted;
        try
        {
            for (var pause = FirstPause; !activity.IsStarted; pause = pause < LongestPause ? pause * 2 : LongestPause)
            {
                await Task.Delay(pause * (0.5 + (Random.Shared.NextDouble() / 2)), stoppingToken);
                await TryAsync(stoppingToken);
            }
        }
        catch (StartUpException e)
        {
            Failure = e;
            lifetime.StopApplication();
            return;
        }

        if (wasAway)
        {
            var seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
            LogThere(seconds);
        }
    }

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (options.Value.MigrateAtStart)
        {
            var change = await migrator.UpAsync(target: null, cancellationToken);
            LogMigrated(change.Applied.Count);
            WarnOfNewer(change.Newer);
            return;
        }

        var status = await migrator.GetStatusAsync(cancellationToken);
        status.RequireUsable();
        WarnOfNewer(status.Unknown);
        if (status.Pending.Count > 0)
        {
            throw new StartUpException($"The database lacks {status.Pending.Count} migrations and MIGRATE_AT_START is off. Run 'pearl migrate up' first.");
        }
    }

    private void WarnOfNewer(IReadOnlyList<string> steps)
    {
        if (steps.Count > 0)
        {
            LogNewer(string.Join(", ", steps));
        }
    }

    private void Warn(string reason)
    {
        if (_lastWarning is { } last && Stopwatch.GetElapsedTime(last) < BetweenWarnings)
        {
            return;
        }

        _lastWarning = Stopwatch.GetTimestamp();
        LogAway(reason);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Schema is current, {Count} migrations applied just now")]
    private partial void LogMigrated(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The schema is newer than this program, which can work with it: {Steps}")]
    private partial void LogNewer(string steps);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason} Until then general cards are served and the API answers 503; it is tried again every few seconds")]
    private partial void LogAway(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The database is there, {Seconds:0} s after the start; everything works from now on")]
    private partial void LogThere(double seconds);
}
