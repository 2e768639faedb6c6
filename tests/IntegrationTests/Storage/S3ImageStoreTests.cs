using Amazon.S3.Model;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Health;
using PearlIo.Domain.CachedImages;
using PearlIo.Infrastructure.Storage;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Storage;

/// <summary>The store on a real S3 server, composed from settings as the program composes it.</summary>
public sealed class S3ImageStoreTests : ImageStoreContract, IAsyncLifetime
{
    private ServiceProvider _services = null!;
    private S3Server _server = null!;
    private string _bucket = "";

    protected override IImageStore Store => _services.GetRequiredService<IImageStore>();

    public async Task InitializeAsync()
    {
        _server = await S3Server.GetAsync();
        _bucket = await _server.CreateBucketAsync();
        _services = Build(_server.Settings(_bucket));
    }

    public async Task DisposeAsync() => await _services.DisposeAsync();

    [Fact]
    public void Is_described_without_its_key()
    {
        Assert.IsType<S3ImageStore>(Store);
        Assert.Equal($"bucket {_bucket} at {_server.Endpoint.GetLeftPart(UriPartial.Authority)} (region us-east-1)", Store.Description);
    }

    [Fact]
    public async Task Lists_and_deletes_more_than_a_page()
    {
        var project = Guid.CreateVersion7();
        var names = Enumerable.Range(0, 1_050).Select(_ => Name(project)).ToList();
        await Parallel.ForEachAsync(names, async (name, token) => await Store.PutAsync(name, "x"u8.ToArray(), token));

        Assert.Equal(names.Select(n => n.Value).Order(StringComparer.Ordinal), (await ListAsync(ObjectPrefix.Project(project))).Select(o => o.Name.Value));
        await Store.DeleteAllAsync(ObjectPrefix.Project(project), CancellationToken.None);

        Assert.Empty(await ListAsync(prefix: null));
    }

    [Fact]
    public async Task Leaves_nothing_behind_when_it_is_asked_whether_it_works()
    {
        var check = _services.GetServices<IReadinessCheck>().Single(c => c.Name is "storage");

        Assert.Null(await check.CheckAsync(CancellationToken.None));

        using var client = _server.CreateClient();
        Assert.Empty((await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _bucket })).S3Objects ?? []);
    }

    [Fact]
    public async Task Takes_a_missing_bucket_for_a_fault_that_somebody_must_mend()
    {
        await using var services = Build(_server.Settings("not-there"));
        var store = services.GetRequiredService<IImageStore>();

        var get = await Assert.ThrowsAsync<IOException>(() => store.GetAsync(Name(), CancellationToken.None));
        await Assert.ThrowsAsync<IOException>(() => store.PutAsync(Name(), "x"u8.ToArray(), CancellationToken.None));
        await Assert.ThrowsAsync<IOException>(() => store.DeleteAllAsync(ObjectPrefix.Project(Guid.NewGuid()), CancellationToken.None));
        await Assert.ThrowsAsync<IOException>(async () => await store.ListAsync(prefix: null, CancellationToken.None).ToListAsync());
        await Assert.ThrowsAsync<IOException>(() => store.ProbeAsync(CancellationToken.None));

        Assert.Contains("not-there", get.Message, StringComparison.Ordinal);
        Assert.Contains("NoSuchBucket", get.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_a_wrong_key_for_a_fault_that_somebody_must_mend_and_does_not_tell_its_secret()
    {
        const string secret = "a-secret-that-is-wrong";
        await using var services = Build(new Dictionary<string, string?>(_server.Settings(_bucket), StringComparer.Ordinal)
        {
            ["S3_ACCESS_KEY_ID"] = "nobody",
            ["S3_SECRET_ACCESS_KEY"] = secret,
        });

        var fault = await Assert.ThrowsAsync<IOException>(() => services.GetRequiredService<IImageStore>().ProbeAsync(CancellationToken.None));

        Assert.Contains("InvalidAccessKeyId", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_a_server_that_is_not_there_for_one_that_may_come_back()
    {
        await using var services = Build(new Dictionary<string, string?>(_server.Settings(_bucket), StringComparer.Ordinal)
        {
            ["S3_ENDPOINT"] = $"http://127.0.0.1:{FreePort.Find()}",
        });

        await Assert.ThrowsAsync<StoreAwayException>(() => services.GetRequiredService<IImageStore>().ProbeAsync(CancellationToken.None));
        Assert.NotNull(await services.GetServices<IReadinessCheck>().Single(c => c.Name is "storage").CheckAsync(CancellationToken.None));
    }

    protected override async Task PutForeignAsync(string key)
    {
        using var client = _server.CreateClient();
        await client.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = key, ContentBody = "foreign" });
    }

    private static ServiceProvider Build(IReadOnlyDictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddLogging().AddStorage(configuration).BuildServiceProvider();
    }
}
