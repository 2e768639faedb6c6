using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>
/// Measures the pace of refreshes by what each of them does. The settled days, which come once a day and take minutes with millions
/// of rows, would hold the others up for ten times as long. Fills what a restored copy left empty, too.
/// </summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261125000142_PaceRefreshOfStatistics")]
internal sealed class PaceRefreshOfStatistics : Migration
{
    // A tenth of the time at most is spent on refreshes, over all replicas.
    private const string RefreshAtOwnPace = """
        declare
            started timestamptz := clock_timestamp();
            today timestamptz := date_trunc('day', clock_timestamp(), 'UTC');
            state statistics_refresh;
            stale text[] := array['recent_views', 'recent_renders', 'cache_sizes'];
            outdated text;
            began timestamptz;
            spent interval := interval '0';
        begin
            if not pg_try_advisory_xact_lock(5793143639752920834) then
                return false;
            end if;
            if exists (select from pg_class where not relispopulated and oid = any (
                array['settled_views', 'settled_renders', 'recent_views', 'recent_renders', 'cache_sizes']::regclass[])) then
                written := null;
            end if;
            select * into strict state from statistics_refresh;
            if state.refreshed_at > started - written then
                return true;
            end if;
            if started < state.refreshed_at + 10 * state.took and written is not null then
                return false;
            end if;
            if written is null or state.settled_before < today - interval '1 day' then
                update statistics_refresh set settled_before = today - interval '1 day';
                stale := array['settled_views', 'settled_renders'] || stale;
            end if;
            foreach outdated in array stale loop
                began := clock_timestamp();
                execute format('refresh materialized view %s %I',
                    case when (select relispopulated from pg_class where oid = outdated::regclass) then 'concurrently' else '' end, outdated);
                if outdated not like 'settled%' then
                    spent := spent + (clock_timestamp() - began);
                end if;
            end loop;
            update statistics_refresh set refreshed_at = started, took = spent;
            return true;
        end
        """;

    protected override void Up(MigrationBuilder migrationBuilder) => Replace(migrationBuilder, RefreshAtOwnPace);

    protected override void Down(MigrationBuilder migrationBuilder) => Replace(migrationBuilder, CreateAnalyticsViews.RefreshAtOnePace);

    // Replacing a function takes away what it runs as.
    private static void Replace(MigrationBuilder migrationBuilder, string body)
    {
        migrationBuilder.Sql($"""
            create or replace function refresh_statistics(written interval default null) returns boolean language plpgsql
            as $refresh$
            {body}
            $refresh$;
            """);
        migrationBuilder.Sql(RowSecurity.CrossTenants("refresh_statistics(interval)"));
    }
}
