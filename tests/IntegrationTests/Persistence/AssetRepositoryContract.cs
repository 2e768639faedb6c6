using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.Assets;
using PearlIo.Application.Common;
using PearlIo.Domain.Assets;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteAssetRepositoryTests(SqliteTestDatabase database) : AssetRepositoryContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresAssetRepositoryTests(PostgresTestDatabase database) : AssetRepositoryContract(database), IClassFixture<PostgresTestDatabase>
{
    private const string CountWaiting = """
        select count(*) from pg_locks
        where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())
        """;

    private readonly PostgresTestDatabase _database = database;

    [Fact]
    public async Task Counts_what_another_is_about_to_add()
    {
        var (isHeld, mayAdd) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var adding = RunAsync(async () =>
        {
            await Assets.HoldAllAsync(CancellationToken.None);
            isHeld.SetResult();
            await mayAdd.Task;
            return await AddAsync("logo");
        });
        await isHeld.Task;

        var counting = RunAsync(() => Assets.HoldAllAsync(CancellationToken.None));
        await Eventually.TrueAsync(async () => counting.IsCompleted || await _database.GetAsync<long>(CountWaiting) == 1);
        mayAdd.SetResult();

        Assert.Equal([await adding], await counting);
    }

    private Task<T> RunAsync<T>(Func<Task<T>> work) => _database.Services.GetRequiredService<ITransactions>().RunAsync(work, _ => true, CancellationToken.None);
}

public abstract class AssetRepositoryContract(TestDatabase database) : IAsyncLifetime
{
    private static readonly byte[] Bytes = [0, 1, 0xFF, 0];
    private static readonly byte[] OtherBytes = [9, 0, 9];

    private int _added;

    private protected IAssetRepository Assets => database.Assets;

    public Task InitializeAsync() => database.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Gives_back_what_was_added()
    {
        var (first, second) = (await AddAsync("logo"), await AddAsync(new string('a', 40)));

        Assert.Equal(first, await Assets.FindAsync(first.Id, CancellationToken.None));
        Assert.Equal(Bytes, await Assets.FindBytesAsync(first.Id, first.ContentHash, CancellationToken.None));
        Assert.Equal([first, second], await Assets.ListAsync(after: null, 10, CancellationToken.None));
        Assert.Equal([second], await Assets.ListAsync(first.Id, 10, CancellationToken.None));
        Assert.Equal([first], await Assets.ListAsync(after: null, 1, CancellationToken.None));
        Assert.Equal([first, second], await Assets.HoldAllAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Keeps_one_of_each_name()
    {
        var first = await AddAsync("logo");

        Assert.Equal(WriteOutcome.Taken, await Assets.AddAsync(Make("logo"), OtherBytes, CancellationToken.None));
        Assert.Equal([first], await Assets.ListAsync(after: null, 10, CancellationToken.None));
        Assert.Equal(Bytes, await Assets.FindBytesAsync(first.Id, first.ContentHash, CancellationToken.None));
    }

    [Fact]
    public async Task Gives_the_bytes_that_are_asked_for_or_none()
    {
        var asset = await AddAsync("logo");
        var changed = Changed(asset);
        Assert.Equal(WriteOutcome.Done, await Assets.ReplaceAsync(changed, OtherBytes, asset.Version, CancellationToken.None));

        Assert.Equal(changed, await Assets.FindAsync(asset.Id, CancellationToken.None));
        Assert.Null(await Assets.FindBytesAsync(asset.Id, asset.ContentHash, CancellationToken.None));
        Assert.Equal(OtherBytes, await Assets.FindBytesAsync(asset.Id, changed.ContentHash, CancellationToken.None));
    }

    [Fact]
    public async Task Lets_one_of_two_that_saw_the_same_version_replace_or_delete_it()
    {
        var asset = await AddAsync("logo");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Assets.ReplaceAsync(Changed(asset), OtherBytes, asset.Version, CancellationToken.None)));

        Assert.Equal([WriteOutcome.Done, WriteOutcome.VersionChanged, WriteOutcome.VersionChanged, WriteOutcome.VersionChanged], outcomes.OrderBy(o => o is not WriteOutcome.Done));
        Assert.Equal(WriteOutcome.VersionChanged, await Assets.DeleteAsync(asset.Id, asset.Version, CancellationToken.None));
        Assert.Equal(2, (await Assets.FindAsync(asset.Id, CancellationToken.None))!.Version);
    }

    [Fact]
    public async Task Deletes_with_the_bytes()
    {
        var asset = await AddAsync("logo");

        Assert.Equal(WriteOutcome.Done, await Assets.DeleteAsync(asset.Id, asset.Version, CancellationToken.None));

        Assert.Equal(WriteOutcome.NotFound, await Assets.DeleteAsync(asset.Id, asset.Version, CancellationToken.None));
        Assert.Equal(WriteOutcome.NotFound, await Assets.ReplaceAsync(Changed(asset), OtherBytes, asset.Version, CancellationToken.None));
        Assert.Null(await Assets.FindAsync(asset.Id, CancellationToken.None));
        Assert.Null(await Assets.FindBytesAsync(asset.Id, asset.ContentHash, CancellationToken.None));
    }

    [Fact]
    public async Task Tells_projects_of_each_change_and_of_nothing_else()
    {
        var project = TestKit.Make.Project();
        await database.Projects.AddAsync(project, CancellationToken.None);
        var before = await RevisionAsync(project);

        var asset = await AddAsync("logo");
        Assert.Equal(before + 1, await RevisionAsync(project));
        var changed = Changed(asset);
        await Assets.ReplaceAsync(changed, OtherBytes, asset.Version, CancellationToken.None);
        Assert.Equal(before + 2, await RevisionAsync(project));

        await Assets.AddAsync(Make("logo"), Bytes, CancellationToken.None);
        await Assets.ReplaceAsync(changed, OtherBytes, asset.Version, CancellationToken.None);
        Assert.Equal(before + 2, await RevisionAsync(project));

        await Assets.DeleteAsync(asset.Id, changed.Version, CancellationToken.None);
        Assert.Equal(before + 3, await RevisionAsync(project));
    }

    private protected async Task<Asset> AddAsync(string name)
    {
        var asset = Make(name);
        Assert.Equal(WriteOutcome.Done, await Assets.AddAsync(asset, Bytes, CancellationToken.None));
        return asset;
    }

    private static Asset Changed(Asset asset) => asset with
    {
        Format = "svg",
        Width = 300,
        Height = 150,
        ContentHash = Sha256Hash.Of(OtherBytes),
        ByteSize = OtherBytes.Length,
        UpdatedAt = asset.UpdatedAt.AddHours(1),
        Version = asset.Version + 1,
    };

    private async Task<long> RevisionAsync(Project project) => (await database.Projects.FindAsync(project.Id, CancellationToken.None))!.CardsRevision;

    private Asset Make(string name)
    {
        var now = FakeClock.Noon.AddSeconds(_added++);
        return new Asset
        {
            Id = Guid.CreateVersion7(now),
            TenantId = Tenant.DefaultId,
            Name = name,
            Format = "png",
            Width = 64,
            Height = 32,
            ContentHash = Sha256Hash.Of(Bytes),
            ByteSize = Bytes.Length,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }
}
