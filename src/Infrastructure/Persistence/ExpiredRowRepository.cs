using PearlIo.Application.Analytics;
using PearlIo.Application.CachedImages;
using PearlIo.Domain.Fetching;
using PearlIo.Domain.Jobs;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class ExpiredRowRepository(Database database) : IExpiredRowRepository
{
    // Rows that somebody has are left to the next time: a lease may be taken over this moment.
    private static readonly Statement DeleteLeases = new(
        Sqlite: "delete from render_leases where until < @now",
        PostgreSql: """
            with ended as materialized (select slot from render_leases where until < now() for update skip locked)
            delete from render_leases using ended where render_leases.slot = ended.slot
            """);

    private static readonly Statement DeleteJobs = "delete from jobs where finished_at < @jobsBefore";

    private static readonly Statement DeleteBatches = "delete from view_batches where at < @batchesBefore";

    private static readonly Statement DeleteSources = "delete from fetched_sources where tried_at < @sourcesBefore";

    private static readonly Statement[] All = [DeleteLeases, DeleteJobs, DeleteBatches, DeleteSources];

    public Task<int> DeleteAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            now,
            jobsBefore = now - Job.Retention,
            batchesBefore = now - ViewBatch.Remembered,
            sourcesBefore = now - FetchedSource.Retention,
        };
        return database.WriteAsync(
            async session =>
            {
                var rows = 0;
                foreach (var statement in All)
                {
                    rows += await session.ExecuteAsync(statement, parameters, cancellationToken);
                }

                return rows;
            },
            cancellationToken);
    }
}
