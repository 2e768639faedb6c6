using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PearlIo.Application.Common;
using PearlIo.Application.Health;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Tenants;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Replicas;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

/// <summary>What one process hears of another's changes, the other being the fixture's services.</summary>
public sealed class ChangeListenerTests(PostgresTestDatabase database) : IClassFixture<PostgresTestDatabase>, IAsyncLifetime
{
    // Its session after listening began, and after the driver saw whether it is there still.
    private const string Listeners =
        "from pg_stat_activity where datname = current_database() and lower(trim(trailing ';' from query)) in ('listen pearl_changes', 'select null')";

    private readonly Project _project = Make.Project();

    public async Task InitializeAsync()
    {
        await database.ClearAsync();
        await database.Projects.AddAsync(_project, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Hears_changes_of_a_project_its_routes_and_its_end()
    {
        await using var listening = await Listening.StartAsync(database.Url);
        var route = Make.Route(_project.Id);
        (string What, Func<Task> Change)[] changes =
        [
            ("project", () => database.Projects.UpdateAsync(_project with { Title = "After", Version = 2 }, 1, CancellationToken.None)),
            ("new route", () => database.Routes.AddAsync(route, CancellationToken.None)),
            ("route", () => database.Routes.UpdateAsync(route with { CacheDuration = 60, Version = 2 }, 1, CancellationToken.None)),
            ("end of route", () => database.Routes.DeleteAsync(_project.Id, route.Id, expectedVersion: null, Make.Time, CancellationToken.None)),
            ("cards", () => database.Projects.RaiseCardsRevisionAsync(_project.Id, CancellationToken.None)),
            ("end", () => database.Projects.DeleteAsync(_project.Id, expectedVersion: null, Make.Time, CancellationToken.None)),
        ];
        foreach (var (what, change) in changes)
        {
            var before = listening.Projects.Count;
            await change();
            await Eventually.TrueAsync(() => listening.Projects.Count > before);
            Assert.True(listening.Projects.All(id => id == _project.Id), what);
        }

        Assert.Empty(listening.Tenants);
    }

    [Fact]
    public async Task Hears_of_a_new_project()
    {
        await using var listening = await Listening.StartAsync(database.Url);
        var made = Make.Project();
        await database.Projects.AddAsync(made, CancellationToken.None);
        await Eventually.TrueAsync(() => listening.Projects.Contains(made.Id));
    }

    [Fact]
    public async Task Hears_changes_of_a_tenant()
    {
        await using var listening = await Listening.StartAsync(database.Url);
        await database.ExecuteAsync($"update tenants set name = name || '.' where id = '{Tenant.DefaultId}'");
        await Eventually.TrueAsync(() => listening.Tenants.Contains(Tenant.DefaultId));
    }

    [Fact]
    public async Task Hears_nothing_of_what_changes_nothing_or_was_taken_back()
    {
        await using var listening = await Listening.StartAsync(database.Url);
        await database.ExecuteAsync($"update projects set title = title where id = '{_project.Id}'");
        var readiness = database.Services.GetServices<IReadinessCheck>().OfType<DatabaseReadiness>().Single();
        Assert.Null(await readiness.CheckAsync(CancellationToken.None));
        await Assert.ThrowsAnyAsync<Exception>(() => database.ExecuteAsync($"update projects set title = 'x' where id = '{_project.Id}'; select 1 / 0"));

        // They come in order: whatever was told before is there when the last is.
        await database.ExecuteAsync($"update tenants set name = name || '.' where id = '{Tenant.DefaultId}'");
        await Eventually.TrueAsync(() => !listening.Tenants.IsEmpty);
        Assert.Single(listening.Tenants);
        Assert.Empty(listening.Projects);
    }

    [Fact]
    public async Task Hears_on_after_what_it_does_not_know()
    {
        await using var listening = await Listening.StartAsync(database.Url);
        foreach (var payload in new[] { "", "project", "project x", $"font {_project.Id}" })
        {
            await database.GetAsync<string>($"select pg_notify('pearl_changes', '{payload}')::text");
        }

        await database.ExecuteAsync($"update projects set title = 'After' where id = '{_project.Id}'");
        await Eventually.TrueAsync(() => !listening.Projects.IsEmpty);
        Assert.Equal(4, listening.Log.Warnings.Count());
    }

    [Fact]
    public async Task Closes_its_connection_while_nobody_asks_for_anything_and_opens_it_again()
    {
        await using var listening = await Listening.StartAsync(database.Url);
        Assert.Equal(1, await database.GetAsync<long>($"select count(*) {Listeners}"));
        listening.Clock.Advance(ServiceActivity.IdleAfter);
        await Eventually.TrueAsync(() => listening.Feed.Listening == 0);
        await Eventually.TrueAsync(async () => await database.GetAsync<long>($"select count(*) {Listeners}") == 0);

        listening.Activity.See();
        await Eventually.TrueAsync(() => listening.Feed.Listening == 2);
        await database.ExecuteAsync($"update projects set title = 'After' where id = '{_project.Id}'");
        await Eventually.TrueAsync(() => !listening.Projects.IsEmpty);
    }

    [Fact]
    public async Task Stays_closed_until_the_database_is_there_with_its_schema()
    {
        await using var listening = await Listening.StartAsync(database.Url, isStarted: false);
        Assert.Equal(0, listening.Feed.Listening);
        listening.Activity.Start();
        await Eventually.TrueAsync(() => listening.Feed.Listening == 1);
    }

    [Fact]
    public async Task Says_that_it_hears_nothing_while_the_connection_is_lost_and_connects_again()
    {
        await using var proxy = TcpProxy.Start(database.Url);
        await using var listening = await Listening.StartAsync(proxy.Before(database.Url));
        Assert.Equal(1, listening.Feed.Listening);
        proxy.Stop();
        await Eventually.TrueAsync(() => listening.Feed.Listening == 0);

        proxy.Start();
        await Eventually.TrueAsync(() => listening.Feed.Listening == 2);
        await database.ExecuteAsync($"update projects set title = 'After' where id = '{_project.Id}'");
        await Eventually.TrueAsync(() => !listening.Projects.IsEmpty);
    }

    [Fact]
    public async Task Connects_again_when_the_server_ends_its_session()
    {
        await using var listening = await Listening.StartAsync(database.Url);
        await database.GetAsync<long>($"select count(pg_terminate_backend(pid)) {Listeners}");
        await Eventually.TrueAsync(() => listening.Feed.Listening == 2);
    }

    [Fact]
    public async Task Never_listens_where_no_notification_would_come_through()
    {
        foreach (var url in new[] { database.Url + "?pgbouncer=true", "sqlite:./unused.db" })
        {
            await using var listening = Listening.Make(url);
            Assert.False(listening.Listener.CanListen);
            await listening.Listener.StartAsync(CancellationToken.None);
            await listening.Listener.ExecuteTask!;
            Assert.Equal(0, listening.Feed.Listening);
        }
    }

    [Fact]
    public async Task Listens_on_the_direct_address_past_a_pooler()
    {
        await using var listening = await Listening.StartAsync(database.Url + "?pgbouncer=true", database.Url);
        await database.ExecuteAsync($"update projects set title = 'After' where id = '{_project.Id}'");
        await Eventually.TrueAsync(() => !listening.Projects.IsEmpty);
    }

    [Fact]
    public async Task Hears_nothing_more_once_it_is_stopped()
    {
        await using var listening = await Listening.StartAsync(database.Url);
        await listening.Listener.StopAsync(CancellationToken.None);
        Assert.Equal(0, listening.Feed.Listening);
        await Eventually.TrueAsync(async () => await database.GetAsync<long>($"select count(*) {Listeners}") == 0);
    }

    private sealed class Listening : IAsyncDisposable
    {
        private readonly ILoggerFactory _logs;

        private Listening(string url, string? directUrl)
        {
            Activity = new ServiceActivity(Clock);
            _logs = LoggerFactory.Create(logging => logging.AddProvider(Log));
            var addresses = DatabaseAddresses.From(new DatabaseOptions { Url = url, DirectUrl = directUrl });
            Listener = new ChangeListener(addresses, Feed, Activity, _logs.CreateLogger<ChangeListener>());
            Feed.Watch(Projects.Enqueue, Tenants.Enqueue);
        }

        public FakeClock Clock { get; } = new();

        public ServiceActivity Activity { get; }

        public ChangeFeed Feed { get; } = new();

        public ListLogger Log { get; } = new();

        public ChangeListener Listener { get; }

        public ConcurrentQueue<Guid> Projects { get; } = [];

        public ConcurrentQueue<Guid> Tenants { get; } = [];

        public static Listening Make(string url, string? directUrl = null) => new(url, directUrl);

        public static async Task<Listening> StartAsync(string url, string? directUrl = null, bool isStarted = true)
        {
            var listening = Make(url, directUrl);
            await listening.Listener.StartAsync(CancellationToken.None);
            if (isStarted)
            {
                listening.Activity.Start();
                await Eventually.TrueAsync(() => listening.Feed.Listening != 0);
            }

            return listening;
        }

        public async ValueTask DisposeAsync()
        {
            await Listener.StopAsync(CancellationToken.None);
            Listener.Dispose();
            _logs.Dispose();
            Log.Dispose();
        }
    }
}
