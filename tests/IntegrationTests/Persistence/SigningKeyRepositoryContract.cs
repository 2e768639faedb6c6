using PearlIo.Application.Common;
using PearlIo.Application.SigningKeys;
using PearlIo.Domain.Projects;
using PearlIo.Domain.SigningKeys;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteSigningKeyRepositoryTests(SqliteTestDatabase database)
    : SigningKeyRepositoryContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresSigningKeyRepositoryTests(PostgresTestDatabase database)
    : SigningKeyRepositoryContract(database), IClassFixture<PostgresTestDatabase>
{
    private readonly PostgresTestDatabase _database = database;

    [Fact]
    public async Task Cannot_be_deleted_by_the_service()
    {
        await AddAsync();

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => _database.Database.WriteAsync(
            session => session.ExecuteAsync("delete from signing_keys", parameters: null, CancellationToken.None), CancellationToken.None));

        Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Lets_two_at_once_make_one_second_key()
    {
        await AddAsync();
        var transactions = (ITransactions)_database.Services.GetService(typeof(ITransactions))!;

        // As the use case does it: whoever changes keys of a project stands in line at its row.
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => transactions.RunAsync(
            async () =>
            {
                await _database.Projects.RaiseCardsRevisionAsync(Project.Id, CancellationToken.None);
                if ((await Keys.ListUsableAsync(Project.Id, CancellationToken.None)).Count >= SigningKey.MaxLive)
                {
                    return false;
                }

                await AddAsync();
                return true;
            },
            done => done,
            CancellationToken.None))));

        Assert.Single(made, m => m);
        Assert.Equal(2, (await Keys.ListUsableAsync(Project.Id, CancellationToken.None)).Count);
    }
}

public abstract class SigningKeyRepositoryContract(TestDatabase database) : IAsyncLifetime
{
    private int _added;

    protected Project Project { get; } = Make.Project();

    protected ISigningKeyRepository Keys => database.SigningKeys;

    public async Task InitializeAsync()
    {
        await database.ClearAsync();
        await database.Projects.AddAsync(Project, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(null)]
    [InlineData("Schlüssel 🔑 'x' \"y\" \\")]
    public async Task Gives_back_what_was_added(string? name)
    {
        var key = await AddAsync(name);

        AssertSame(key, await Keys.FindAsync(Project.Id, key.Id, CancellationToken.None));
        Assert.Null(await Keys.FindAsync(Guid.CreateVersion7(), key.Id, CancellationToken.None));
        Assert.Null(await Keys.FindAsync(Project.Id, Guid.CreateVersion7(), CancellationToken.None));
    }

    [Fact]
    public async Task Retires_a_live_key_once()
    {
        var key = await AddAsync();

        Assert.Equal(WriteOutcome.Done, await Keys.RetireAsync(Project.Id, key.Id, Make.Time.AddDays(1), CancellationToken.None));
        Assert.Equal(WriteOutcome.NotFound, await Keys.RetireAsync(Project.Id, key.Id, Make.Time.AddDays(2), CancellationToken.None));
        Assert.Equal(WriteOutcome.NotFound, await Keys.RetireAsync(Guid.CreateVersion7(), key.Id, Make.Time.AddDays(2), CancellationToken.None));

        AssertSame(key with { RetiredAt = Make.Time.AddDays(1) }, await Keys.FindAsync(Project.Id, key.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Revokes_a_key_once_and_forgets_its_secret()
    {
        var key = await AddAsync();

        Assert.Equal(WriteOutcome.NotFound, await Keys.RevokeAsync(Guid.CreateVersion7(), key.Id, Make.Time, CancellationToken.None));
        Assert.Equal(WriteOutcome.Done, await Keys.RevokeAsync(Project.Id, key.Id, Make.Time.AddDays(1), CancellationToken.None));
        Assert.Equal(WriteOutcome.NotFound, await Keys.RevokeAsync(Project.Id, key.Id, Make.Time.AddDays(2), CancellationToken.None));
        Assert.Equal(WriteOutcome.NotFound, await Keys.RetireAsync(Project.Id, key.Id, Make.Time.AddDays(2), CancellationToken.None));

        AssertSame(key with { RevokedAt = Make.Time.AddDays(1), Secret = null }, await Keys.FindAsync(Project.Id, key.Id, CancellationToken.None));
        Assert.Equal(0, await database.GetAsync<long>("select count(*) from signing_keys where secret is not null"));
    }

    [Fact]
    public async Task Lists_what_can_be_used_live_ones_first_and_the_newest_of_each_first()
    {
        var keys = new List<SigningKey>();
        for (var i = 0; i < 5; i++)
        {
            keys.Add(await AddAsync());
        }

        await Keys.RevokeAsync(Project.Id, keys[0].Id, Make.Time, CancellationToken.None);
        await Keys.RetireAsync(Project.Id, keys[1].Id, Make.Time, CancellationToken.None);
        await Keys.RetireAsync(Project.Id, keys[4].Id, Make.Time, CancellationToken.None);

        Assert.Equal(
            new[] { 3, 2, 4, 1 }.Select(i => keys[i].Id), (await Keys.ListUsableAsync(Project.Id, CancellationToken.None)).Select(k => k.Id));
        Assert.Empty(await Keys.ListUsableAsync(Guid.CreateVersion7(), CancellationToken.None));
        Assert.Equal(keys.Select(k => k.Id), (await Keys.ListAsync(Project.Id, after: null, 10, CancellationToken.None)).Select(k => k.Id));
        Assert.Equal(keys.Skip(2).Take(2).Select(k => k.Id), (await Keys.ListAsync(Project.Id, keys[1].Id, 2, CancellationToken.None)).Select(k => k.Id));
    }

    [Fact]
    public async Task Goes_with_its_project()
    {
        await AddAsync();
        await database.Projects.DeleteAsync(Project.Id, expectedVersion: null, Make.Time, CancellationToken.None);
        Assert.Equal(0, await database.CountAsync("signing_keys"));
    }

    protected async Task<SigningKey> AddAsync(string? name = null)
    {
        var key = new SigningKey
        {
            // Ids of one millisecond are in no order.
            Id = Guid.CreateVersion7(Make.Time.AddMilliseconds(_added++)),
            TenantId = Project.TenantId,
            ProjectId = Project.Id,
            Name = name,
            Secret = SigningSecret.Create(),
            CreatedAt = Make.Time,
        };
        await Keys.AddAsync(key, CancellationToken.None);
        return key;
    }

    private static void AssertSame(SigningKey expected, SigningKey? actual)
    {
        Assert.Equal(expected.Secret?.Reveal(), actual!.Secret?.Reveal());
        Assert.Equal(expected with { Secret = null }, actual with { Secret = null });
    }
}
