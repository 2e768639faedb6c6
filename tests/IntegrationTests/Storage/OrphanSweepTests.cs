using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application;
using PearlIo.Application.CachedImages;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;
using PearlIo.Infrastructure.Storage;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Storage;

/// <summary>The sweep as the program composes it, on a real PostgreSQL and a real S3 server, with several replicas at once.</summary>
public sealed class OrphanSweepTests(PostgresTestDatabase database) : IClassFixture<PostgresTestDatabase>, IAsyncLifetime
{
    private readonly List<ServiceProvider> _replicas = [];
    private IReadOnlyDictionary<string, string?> _settings = new Dictionary<string, string?>(StringComparer.Ordinal);

    private IImageStore Store => _replicas[0].GetRequiredService<IImageStore>();

    public async Task InitializeAsync()
    {
        await database.ClearAsync();
        var server = await S3Server.GetAsync();
        _settings = server.Settings(await server.CreateBucketAsync());
        for (var i = 0; i < 3; i++)
        {
            _replicas.Add(Start());
        }

        await Task.WhenAll(_replicas.Select(r => r.GetRequiredService<StoreOwnership>().ClaimAsync(CancellationToken.None)));
    }

    public async Task DisposeAsync()
    {
        foreach (var replica in _replicas)
        {
            await replica.DisposeAsync();
        }
    }

    [Fact]
    public async Task Takes_orphans_and_nothing_else_with_replicas_at_once_that_are_killed()
    {
        var owned = await KeepAsync(60);
        var orphans = await LoseAsync(5);

        // One is stopped after it looked through, one right before it deletes; the third goes on as far as the others let it.
        await Task.WhenAll(_replicas.Select(async (replica, i) =>
        {
            using var kill = new CancellationTokenSource();
            var owners = new KillingOwners(replica.GetRequiredService<IObjectOwners>(), i + 1, kill);
            Task sweeping = ActivatorUtilities.CreateInstance<OrphanSweep>(replica, owners).RunNowAsync(isAgreed: false, kill.Token);
            await sweeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }));
        Assert.Subset((await NamesAsync()).ToHashSet(), owned.ToHashSet());

        await Task.WhenAll(_replicas.Select(r => r.GetRequiredService<OrphanSweep>().RunNowAsync(isAgreed: false, CancellationToken.None)));
        await _replicas[0].GetRequiredService<OrphanSweep>().RunNowAsync(isAgreed: false, CancellationToken.None);

        Assert.Equal(owned.ToHashSet(), (await NamesAsync()).ToHashSet());
        Assert.DoesNotContain(await NamesAsync(), orphans.Contains);
    }

    [Fact]
    public async Task Takes_nothing_by_another_database_until_that_adopts_the_store()
    {
        await KeepAsync(20);
        await LoseAsync(1);
        await using var copy = Start(new DatabaseIdentity("staging.example.org", "pearl"));

        Assert.Null(await copy.GetRequiredService<OrphanSweep>().RunNowAsync(isAgreed: true, CancellationToken.None));
        Assert.Equal(21, (await NamesAsync()).Count);

        await copy.GetRequiredService<StoreOwnership>().AdoptAsync(CancellationToken.None);
        Assert.Null(await _replicas[0].GetRequiredService<OrphanSweep>().RunNowAsync(isAgreed: true, CancellationToken.None));
        Assert.Equal(1, (await copy.GetRequiredService<OrphanSweep>().RunNowAsync(isAgreed: false, CancellationToken.None))!.Deleted);
        Assert.Equal(20, (await NamesAsync()).Count);
    }

    // The clocks of replicas are a week ahead of the store's, so that all objects are old enough.
    private ServiceProvider Start(DatabaseIdentity? identity = null) => TestDatabase.BuildServices(database.Url, services =>
    {
        services.AddStorage(new ConfigurationBuilder().AddInMemoryCollection(_settings).Build());
        services.AddPearlApplication();
        services.AddSingleton<TimeProvider>(new FakeClock(DateTimeOffset.UtcNow.AddDays(8)));
        if (identity is not null)
        {
            services.AddSingleton(identity);
        }
    });

    private async Task<IReadOnlyList<ObjectName>> KeepAsync(int count)
    {
        var project = Make.Project();
        await database.Projects.AddAsync(project, CancellationToken.None);
        var images = Enumerable.Range(0, count).Select(_ => Make.Image(project.Id)).ToList();
        foreach (var image in images)
        {
            await Store.PutAsync(image.StoragePath, "card"u8.ToArray(), CancellationToken.None);
            await database.CachedImages.AddAsync(image, CancellationToken.None);
        }

        return images.ConvertAll(i => i.StoragePath);
    }

    private async Task<IReadOnlyList<ObjectName>> LoseAsync(int count)
    {
        var names = Enumerable.Range(0, count)
            .Select(_ => ObjectName.Card(Guid.CreateVersion7(), Make.Slot(), Guid.CreateVersion7(), ImageFormat.Png))
            .ToList();
        foreach (var name in names)
        {
            await Store.PutAsync(name, "orphan"u8.ToArray(), CancellationToken.None);
        }

        return names;
    }

    private async Task<IReadOnlyList<ObjectName>> NamesAsync() =>
        await Store.ListAsync(prefix: null, CancellationToken.None).Select(o => o.Name).ToListAsync();

    /// <summary>Stops the sweep that asks, after some answers.</summary>
    private sealed class KillingOwners(IObjectOwners owners, int answers, CancellationTokenSource kill) : IObjectOwners
    {
        private int _left = answers;

        public async Task<IReadOnlySet<ObjectName>> FindOwnedAsync(IReadOnlyCollection<ObjectName> names, CancellationToken cancellationToken)
        {
            var owned = await owners.FindOwnedAsync(names, cancellationToken);
            if (--_left == 0)
            {
                await kill.CancelAsync();
            }

            return owned;
        }
    }
}
