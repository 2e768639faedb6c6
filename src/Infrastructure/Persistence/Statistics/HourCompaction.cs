using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Persistence.Statistics;

/// <summary>
/// Sums the hours of each past day up into the row of its midnight. On PostgreSQL that is one statement in which each row is taken by
/// one process only, and sums are written in the order of their keys, so that two at once neither count twice nor wait in a circle.
/// Projects are locked before any count of them, as those who delete one do. Which hours there are is found by going from one to the
/// next in the index, for the rows of years of days are never read again.
/// </summary>
internal sealed class HourCompaction
{
    private const string Old = "hour = any (array(select hours.hour from hours where hours.hour <> date_trunc('day', hours.hour, 'UTC')))";

    private const string OldOnSqlite = "hour < @before and substr(hour, 11) <> 'T00:00:00.000000Z'";

    private readonly string _onPostgreSql;
    private readonly string[] _onSqlite;

    /// <param name="table">The table.</param>
    /// <param name="keys">Columns of its key beside tenant, project, hour and route.</param>
    /// <param name="counts">Columns that are summed up.</param>
    /// <param name="onConflictAdd">What adds a row to the one that is there.</param>
    public HourCompaction(string table, string keys, IReadOnlyList<string> counts, string onConflictAdd)
    {
        var columns = $"tenant_id, project_id, hour, route_id, {keys}, {string.Join(", ", counts)}";
        var sums = string.Join(", ", counts.Select(c => $"sum({c})"));
        _onPostgreSql = $"""
            with recursive hours as (
                (select hour from {table} where hour < @before order by hour limit 1)
                union all
                select (select t.hour from {table} t where t.hour > hours.hour and t.hour < @before order by t.hour limit 1)
                from hours where hours.hour is not null
            ), known as materialized (
                select id from projects where id in (select project_id from {table} where {Old}) order by id for key share
            ), old as materialized (
                select * from {table} where project_id = any (array(select id from known)) and {Old} for update skip locked
            ), gone as (
                delete from {table} t using old
                where {string.Join(" and ", $"tenant_id, project_id, hour, route_id, {keys}".Split(", ").Select(k => $"t.{k} = old.{k}"))}
                returning old.*
            ), moved as (
                insert into {table} ({columns})
                select tenant_id, project_id, date_trunc('day', hour, 'UTC') as hour, route_id, {keys}, {sums}
                from gone group by 1, 2, 3, 4, {keys} order by 1, 2, 3, 4, {keys}
                {onConflictAdd}
            )
            select count(*) from gone
            """;
        _onSqlite =
        [
            $"""
            insert into {table} ({columns})
            select tenant_id, project_id, substr(hour, 1, 10) || 'T00:00:00.000000Z', route_id, {keys}, {sums}
            from {table} where {OldOnSqlite} group by tenant_id, project_id, substr(hour, 1, 10), route_id, {keys}
            {onConflictAdd}
            """,
            $"delete from {table} where {OldOnSqlite}",
        ];
    }

    /// <summary>Compacts the hours of the tenant that the session sees.</summary>
    /// <returns>How many rows went into others.</returns>
    public async Task<int> RunAsync(DatabaseSession session, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var parameters = new { before };
        if (session.Engine is DatabaseEngine.PostgreSql)
        {
            return await session.GetAsync<int>(_onPostgreSql, parameters, cancellationToken);
        }

        await session.ExecuteAsync(_onSqlite[0], parameters, cancellationToken);
        return await session.ExecuteAsync(_onSqlite[1], parameters, cancellationToken);
    }
}
