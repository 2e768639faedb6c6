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
    private const string Id = "'00000000-0000-7000-8000-000000000002'";

    [Theory]
    [InlineData("routes_project", $"select * from routes where project_id = {Id} and id > {Id} order by id limit 10")]
    [InlineData("cached_images_project", $"select count(*) from cached_images where project_id = {Id} and created_at >= '2026-01-01T00:00:00.000000Z'")]
    [InlineData("cached_images_route", $"select * from cached_images where route_id = {Id}")]
    [InlineData("cached_images_expiry", "select id from cached_images where expires_at < '2026-01-01T00:00:00.000000Z' order by expires_at, id limit 10")]
    [InlineData("cards_project", $"delete from cards where project_id = {Id}")]
    [InlineData("cards_image", $"delete from cards where image_id = {Id}")]
    [InlineData("doomed_objects_age", $"select id from doomed_objects where (doomed_at, id) > ('2026-01-01T00:00:00.000000Z', {Id}) order by doomed_at, id limit 10")]
    [InlineData("api_keys_tenant", $"select * from api_keys where tenant_id = {Id} and id > 'a' order by id limit 10")]
    [InlineData("audit_log_time", $"select * from audit_log where tenant_id = {Id} and at < '2026-01-01T00:00:00.000000Z' order by at desc, id desc limit 10")]
    public async Task Is_used_by_the_query_it_is_there_for(string index, string sql)
    {
        var plan = "";
        await database.Database.WriteAsync(
            async session =>
            {
                plan = await ExplainAsync(session, sql);
                return 0;
            },
            CancellationToken.None);

        Assert.Contains(index, plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_the_card_of_a_slot_by_the_key()
    {
        var plan = "";
        await database.Database.WriteAsync(
            async session =>
            {
                plan = await ExplainAsync(session, "select * from cards where slot = 'x'");
                return 0;
            },
            CancellationToken.None);

        Assert.Matches("cards_pkey|autoindex_cards", plan);
    }

    [Fact]
    public async Task Finds_old_entries_of_all_tenants_by_their_age()
    {
        var plan = "";
        await database.Database.WriteAsync(
            DatabaseScope.Own,
            async session =>
            {
                plan = await ExplainAsync(session, "delete from audit_log where at < '2026-01-01T00:00:00.000000Z'");
                return 0;
            },
            CancellationToken.None);

        Assert.Contains("audit_log_age", plan, StringComparison.Ordinal);
    }

    private protected abstract Task<string> ExplainAsync(DatabaseSession session, string sql);
}
