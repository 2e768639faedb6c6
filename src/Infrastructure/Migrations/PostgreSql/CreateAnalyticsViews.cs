using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>
/// Daily figures in materialized views. Those know no row-level security, so that the service's role has no right on them and reads
/// through views that show the rows of its tenant only.
/// </summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261125000141_CreateAnalyticsViews")]
internal sealed class CreateAnalyticsViews : Migration
{
    // `written`: how long ago the caller's last write was kept, or null to refresh everything whatever happened. The figures are as of
    // a moment before the first of the refreshes looked. A tenth of the time at most is spent on refreshes, over all replicas; the
    // settled days, which come once a day and take minutes, do not count there, or they would hold the others up. What a restored
    // copy left empty is filled. The number is the name of the refreshers' lock; it must not change, or two releases would refresh at once.
    private const string Refresh = """
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

    // Days before `settled_before` change no more; they are refreshed once a day, so that a refresh is as big as two days are.
    private const string MakeState = """
        create table statistics_refresh (
            only_row boolean not null primary key default true check (only_row),
            refreshed_at timestamptz not null,
            took interval not null,
            settled_before timestamptz not null
        );

        insert into statistics_refresh (refreshed_at, took, settled_before)
        values (clock_timestamp(), interval '0', date_trunc('day', clock_timestamp(), 'UTC') - interval '1 day');
        """;

    // Closed on both sides: with one open side the planner reckons with a third of all rows, and reads the whole table.
    private const string IsRecent = "hour >= (select settled_before from statistics_refresh) and hour < 'infinity'";

    private const string IsSettled = "hour < (select settled_before from statistics_refresh)";

    private const string MakeSizes = """
        create index cached_images_size on cached_images (tenant_id, project_id, expires_at) include (byte_size);

        create materialized view cache_sizes as
        select tenant_id, project_id, count(*) as images, sum(byte_size)::bigint as bytes
        from cached_images where expires_at > now() group by tenant_id, project_id order by tenant_id, project_id;

        create unique index cache_sizes_key on cache_sizes (tenant_id, project_id);
        """;

    // Runs as the owner and answers for the caller's tenant; the barrier keeps conditions of the caller behind that of the tenant.
    private static readonly string MakeFilteringViews = $"""
        create view daily_views with (security_barrier) as {FromBoth("project_id, day, route_id, crawler, outcome, count", "views")};

        create view daily_renders with (security_barrier) as {FromBoth("project_id, day, route_id, format, bucket, count, kept, bytes, total_ms", "renders")};

        create view cache_size with (security_barrier) as
        select project_id, images, bytes from cache_sizes where tenant_id = (select pearl_tenant());

        grant select on daily_views, daily_renders, cache_size, statistics_refresh to {DatabaseScope.Role};
        """;

    private static readonly string MakeFunctions = $"""
        create function refresh_statistics(written interval default null) returns boolean language plpgsql
        as $refresh$
        {Refresh}
        $refresh$;

        create function cache_totals() returns table (images bigint, bytes bigint) language sql stable
        as 'select coalesce(sum(s.images), 0)::bigint, coalesce(sum(s.bytes), 0)::bigint from cache_sizes s';

        {RowSecurity.CrossTenants("refresh_statistics(interval)")}

        {RowSecurity.CrossTenants("cache_totals()")}

        drop function count_cached_images();
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(MakeState);
        migrationBuilder.Sql(MakeViews("settled", IsSettled));
        migrationBuilder.Sql(MakeViews("recent", IsRecent));
        migrationBuilder.Sql(MakeSizes);
        migrationBuilder.Sql(MakeFilteringViews);
        migrationBuilder.Sql(MakeFunctions);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            drop function cache_totals();

            drop function refresh_statistics(interval);

            drop view cache_size;

            drop view daily_renders;

            drop view daily_views;

            drop materialized view cache_sizes;

            drop index cached_images_size;

            drop materialized view recent_renders;

            drop materialized view recent_views;

            drop materialized view settled_renders;

            drop materialized view settled_views;

            drop table statistics_refresh;

            create function count_cached_images() returns bigint language sql stable
            as 'select count(*) from cached_images';
            """);
        migrationBuilder.Sql(RowSecurity.CrossTenants("count_cached_images()"));
    }

    // In the order of the key, so that what is read of a project lies together.
    private static string MakeViews(string age, string hours) => $"""
        create materialized view {age}_views as
        select tenant_id, project_id, date_trunc('day', hour, 'UTC') as day, route_id, crawler, outcome, sum(count)::bigint as count
        from image_views where {hours} group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3;

        create unique index {age}_views_key on {age}_views (tenant_id, project_id, day, route_id, crawler, outcome);

        create materialized view {age}_renders as
        select tenant_id, project_id, date_trunc('day', hour, 'UTC') as day, route_id, format, bucket,
            sum(count)::bigint as count, sum(kept)::bigint as kept, sum(bytes)::bigint as bytes, sum(total_ms) as total_ms
        from render_stats where {hours} group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3;

        create unique index {age}_renders_key on {age}_renders (tenant_id, project_id, day, route_id, format, bucket);
        """;

    private static string FromBoth(string columns, string what) => $"""
        select {columns} from settled_{what} where tenant_id = (select pearl_tenant())
        union all
        select {columns} from recent_{what} where tenant_id = (select pearl_tenant())
        """;
}
