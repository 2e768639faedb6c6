using PearlIo.Application.Analytics;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Persistence.Statistics;

/// <inheritdoc />
internal sealed class StatisticsRefresher(Database database) : IStatisticsRefresher
{
    // Figures over years of many sites take longer than any statement that somebody waits for.
    private static readonly Statement Refresh = new(Sqlite: "select 1", PostgreSql: "select refresh_statistics(@seconds * interval '1 second')")
    {
        Timeout = TimeSpan.FromHours(1),
    };

    public async Task<bool> RefreshAsync(TimeSpan? sinceWrite, CancellationToken cancellationToken)
    {
        if (database.Address.Engine is DatabaseEngine.Sqlite)
        {
            // There is nothing but what is counted.
            return true;
        }

        var refreshed = false;
        await database.WriteAsync(
            DatabaseScope.NoTenant,
            async session =>
            {
                refreshed = await session.GetAsync<bool>(Refresh, new { seconds = sinceWrite?.TotalSeconds }, cancellationToken);
                return 0;
            },
            cancellationToken);
        return refreshed;
    }
}
