using Npgsql;
using PearlIo.Application.Access;
using PearlIo.Application.Audit;
using PearlIo.Domain.Audit;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteAuditLogTests(SqliteTestDatabase database) : AuditLogContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresAuditLogTests(PostgresTestDatabase database) : AuditLogContract(database), IClassFixture<PostgresTestDatabase>
{
    private readonly PostgresTestDatabase _database = database;

    [Theory]
    [InlineData("update audit_log set actor = 'nobody'")]
    [InlineData("delete from audit_log")]
    [InlineData("truncate audit_log")]
    public async Task Cannot_be_changed_by_the_service(string sql)
    {
        await AddAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => _database.Database.WriteAsync(
            session => session.ExecuteAsync(sql, parameters: null, CancellationToken.None), CancellationToken.None));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Is_pruned_of_nothing_younger_whatever_moment_is_named()
    {
        await AddAsync(at: DateTimeOffset.UtcNow.AddDays(-399));
        await AddAsync(at: DateTimeOffset.UtcNow.AddDays(-401));

        await _database.Audit.PruneAsync(DateTimeOffset.UtcNow.AddYears(100), CancellationToken.None);

        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task Is_read_and_written_by_its_tenant_only_and_outlives_it()
    {
        var entry = await AddAsync();
        var gone = Guid.CreateVersion7();
        using (_database.Callers.Enter(Caller.Service(gone)))
        {
            Assert.Empty(await ListAsync());
            await _database.Audit.AddAsync(Entry() with { TenantId = gone }, CancellationToken.None);
            await Assert.ThrowsAsync<PostgresException>(() => _database.Audit.AddAsync(Entry(), CancellationToken.None));
        }

        Assert.Equal([entry.Id], (await ListAsync()).Select(e => e.Id));
    }
}

public abstract class AuditLogContract(TestDatabase database) : IAsyncLifetime
{
    public Task InitializeAsync() => database.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Gives_back_what_was_added()
    {
        var bare = await AddAsync(Entry(at: Make.Time));
        var whole = await AddAsync(Entry(at: Make.Time.AddTicks(10)) with
        {
            Actor = "command line",
            Address = "2001:db8::1",
            Before = """{"title": "it's \"ü\" 😀"}""",
            After = """{"theme": {}}""",
        });

        var read = await ListAsync();

        Assert.Equal([whole.Id, bare.Id], read.Select(e => e.Id));
        Assert.Equal(bare, read[1]);
        Assert.Equal(whole with { Before = null, After = null }, read[0] with { Before = null, After = null });
        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(
            System.Text.Json.Nodes.JsonNode.Parse(whole.Before!), System.Text.Json.Nodes.JsonNode.Parse(read[0].Before!)));
    }

    [Fact]
    public async Task Pages_from_the_newest_to_the_oldest_without_gap_or_repeat()
    {
        List<AuditEntry> added = [];
        for (var i = 0; i < 7; i++)
        {
            // Two of a moment each.
            added.Add(await AddAsync(at: Make.Time.AddTicks(i / 2 * 10)));
        }

        List<Guid> seen = [];
        for (var page = await ListAsync(limit: 3); page.Count > 0; page = await ListAsync(limit: 3, after: page[^1].Id))
        {
            seen.AddRange(page.Select(e => e.Id));
        }

        Assert.Equal(added.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Select(e => e.Id), seen);
    }

    [Fact]
    public async Task Finds_what_is_asked_for()
    {
        var entry = await AddAsync(Entry() with { Actor = "admin-key", Action = "keys.create", Target = new AuditTarget("key", "k1") });
        await AddAsync(at: Make.Time.AddHours(1));

        AuditFilter[] matching =
        [
            new(Actor: "admin-key"), new(Action: "keys.create"), new(TargetId: "k1"), new(TargetType: "key", TargetId: "k1"),
            new(From: Make.Time, To: Make.Time.AddTicks(10)), new(To: Make.Time.AddTicks(10)),
        ];
        AuditFilter[] others =
        [
            new(Actor: "Admin-Key"), new(Action: "keys"), new(TargetType: "project", TargetId: "k1"), new(TargetId: "k1' or 1=1 --"),
            new(From: Make.Time.AddTicks(10), To: Make.Time.AddMinutes(1)), new(To: Make.Time),
        ];
        Assert.All(matching, filter => Assert.Equal(entry, Assert.Single(ListAsync(filter).Result)));
        Assert.All(others, filter => Assert.Empty(ListAsync(filter).Result));
        Assert.Equal(2, (await ListAsync()).Count);
    }

    [Fact]
    public async Task Goes_on_behind_nothing_where_the_entry_is_gone()
    {
        await AddAsync();

        Assert.Empty(await ListAsync(after: Guid.CreateVersion7()));
    }

    [Fact]
    public async Task Loses_what_is_older_than_400_days()
    {
        var now = DateTimeOffset.UtcNow;
        await AddAsync(at: now.AddDays(-401));
        var kept = await AddAsync(at: now.AddDays(-399));

        await database.Audit.PruneAsync(now, CancellationToken.None);

        Assert.Equal([kept.Id], (await ListAsync()).Select(e => e.Id));
    }

    [Fact]
    public async Task Is_taken_back_with_the_change_that_it_tells()
    {
        var transactions = (Application.Common.ITransactions)database.Services.GetService(typeof(Application.Common.ITransactions))!;
        var project = Make.Project();

        await transactions.RunAsync(
            async () =>
            {
                await database.Projects.AddAsync(project, CancellationToken.None);
                await AddAsync();
                return false;
            },
            kept => kept,
            CancellationToken.None);

        Assert.Empty(await ListAsync());
        Assert.Null(await database.Projects.FindAsync(project.Id, CancellationToken.None));
    }

    protected static AuditEntry Entry(DateTimeOffset? at = null) => new()
    {
        Id = Guid.CreateVersion7(),
        TenantId = Tenant.DefaultId,
        At = Domain.Common.Timestamps.Cut(at ?? Make.Time),
        Actor = "service",
        Action = "projects.create",
        Target = new AuditTarget("project", "p1"),
    };

    protected Task<AuditEntry> AddAsync(DateTimeOffset at) => AddAsync(Entry(at));

    protected async Task<AuditEntry> AddAsync(AuditEntry? entry = null)
    {
        entry ??= Entry();
        await database.Audit.AddAsync(entry, CancellationToken.None);
        return entry;
    }

    protected Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter? filter = null, Guid? after = null, int limit = 50) =>
        database.Audit.ListAsync(filter ?? new AuditFilter(), after, limit, CancellationToken.None);
}
