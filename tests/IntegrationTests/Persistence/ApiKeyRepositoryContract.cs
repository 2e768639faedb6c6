using PearlIo.Application.ApiKeys;
using PearlIo.Application.Common;
using PearlIo.Domain.ApiKeys;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteApiKeyRepositoryTests(SqliteTestDatabase database)
    : ApiKeyRepositoryContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresApiKeyRepositoryTests(PostgresTestDatabase database)
    : ApiKeyRepositoryContract(database), IClassFixture<PostgresTestDatabase>
{
    private readonly PostgresTestDatabase _database = database;

    [Fact]
    public async Task Is_found_by_whoever_has_it_and_seen_by_its_tenant_only()
    {
        var key = await AddAsync();
        var other = await MakeTenantAsync(_database);
        using var scope = _database.Callers.Enter(Application.Access.Caller.Service(other));

        Assert.Null(await _database.Keys.FindAsync(key.Id, CancellationToken.None));
        Assert.Empty(await _database.Keys.ListAsync(after: null, 10, CancellationToken.None));
        Assert.Empty(await _database.Keys.LockUsableAdminsAsync(Make.Time, CancellationToken.None));
        Assert.Equal(WriteOutcome.NotFound, await _database.Keys.RevokeAsync(key.Id, Make.Time, CancellationToken.None));
        Assert.Equal(WriteOutcome.NotFound, await _database.Keys.ReplaceAsync(key.Id, key.Id, Make.Time, CancellationToken.None));
        Assert.Equal(Tenant.DefaultId, (await _database.Keys.FindHolderAsync(key.Id, CancellationToken.None))?.Key.TenantId);
    }

    [Fact]
    public async Task Cannot_be_deleted_by_the_service()
    {
        await AddAsync();

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => _database.Database.WriteAsync(
            session => session.ExecuteAsync("delete from api_keys", parameters: null, CancellationToken.None), CancellationToken.None));

        Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Says_that_its_tenant_was_deleted_meanwhile()
    {
        var gone = Guid.CreateVersion7();
        using var scope = _database.Callers.Enter(Application.Access.Caller.Service(gone));

        Assert.Equal(WriteOutcome.NotFound, await _database.Keys.AddAsync(Key() with { TenantId = gone }, CancellationToken.None));
    }

    [Fact]
    public async Task Leaves_one_of_two_last_admins_that_are_revoked_at_once()
    {
        ApiKey[] admins = [await AddAsync(Key(Scopes.Admin)), await AddAsync(Key(Scopes.Admin))];
        var transactions = (ITransactions)_database.Services.GetService(typeof(ITransactions))!;
        var bothAsked = new Barrier(2);

        var revoked = await Task.WhenAll(admins.Select(a => Task.Run(() => transactions.RunAsync(
            async () =>
            {
                Assert.NotNull(await _database.Keys.FindAsync(a.Id, CancellationToken.None));
                bothAsked.SignalAndWait(TimeSpan.FromSeconds(60));
                var usable = await _database.Keys.LockUsableAdminsAsync(Make.Time, CancellationToken.None);
                return usable.Count > 1 && await _database.Keys.RevokeAsync(a.Id, Make.Time, CancellationToken.None) == WriteOutcome.Done;
            },
            _ => true,
            CancellationToken.None))));

        Assert.Single(revoked, r => r);
    }
}

public abstract class ApiKeyRepositoryContract(TestDatabase database) : IAsyncLifetime
{
    private IApiKeyRepository Keys => database.Keys;

    public Task InitializeAsync() => database.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Gives_back_what_was_added()
    {
        var key = Key(ScopeRules.All, expiresAt: Make.Time.AddDays(1)) with
        {
            Name = "Schlüssel \"für\" 'CI' 日本 🔑",
            RevokedAt = Make.Time.AddTicks(10),
            LastUsedAt = Make.Time.AddHours(1),
            ReplacedBy = Guid.CreateVersion7(),
        };
        await AddAsync(key);

        Assert.Equal(key, await Keys.FindAsync(key.Id, CancellationToken.None));
        Assert.Equal(new KeyHolder(key, IsTenantSuspended: false), await Keys.FindHolderAsync(key.Id, CancellationToken.None));
        Assert.Equal(key, Assert.Single(await Keys.ListAsync(after: null, 10, CancellationToken.None)));
    }

    [Fact]
    public async Task Gives_back_a_key_without_its_optional_parts()
    {
        var key = await AddAsync();

        Assert.Equal(key, await Keys.FindAsync(key.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Finds_nothing_under_an_unknown_id()
    {
        var id = Guid.CreateVersion7();

        Assert.Null(await Keys.FindAsync(id, CancellationToken.None));
        Assert.Null(await Keys.FindHolderAsync(id, CancellationToken.None));
        Assert.Equal(WriteOutcome.NotFound, await Keys.RevokeAsync(id, Make.Time, CancellationToken.None));
        Assert.Equal(WriteOutcome.NotFound, await Keys.ReplaceAsync(id, id, Make.Time, CancellationToken.None));
    }

    [Fact]
    public async Task Says_that_the_tenant_is_suspended()
    {
        var key = await AddAsync();
        await database.ExecuteAsync("update tenants set suspended = true");

        var holder = await Keys.FindHolderAsync(key.Id, CancellationToken.None);

        await database.ExecuteAsync("update tenants set suspended = false");
        Assert.True(holder!.IsTenantSuspended);
    }

    [Fact]
    public async Task Pages_by_ascending_id()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await AddAsync()).Id);
        }

        var first = await Keys.ListAsync(after: null, 3, CancellationToken.None);
        var second = await Keys.ListAsync(first[^1].Id, 3, CancellationToken.None);

        Assert.Equal(ids.Order(), first.Concat(second).Select(k => k.Id));
    }

    [Fact]
    public async Task Revokes_once()
    {
        var key = await AddAsync();

        Assert.Equal(WriteOutcome.Done, await Keys.RevokeAsync(key.Id, Make.Time, CancellationToken.None));
        Assert.Equal(WriteOutcome.NotFound, await Keys.RevokeAsync(key.Id, Make.Time.AddDays(1), CancellationToken.None));
        Assert.Equal(Make.Time, (await Keys.FindAsync(key.Id, CancellationToken.None))?.RevokedAt);
    }

    [Fact]
    public async Task Replaces_once_however_many_ask_at_the_same_time()
    {
        var key = await AddAsync();
        Guid[] by = [.. Enumerable.Range(0, 8).Select(_ => Guid.CreateVersion7())];

        var outcomes = await Task.WhenAll(by.Select(b => Task.Run(() => Keys.ReplaceAsync(key.Id, b, Make.Time.AddDays(1), CancellationToken.None))));

        Assert.Single(outcomes, o => o == WriteOutcome.Done);
        var replaced = await Keys.FindAsync(key.Id, CancellationToken.None);
        Assert.Equal(by[Array.IndexOf(outcomes, WriteOutcome.Done)], replaced!.ReplacedBy);
        Assert.Equal(Make.Time.AddDays(1), replaced.ExpiresAt);
    }

    [Fact]
    public async Task Does_not_replace_what_is_revoked()
    {
        var key = await AddAsync(Key() with { RevokedAt = Make.Time });

        Assert.Equal(WriteOutcome.NotFound, await Keys.ReplaceAsync(key.Id, Guid.CreateVersion7(), Make.Time, CancellationToken.None));
    }

    [Fact]
    public async Task Keeps_the_last_use_unless_it_was_kept_just_now()
    {
        var key = await AddAsync();

        await Keys.NoteUseAsync(key.Id, Make.Time, Make.Time.AddHours(-1), CancellationToken.None);
        await Keys.NoteUseAsync(key.Id, Make.Time.AddMinutes(59), Make.Time.AddMinutes(-1), CancellationToken.None);
        Assert.Equal(Make.Time, (await Keys.FindAsync(key.Id, CancellationToken.None))?.LastUsedAt);

        await Keys.NoteUseAsync(key.Id, Make.Time.AddHours(1), Make.Time, CancellationToken.None);
        Assert.Equal(Make.Time.AddHours(1), (await Keys.FindAsync(key.Id, CancellationToken.None))?.LastUsedAt);
    }

    [Fact]
    public async Task Knows_which_keys_can_manage_the_tenant_at_a_moment()
    {
        await AddAsync(Key(Scopes.Read | Scopes.Write | Scopes.Publish | Scopes.Operator));
        await AddAsync(Key(Scopes.Admin) with { RevokedAt = Make.Time });
        var expiring = await AddAsync(Key(Scopes.Admin, expiresAt: Make.Time.AddHours(1)));
        Assert.Equal([expiring.Id], await Keys.LockUsableAdminsAsync(Make.Time, CancellationToken.None));
        Assert.True(await Keys.HasUsableAdminAsync(Make.Time, CancellationToken.None));

        Assert.Empty(await Keys.LockUsableAdminsAsync(Make.Time.AddHours(1), CancellationToken.None));
        Assert.False(await Keys.HasUsableAdminAsync(Make.Time.AddHours(1), CancellationToken.None));

        var lasting = await AddAsync(Key(Scopes.Admin | Scopes.Operator));
        Assert.Equal([lasting.Id], await Keys.LockUsableAdminsAsync(Make.Time.AddHours(1), CancellationToken.None));
        Assert.True(await Keys.HasUsableAdminAsync(Make.Time.AddHours(1), CancellationToken.None));
    }

    protected static ApiKey Key(Scopes scopes = Scopes.Read, DateTimeOffset? expiresAt = null)
    {
        var token = KeyToken.Create(Make.Time);
        return new ApiKey
        {
            Id = token.Id,
            TenantId = Tenant.DefaultId,
            Name = "CI",
            SecretHash = token.SecretHash,
            Scopes = scopes,
            CreatedAt = Make.Time,
            ExpiresAt = expiresAt,
        };
    }

    protected static async Task<Guid> MakeTenantAsync(TestDatabase database)
    {
        var id = Guid.CreateVersion7();
        await database.ExecuteAsync($"insert into tenants (id, name, created_at) values ('{id}', 'other', '2026-03-29T01:00:00.000000Z')");
        return id;
    }

    protected async Task<ApiKey> AddAsync(ApiKey? key = null)
    {
        key ??= Key();
        Assert.Equal(WriteOutcome.Done, await Keys.AddAsync(key, CancellationToken.None));
        return key;
    }
}
