using System.Globalization;
using PearlIo.Application.Access;
using PearlIo.Domain.Tenants;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteIndexTests(SqliteTestDatabase database) : IndexContract(database), IClassFixture<SqliteTestDatabase>
{
    private protected override async Task<string> ExplainAsync(DatabaseSession session, string sql)
    {
        var rows = await session.QueryAsync<PlanRow>($"explain query plan {sql}", parameters: null, CancellationToken.None);
        return string.Join('\n', rows.Select(r => r.Detail));
    }

    private sealed class PlanRow
    {
        public string Detail { get; init; } = "";
    }
}

public sealed class PostgresIndexTests(PostgresTestDatabase database) : IndexContract(database), IClassFixture<PostgresTestDatabase>, IAsyncLifetime
{
    // One tenant with many projects: on empty tables every index that begins with the tenant would look as good as the right one.
    private const string Fill = """
        insert into projects (id, tenant_id, title, url, cache_duration)
        select gen_random_uuid(), id, 'Example', 'https://example.org', 3600 from tenants, generate_series(1, 300);
        insert into routes (id, tenant_id, project_id, path, path_shape, return_type, cache_duration, byte_budget)
        select gen_random_uuid(), tenant_id, id, '/' || n, '/' || n, 'png', 3600, 100000 from projects, generate_series(1, 5) n;
        insert into cached_images (id, tenant_id, project_id, route_id, url, slot, cache_key, storage_path, content_hash, content_type, width, height,
            byte_size, render_ms, created_at, fresh_until, expires_at)
        select gen_random_uuid(), tenant_id, project_id, id, 'https://example.org', n, n, n, n, 'image/png', 1200, 630,
            1000, 10, timestamptz '2026-01-02Z' - n * interval '1 day', now(), now() + n * interval '1 hour' from routes, generate_series(1, 10) n;
        insert into image_views (tenant_id, project_id, route_id, hour, crawler, outcome, count)
        select tenant_id, id, id, '2026-01-01'::timestamptz + n * interval '1 hour', 'x', 'hit', 1 from projects, generate_series(1, 20) n;
        insert into render_stats (tenant_id, project_id, route_id, hour, format, template, bucket, count, kept, bytes, total_ms)
        select tenant_id, id, id, '2026-01-01'::timestamptz + n * interval '1 hour', 'x', 'x', 1, 1, 1, 1, 1 from projects, generate_series(1, 20) n;
        analyze;
        """;

    private readonly PostgresTestDatabase _database = database;

    public async Task InitializeAsync()
    {
        if (await _database.GetAsync<long>("select count(*) from projects") == 0)
        {
            await _database.ExecuteAsync(Fill);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("image_views_pkey", "select * from image_views where project_id = {0} and hour >= {1}")]
    [InlineData("render_stats_pkey", "select * from render_stats where project_id = {0} and hour >= {1}")]
    [InlineData("settled_views_key", "select * from daily_views where project_id = {0} and day >= {1}")]
    [InlineData("recent_views_key", "select * from daily_views where project_id = {0} and day >= {1}")]
    [InlineData("settled_renders_key", "select * from daily_renders where project_id = {0} and day >= {1}")]
    [InlineData("recent_renders_key", "select * from daily_renders where project_id = {0} and day >= {1}")]
    [InlineData("cache_sizes_key", "select * from cache_size where project_id = {0}")]
    public async Task Reads_no_figures_but_those_of_the_project(string index, string sql)
    {
        var plan = await PlanAsync(DatabaseScope.Of(Caller.Service(Tenant.DefaultId)), string.Format(CultureInfo.InvariantCulture, sql, $"{Id}::uuid", "'2026-01-01'::timestamptz"));

        Assert.Matches($@"{index}.*\n.*Index Cond: .*project_id = ", plan);
    }

    private protected override async Task<string> ExplainAsync(DatabaseSession session, string sql)
    {
        // Tables of tests are too small for an index to pay.
        await session.ExecuteAsync("set local enable_seqscan = off", parameters: null, CancellationToken.None);
        var plan = string.Join('\n', await session.QueryAsync<string>($"explain {sql}", parameters: null, CancellationToken.None));
        return (await session.QueryAsync<IndexOfPartition>(IndexesOfPartitions, parameters: null, CancellationToken.None))
            .Aggregate(plan, (p, index) => p.Replace(index.Name, index.Parent, StringComparison.Ordinal));
    }

    private const string IndexesOfPartitions = """
        select own.relname as name, parent.relname as parent
        from pg_inherits join pg_class own on own.oid = pg_inherits.inhrelid join pg_class parent on parent.oid = pg_inherits.inhparent
        where own.relkind = 'i'
        """;

    private sealed class IndexOfPartition
    {
        public string Name { get; init; } = "";

        public string Parent { get; init; } = "";
    }
}

/// <summary>Each index beside the keys is there for one of these queries.</summary>
public abstract class IndexContract(TestDatabase database)
{
    protected const string Id = "'00000000-0000-7000-8000-000000000002'";

    [Theory]
    [InlineData("routes_project|routes_tenant_id_project_id_id_key", $"select * from routes where project_id = {Id} and id > {Id} order by id limit 10")]
    [InlineData("cached_images_project", $"select count(*) from cached_images where project_id = {Id} and created_at >= '2026-01-01T00:00:00.000000Z'")]
    [InlineData("cached_images_route", $"select * from cached_images where route_id = {Id}")]
    [InlineData("cached_images_expiry", $"select id from cached_images where tenant_id = {Id} and expires_at < '2026-01-01T00:00:00.000000Z' order by expires_at, id limit 10")]
    [InlineData("cached_images_page", $"select created_at, id from cached_images where project_id = {Id} and page = 'x' order by created_at, id limit 10")]
    [InlineData("cached_images_project", $"select i.id from cached_images i left join cards c on c.image_id = i.id where i.expires_at > '2026-01-01T00:00:00.000000Z' and (i.created_at, i.id) < ('2026-01-01T00:00:00.000000Z', {Id}) and i.project_id = {Id} order by i.created_at desc, i.id desc limit 10")]
    [InlineData("jobs_project", $"delete from jobs where project_id = {Id}")]
    [InlineData("jobs_open", $"select id from jobs where tenant_id = {Id} and finished_at is null order by updated_at limit 1")]
    [InlineData("jobs_finished", $"delete from jobs where tenant_id = {Id} and finished_at < '2026-01-01T00:00:00.000000Z'")]
    [InlineData("view_batches_age", $"delete from view_batches where tenant_id = {Id} and at < '2026-01-01T00:00:00.000000Z'")]
    [InlineData("cards_project", $"delete from cards where project_id = {Id}")]
    [InlineData("cards_image", $"delete from cards where image_id = {Id}")]
    [InlineData("image_views_hour", "select * from image_views where hour < '2026-01-01T00:00:00.000000Z'")]
    [InlineData("render_stats_hour", "select * from render_stats where hour < '2026-01-01T00:00:00.000000Z'")]
    [InlineData("doomed_objects_age", $"select id from doomed_objects where (doomed_at, id) > ('2026-01-01T00:00:00.000000Z', {Id}) order by doomed_at, id limit 10")]
    [InlineData("api_keys_tenant", $"select * from api_keys where tenant_id = {Id} and id > 'a' order by id limit 10")]
    [InlineData("signing_keys_project", $"select * from signing_keys where project_id = {Id} and id > {Id} order by id limit 10")]
    [InlineData("pages_pkey|sqlite_autoindex_pages|PRIMARY KEY", $"select * from pages where project_id = {Id} and path = '/a'")]
    [InlineData("pages_pkey|sqlite_autoindex_pages|PRIMARY KEY", $"select * from pages where project_id = {Id} and path > '/a' order by path limit 10")]
    [InlineData("audit_log_time", $"select * from audit_log where tenant_id = {Id} and at < '2026-01-01T00:00:00.000000Z' order by at desc, id desc limit 10")]
    public async Task Is_used_by_the_query_it_is_there_for(string index, string sql)
    {
        Assert.Matches(index, await PlanAsync(DatabaseScope.Own, sql));
    }

    [Fact]
    public async Task Finds_the_card_of_a_slot_by_the_key()
    {
        Assert.Matches("cards_pkey|autoindex_cards", await PlanAsync(DatabaseScope.Own, "select * from cards where slot = 'x'"));
    }

    [Fact]
    public async Task Finds_old_entries_of_all_tenants_by_their_age()
    {
        Assert.Contains("audit_log_age", await PlanAsync(DatabaseScope.Own, "delete from audit_log where at < '2026-01-01T00:00:00.000000Z'"), StringComparison.Ordinal);
    }

    // A tenant in each condition would let small tables do with any index that begins with it.
    private protected async Task<string> PlanAsync(DatabaseScope scope, string sql)
    {
        var plan = "";
        await database.Database.WriteAsync(
            scope,
            async session =>
            {
                plan = await ExplainAsync(session, sql);
                return 0;
            },
            CancellationToken.None);
        return plan;
    }

    private protected abstract Task<string> ExplainAsync(DatabaseSession session, string sql);
}
