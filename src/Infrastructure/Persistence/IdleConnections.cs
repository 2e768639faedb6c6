using Microsoft.Extensions.Hosting;
using PearlIo.Application.Common;

namespace PearlIo.Infrastructure.Persistence;

/// <summary>Closes the connections of the pool once the service is idle, so that nothing holds a serverless database awake.</summary>
internal sealed class IdleConnections(Database database, ServiceActivity activity) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await activity.WaitUntilActiveAsync(stoppingToken);
            await activity.WaitUntilIdleAsync(stoppingToken);
            database.DropConnections();
        }
    }
}
