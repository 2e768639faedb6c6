using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PearlIo.Application.Common;
using PearlIo.Infrastructure.Migrations.PostgreSql;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Persistence.Replicas;

/// <summary>
/// Hears what other replicas change (PostgreSQL's <c>listen</c>) and tells it here. Listens on the direct address, for a pooler hands
/// no notifications out, and only while the service is active: the connection would keep a serverless database awake.
/// </summary>
internal sealed partial class ChangeListener(
    DatabaseAddresses addresses, ChangeFeed feed, ServiceActivity activity, ILogger<ChangeListener> logger) : BackgroundService
{
    private const string Project = "project";
    private const string Tenant = "tenant";

    // A connection that a network has dropped silently is found out after this long.
    private const int KeepAliveSeconds = 5;

    // Real time always: connections know no other.
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>Whether notifications can come through at all.</summary>
    public bool CanListen => addresses.Direct is { Engine: DatabaseEngine.PostgreSql, IsPooled: false };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!CanListen)
        {
            return;
        }

        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            await activity.WaitUntilActiveAsync(stoppingToken);
            if (await TryListenAsync(stoppingToken))
            {
                pause = FirstPause;
                continue;
            }

            await Task.Delay(pause * (0.5 + (Random.Shared.NextDouble() / 2)), stoppingToken);
            pause = pause < LongestPause ? pause * 2 : LongestPause;
        }
    }

    // True where it listened until the service was idle.
    private async Task<bool> TryListenAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ListenAsync(stoppingToken);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException)
        {
            LogLost(e.Message);
            return false;
        }
        finally
        {
            feed.EndListening();
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await using var connection = new NpgsqlConnection(ConnectionString());
        connection.Notification += (_, told) => Tell(told.Payload);
        await connection.OpenAsync(until.Token);
        await using (var listen = new NpgsqlCommand($"listen {AnnounceChanges.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(until.Token);
        }

        feed.BeginListening();
        var idle = activity.WaitUntilIdleAsync(until.Token);
        while (!idle.IsCompleted)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(until.Token);
            var told = connection.WaitAsync(waiting.Token);
            if (await Task.WhenAny(told, idle) == told)
            {
                await told;
                continue;
            }

            await waiting.CancelAsync();
            await told.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        await until.CancelAsync();
    }

    private string ConnectionString() => new NpgsqlConnectionStringBuilder(addresses.Direct.ConnectionString)
    {
        Pooling = false,
        KeepAlive = KeepAliveSeconds,
    }.ConnectionString;

    private void Tell(string payload)
    {
        var end = payload.IndexOf(' ', StringComparison.Ordinal);
        if (end < 0 || !Guid.TryParse(payload.AsSpan(end + 1), out var id))
        {
            LogUnknown(payload);
            return;
        }

        switch (payload[..end])
        {
            case Project:
                feed.TellProject(id);
                break;
            case Tenant:
                feed.TellTenant(id);
                break;
            default:
                LogUnknown(payload);
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Changes of other replicas are not heard just now, so that what is kept in memory is compared every few seconds: {Reason}")]
    private partial void LogLost(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A notification of another version was heard and ignored: {Payload}")]
    private partial void LogUnknown(string payload);
}
