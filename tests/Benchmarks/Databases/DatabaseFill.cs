using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;
using PearlIo.Domain.CachedImages;

namespace PearlIo.Benchmarks.Databases;

/// <summary>Fills a migrated PostgreSQL with rows that look like those of a large deployment; the same ones every time.</summary>
/// <param name="connection">A superuser's, for foreign keys are not checked row by row.</param>
/// <param name="rows">Rows of <c>cached_images</c> and of <c>image_views</c>.</param>
internal sealed class DatabaseFill(NpgsqlConnection connection, long rows)
{
    public const int Tenants = 10;
    public const int Projects = 10_000;
    public const int Days = 60;

    /// <summary>Of the days, so many are past.</summary>
    public const int PastDays = 20;

    private const int RoutesOfProject = 10;

    /// <summary>How often each slot was drawn within the days.</summary>
    public const int ImagesOfSlot = 4;

    // The ids that follow count up, as those of version 7 do.
    private const string Functions = """
        create schema bench;
        create function bench.id(kind text, i bigint) returns uuid language sql immutable
        as $$ select ('01900000-000' || kind || '-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid $$;
        create function bench.tenant(project bigint) returns uuid language sql immutable
        as $$ select bench.id('1', project % 10) $$;
        create function bench.slot(i bigint) returns text language sql immutable
        as $$ select encode(sha256(i::text::bytea), 'hex') $$;
        """;

    private const string MakeDay = "select make_partition((now() at time zone 'UTC')::date + @day)";

    private const string MakeTenantsAndProjects = """
        insert into tenants (id, name, created_at) select bench.id('1', i), 'Tenant ' || i, now() from generate_series(0, 9) i;
        insert into projects (id, tenant_id, title, url, cache_duration)
        select bench.id('2', i), bench.tenant(i), 'Project ' || i, 'https://site-' || i || '.example', 86400
        from generate_series(0, @projects - 1) i;
        """;

    private const string MakeRoutes = """
        insert into routes (id, tenant_id, project_id, path, path_shape, return_type, cache_duration, byte_budget)
        select bench.id('3', p * @routes + r), bench.tenant(p), bench.id('2', p), '/section-' || r || '/{slug}', '/section-' || r || '/{}',
            'png', 86400, 300000
        from generate_series(0, @projects - 1) p, generate_series(0, @routes - 1) r;
        """;

    private const string MakeImagesOfDay = """
        insert into cached_images (id, tenant_id, project_id, route_id, url, slot, cache_key, storage_path, content_hash, content_type,
            width, height, byte_size, render_ms, created_at, fresh_until, expires_at)
        select bench.id('4', i), bench.tenant(i % @projects), bench.id('2', i % @projects),
            bench.id('3', (i % @projects) * @routes + i / @projects % @routes),
            'https://site-' || i % @projects || '.example/section/page-' || i, bench.slot(s), bench.slot(i),
            'cards/' || bench.id('2', i % @projects) || '/' || left(bench.slot(s), 2) || '/' || bench.slot(s) || '/' || bench.id('4', i) || '.png',
            bench.slot(-i),
            'image/png', 1200, 630, 60000 + i % 40000, 5 + i % 50 / 10.0, e - interval '31 days', e - interval '30 days', e
        from (
            select i, i % @projects + @projects * (i / @projects / @repeats) as s,
                date_trunc('day', now(), 'UTC') + make_interval(days => @day, secs => i % 86400) as e
            from generate_series(@from, @to - 1) i
        ) rows
        """;

    private const string MakeCards = """
        insert into cards (slot, tenant_id, project_id, cache_key, image_id, storage_path, content_hash, content_type, byte_size, created_at,
            fresh_until, expires_at)
        select slot, tenant_id, project_id, cache_key, id, storage_path, content_hash, content_type, byte_size, created_at, fresh_until, expires_at
        from cached_images where expires_at >= date_trunc('day', now(), 'UTC') + make_interval(days => @day)
            and expires_at < date_trunc('day', now(), 'UTC') + make_interval(days => @day + 1)
        on conflict (slot, tenant_id) do nothing
        """;

    private const string MakeViews = """
        insert into image_views (tenant_id, project_id, route_id, hour, crawler, outcome, count)
        select bench.tenant(p), bench.id('2', p), bench.id('3', p * @routes + k % @routes),
            date_trunc('hour', now(), 'UTC') - make_interval(hours => (k / 2 % 1440)::int),
            (array['facebookexternalhit', 'Twitterbot', 'Slackbot', 'Googlebot', 'GPTBot'])[1 + k % 5],
            (array['hit', 'hit', 'hit', 'miss', 'stale', 'hit', 'fallback'])[1 + k % 7], 1 + k % 20
        from generate_series(@from, @to - 1) p, generate_series(0, @each - 1) k
        on conflict do nothing
        """;

    private const string MakeRenderStats = """
        insert into render_stats (tenant_id, project_id, route_id, hour, format, template, bucket, count, kept, bytes, total_ms)
        select bench.tenant(p), bench.id('2', p), bench.id('3', p * @routes + k % @routes),
            date_trunc('hour', now(), 'UTC') - make_interval(hours => (k * 7 % 1440)::int), 'image/png', 'article', 10 + k % 10, 1 + k % 5, 1 + k % 5,
            80000, 6.5
        from generate_series(@from, @to - 1) p, generate_series(0, 199) k
        on conflict do nothing
        """;

    // The same rows as one table, as it would be without partitions.
    private const string MakePlain = """
        create table bench.plain_images as select * from cached_images;
        create index on bench.plain_images (slot, created_at);
        create index on bench.plain_images (project_id, created_at);
        create index on bench.plain_images (expires_at, id);
        alter table bench.plain_images add primary key (id);
        """;

    public static Guid ProjectId(int project) => Id(2, project);

    public static Guid TenantOf(int project) => Id(1, project % Tenants);

    public static string SlotHex(long slot) => Sha256Hash.Of(Encoding.ASCII.GetBytes(slot.ToString(CultureInfo.InvariantCulture))).Hex;

    public async Task RunAsync()
    {
        await RunAsync("prepare", "set session_replication_role = replica; set maintenance_work_mem = '1GB';" + Functions);
        for (var day = 0; day < Days; day++)
        {
            await RunAsync($"day {day + 1} of {Days} made", MakeDay, ("day", day - PastDays));
        }

        await RunAsync($"{Projects:N0} projects of {Tenants} tenants", MakeTenantsAndProjects, ("projects", Projects));
        await RunAsync($"{Projects * RoutesOfProject:N0} routes", MakeRoutes, ("projects", Projects), ("routes", RoutesOfProject));
        for (var day = 0; day < Days; day++)
        {
            await FillDayAsync(day);
        }

        await FillStatisticsAsync();
        await RunAsync("the cached rows again without partitions", MakePlain);
        await RunAsync("vacuum and analyze", "vacuum analyze");
    }

    private async Task FillDayAsync(int day)
    {
        var offset = day - PastDays;
        await RunAsync(
            $"cached rows of day {day + 1} of {Days}",
            MakeImagesOfDay,
            ("projects", Projects),
            ("routes", RoutesOfProject),
            ("repeats", ImagesOfSlot),
            ("day", offset),
            ("from", rows * day / Days),
            ("to", rows * (day + 1) / Days));
        await RunAsync("their cards", MakeCards, ("day", offset));
    }

    private async Task FillStatisticsAsync()
    {
        const int Batches = 10;
        for (var batch = 0; batch < Batches; batch++)
        {
            var from = Projects * batch / Batches;
            var to = Projects * (batch + 1) / Batches;
            await RunAsync(
                    $"views and renders, {batch + 1} of {Batches}",
                MakeViews,
                ("routes", RoutesOfProject),
                ("from", from),
                ("to", to),
                ("each", (int)(rows / Projects)));
            await RunAsync("renders", MakeRenderStats, ("routes", RoutesOfProject), ("from", from), ("to", to));
        }
    }

    private async Task RunAsync(string what, string sql, params (string Name, object Value)[] parameters)
    {
        var start = Stopwatch.GetTimestamp();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 3600 };
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await command.ExecuteNonQueryAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Stopwatch.GetElapsedTime(start).TotalSeconds,6:0.0} s  {what}"));
    }

    private static Guid Id(int kind, int number) => Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"01900000-000{kind}-7000-8000-{number:x12}"));
}
