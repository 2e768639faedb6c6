using PearlIo.Application.Tenants;
using PearlIo.Domain.Tenants;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Persistence.Statistics;

/// <inheritdoc />
internal sealed class UsageReader(Database database) : IUsageReader
{
    // Sums of PostgreSQL are numeric.
    private const string Sums = """
        select cast(coalesce(sum(renders), 0) as bigint) as renders,
            cast(coalesce(sum(bytes_kept), 0) as bigint) as bytes_kept,
            cast(coalesce(sum(bytes_sent), 0) as bigint) as bytes_sent,
            cast(coalesce(sum(store_calls), 0) as bigint) as store_calls,
            cast(coalesce(sum(fetches), 0) as bigint) as fetches
        from usage_daily
        """;

    private static readonly Statement Read = new(
        Sqlite: $"{Sums} where day >= @from and day < @until",
        PostgreSql: $"{Sums} where day >= cast(@from as date) and day < cast(@until as date)");

    public async Task<TenantUsage> ReadAsync(DateOnly from, DateOnly until, CancellationToken cancellationToken)
    {
        var parameters = new { from = StatisticsKeys.Day(from), until = StatisticsKeys.Day(until) };
        var row = await database.ReadAsync(session => session.GetAsync<UsageRow>(Read, parameters, cancellationToken), cancellationToken);
        return new TenantUsage(row.Renders, row.BytesKept, row.BytesSent, row.StoreCalls, row.Fetches);
    }

    private sealed class UsageRow
    {
        public long Renders { get; init; }

        public long BytesKept { get; init; }

        public long BytesSent { get; init; }

        public long StoreCalls { get; init; }

        public long Fetches { get; init; }
    }
}
