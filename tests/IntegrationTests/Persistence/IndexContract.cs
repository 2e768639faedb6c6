using System.Globalization;
using PearlIo.Application.Access;
using PearlIo.Domain.Tenants;
using PearlIo.Infrastructure.Persistence;
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

public sealed class PostgresIndexTests(PostgresTestDatabase database) : IndexContract(database), IClassFixture<PostgresTestDatabase>
{
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
        return string.Join('\n', await session.QueryAsync<string>($"explain {sql}", parameters: null, CancellationToken.None));
    }
}

/// <summary>Each index beside the keys is there for one of these queries.</summary>
public abstract class IndexContract(TestDatabase database)
{
    protected const string Id = "'00000000-0000-7000-8000-000000000002'";

    [Theory]
    [InlineData("routes_project", $"select * from routes where project_id = {Id} and id > {Id} order by id limit 10")]
    [InlineData("cached_images_project", $"select count(*) from cached_images where project_id = {Id} and created_at >= '2026-01-01T00:00:00.000000Z'")]
    [InlineData("cached_images_route", $"select * from cached_images where route_id = {Id}")]
    [InlineData("cached_images_expiry", "select id from cached_images where expires_at < '2026-01-01T00:00:00.000000Z' order by expires_at, id limit 10")]
    [InlineData("cards_project", $"delete from cards where project_id = {Id}")]
    [InlineData("cards_image", $"delete from cards where image_id = {Id}")]
    [InlineData("image_views_hour", "select * from image_views where hour < '2026-01-01T00:00:00.000000Z'")]
    [InlineData("render_stats_hour", "select * from render_stats where hour < '2026-01-01T00:00:00.000000Z'")]
    [InlineData("doomed_objects_age", $"select id from doomed_objects where (doomed_at, id) > ('2026-01-01T00:00:00.000000Z', {Id}) order by doomed_at, id limit 10")]
    public async Task Is_used_by_the_query_it_is_there_for(string index, string sql)
    {
        Assert.Contains(index, await PlanAsync(DatabaseScope.Own, sql), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_the_card_of_a_slot_by_the_key()
    {
        Assert.Matches("cards_pkey|autoindex_cards", await PlanAsync(DatabaseScope.Own, "select * from cards where slot = 'x'"));
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
