using Microsoft.Extensions.Hosting;
using PearlIo.Application.Common;

namespace PearlIo.Infrastructure.Persistence.Connections;

/// <summary>Closes the connections of the pool once the service is idle, so that nothing holds a serverless database awake.</summary>
internal sealed class IdleConnections(Database database, ServiceActivity activity) : BackgroundService
{
    // Real time always: connections know no other.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await activity.WaitUntilActiveAsync(stoppingToken);
            await activity.WaitUntilIdleAsync(stoppingToken);
            await KeepClosedAsync(stoppingToken);
        }
    }

    // Work that was under way at that moment gives its connection back later.
    private async Task KeepClosedAsync(CancellationToken stoppingToken)
    {
        using var again = new PeriodicTimer(BetweenLooks);
        do
        {
            database.DropConnections();
        }
        while (await again.WaitForNextTickAsync(stoppingToken) && activity.IsIdle);
    }
}
