using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

/// <summary>The partitions of kept cards on a real server, whose own clock decides which days are over.</summary>
public sealed class PartitionTests(PostgresTestDatabase database) : IClassFixture<PostgresTestDatabase>, IAsyncLifetime
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow);
    private static readonly DateOnly Past = Today.AddDays(-3);
    private static readonly DateOnly Coming = Today.AddDays(7);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Project _project = Make.Project();
    private Route _route = null!;

    private IPartitions Partitions => database.Partitions;

    public async Task InitializeAsync()
    {
        await database.ClearAsync();
        foreach (var day in await Partitions.ListDaysAsync(CancellationToken.None))
        {
            await database.ExecuteAsync($"drop table {Name(day)}");
        }

        await database.Projects.AddAsync(_project, CancellationToken.None);
        _route = Make.Route(_project.Id);
        await database.Routes.AddAsync(_route, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Makes_a_day_and_moves_its_rows_out_of_the_default_partition()
    {
        var first = await AddAsync(Coming, TimeSpan.Zero);
        var last = await AddAsync(Coming, TimeSpan.FromDays(1) - TimeSpan.FromMicroseconds(1));
        var before = await AddAsync(Coming, -TimeSpan.FromMicroseconds(1));
        var after = await AddAsync(Coming, TimeSpan.FromDays(1));

        Assert.Equal(PartitionOutcome.Made, await MakeAsync(Coming));

        Assert.Equal([Coming], await Partitions.ListDaysAsync(CancellationToken.None));
        Assert.Equal([Name(Coming), Name(Coming), "cached_images_default", "cached_images_default"], [await PlaceAsync(first), await PlaceAsync(last), await PlaceAsync(before), await PlaceAsync(after)]);
        Assert.Equal(Name(Coming), await PlaceAsync(await AddAsync(Coming, TimeSpan.FromHours(12))));
    }

    [Fact]
    public async Task Moves_a_confirmed_card_to_the_day_on_which_it_goes_now()
    {
        await MakeAsync(Coming);
        await MakeAsync(Coming.AddDays(1));
        var image = await AddAsync(Coming, TimeSpan.FromHours(1));
        Assert.Equal(Name(Coming), await PlaceAsync(image));
        var expiresAt = Start(Coming.AddDays(1)).AddHours(2);

        Assert.Equal(
            WriteOutcome.Done,
            await database.CachedImages.ConfirmAsync(Make.Card(image), image.FreshUntil.AddDays(1), expiresAt, image.CreatedAt.AddDays(1), CancellationToken.None));

        Assert.Equal(Name(Coming.AddDays(1)), await PlaceAsync(image));
        Assert.Equal(expiresAt, (await database.CachedImages.FindCardAsync(image.Slot, CancellationToken.None))?.ExpiresAt);
    }

    [Fact]
    public async Task Makes_a_day_once()
    {
        Assert.Equal(PartitionOutcome.Made, await MakeAsync(Coming));
        Assert.Equal(PartitionOutcome.Exists, await MakeAsync(Coming));
    }

    [Fact]
    public async Task Means_the_same_days_whatever_the_time_zone_of_the_session()
    {
        var name = DatabaseAddress.Parse(database.Url).DatabaseName;
        await database.ExecuteAsync($"alter database \"{name}\" set timezone = 'Pacific/Kiritimati'");
        try
        {
            await using var services = TestDatabase.BuildServices(database.Url + (database.Url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "application_name=elsewhere");
            var partitions = services.GetRequiredService<IPartitions>();

            Assert.Equal(PartitionOutcome.Made, await partitions.MakeAsync(Coming, CancellationToken.None));
        }
        finally
        {
            await database.ExecuteAsync($"alter database \"{name}\" reset timezone");
        }

        Assert.Equal(Name(Coming), await PlaceAsync(await AddAsync(Coming, TimeSpan.Zero)));
        Assert.Equal("cached_images_default", await PlaceAsync(await AddAsync(Coming, -TimeSpan.FromMicroseconds(1))));
    }

    [Fact]
    public async Task Keeps_writing_where_no_day_is_made_far_enough_ahead()
    {
        Assert.Equal(PartitionOutcome.Made, await MakeAsync(Coming));

        var image = await AddAsync(Coming.AddDays(400), TimeSpan.Zero);

        Assert.Equal("cached_images_default", await PlaceAsync(image));
        Assert.Equal(Make.Card(image), await database.CachedImages.FindCardAsync(image.Slot, CancellationToken.None));
    }

    [Fact]
    public async Task Counts_rows_of_the_default_partition_that_expire_within_days()
    {
        await AddAsync(Coming, TimeSpan.Zero);
        await AddAsync(Coming.AddDays(1), TimeSpan.FromHours(-1));
        await AddAsync(Coming.AddDays(1), TimeSpan.Zero);
        await AddAsync(Coming, TimeSpan.FromHours(-1));

        Assert.Equal(2, await Partitions.CountDefaultRowsAsync(Coming, Coming.AddDays(1), CancellationToken.None));

        await MakeAsync(Coming);
        Assert.Equal(0, await Partitions.CountDefaultRowsAsync(Coming, Coming.AddDays(1), CancellationToken.None));
    }

    [Fact]
    public async Task Drops_a_day_that_is_over_once_the_names_of_its_objects_are_kept_elsewhere()
    {
        await MakeAsync(Past);
        var image = await AddAsync(Past, TimeSpan.FromHours(5));
        Assert.Equal(Name(Past), await PlaceAsync(image));

        Assert.Equal(PartitionOutcome.Filled, await DropAsync(Past));
        Assert.Equal(1, await database.CachedImages.DeleteExpiredAsync(DateTimeOffset.UtcNow, 10, CancellationToken.None));
        Assert.Equal(PartitionOutcome.Dropped, await DropAsync(Past));

        Assert.Empty(await Partitions.ListDaysAsync(CancellationToken.None));
        Assert.Equal(PartitionOutcome.Missing, await DropAsync(Past));
        Assert.Equal(image.StoragePath.Value, Assert.Single(await database.DoomedObjects.ListAsync(after: null, 10, CancellationToken.None)).Name);
        Assert.Equal("cached_images_default", await PlaceAsync(await AddAsync(Past, TimeSpan.FromHours(5))));
    }

    [Fact]
    public async Task Refuses_to_drop_a_day_that_is_not_over()
    {
        await MakeAsync(Coming);

        var exception = await Assert.ThrowsAsync<PostgresException>(() => DropAsync(Coming));

        Assert.Contains("not over", exception.MessageText, StringComparison.Ordinal);
        Assert.Equal([Coming], await Partitions.ListDaysAsync(CancellationToken.None));
    }

    // While the reader stays, each who comes behind the drop waits for it to give up, and then goes on.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Gives_up_where_a_long_transaction_reads_and_lets_those_behind_go_on(bool drop)
    {
        await MakeAsync(Past);
        await using var reader = await BeginAsync("select count(*) from cached_images");
        await WithLockTimeoutAsync("3s", async () =>
        {
            var changing = drop ? DropAsync(Past) : MakeAsync(Coming);
            await UntilWaitingAsync(1, changing);
            var writing = AddAsync(Past, TimeSpan.Zero);
            var counting = database.GetAsync<long>("select count(*) from cached_images");
            await UntilWaitingAsync(2, changing);

            Assert.Equal(PartitionOutcome.Busy, await changing.WaitAsync(Patience));
            await writing.WaitAsync(Patience);
            await counting.WaitAsync(Patience);
        });

        await reader.DisposeAsync();
        await database.CachedImages.DeleteExpiredAsync(DateTimeOffset.UtcNow, 10, CancellationToken.None);
        Assert.Equal(
            drop ? PartitionOutcome.Dropped : PartitionOutcome.Made,
            await UntilNotBusyAsync(() => drop ? DropAsync(Past) : MakeAsync(Coming)));
    }

    // The server's own clean-up may hold a lock for a moment, and is waited for as the service does: by another try.
    private static async Task<PartitionOutcome> UntilNotBusyAsync(Func<Task<PartitionOutcome>> attempt)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var outcome = await attempt();
        while (outcome == PartitionOutcome.Busy)
        {
            deadline.Token.ThrowIfCancellationRequested();
            outcome = await attempt();
        }

        return outcome;
    }

    [Fact]
    public async Task Leaves_nothing_half_made_where_the_server_ends_it_midway()
    {
        var image = await AddAsync(Coming, TimeSpan.Zero);
        await using var writer = await BeginAsync("lock table routes in row exclusive mode");
        await WithLockTimeoutAsync("60s", async () =>
        {
            await using var connection = await OpenAsync();
            await using var command = new NpgsqlCommand($"select make_partition('{Coming:yyyy-MM-dd}')", connection);
            var making = command.ExecuteScalarAsync();
            await UntilWaitingAsync(1, making);
            await database.GetAsync<bool>($"select pg_terminate_backend({connection.ProcessID}, 60000)");

            await Assert.ThrowsAnyAsync<NpgsqlException>(() => making);
        });
        await writer.DisposeAsync();

        Assert.Empty(await Partitions.ListDaysAsync(CancellationToken.None));
        Assert.False(await database.GetAsync<bool>($"select to_regclass('{Name(Coming)}') is not null"));
        Assert.Equal("cached_images_default", await PlaceAsync(image));
        Assert.Equal(PartitionOutcome.Made, await MakeAsync(Coming));
        Assert.Equal(Name(Coming), await PlaceAsync(image));
    }

    [Fact]
    public async Task Lets_many_replicas_keep_up_the_same_partitions_while_cards_are_written()
    {
        await MakeAsync(Past);
        await MakeAsync(Today.AddDays(-1));
        var images = new List<CachedImage>();
        for (var i = 0; i < 20; i++)
        {
            images.Add(await AddAsync(Today.AddDays(i * 3), TimeSpan.FromHours(i)));
        }

        var keeping = Enumerable.Range(0, 4).Select(_ => Task.Run(KeepUpAsync)).ToList();
        var writing = Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            List<CachedImage> own = [];
            for (var i = 0; i < 20; i++)
            {
                own.Add(await AddAsync(Today.AddDays(w * 13 + i), TimeSpan.FromHours(i)));
            }

            return own;
        })).ToList();
        await Task.WhenAll(keeping);
        images.AddRange((await Task.WhenAll(writing)).SelectMany(own => own));

        Assert.Equal(Enumerable.Range(-1, PartitionUpkeep.DaysAhead + 2).Select(Today.AddDays), await Partitions.ListDaysAsync(CancellationToken.None));
        foreach (var image in images)
        {
            var day = DateOnly.FromDateTime(image.ExpiresAt.UtcDateTime);
            Assert.Equal(day > Today.AddDays(PartitionUpkeep.DaysAhead) ? "cached_images_default" : Name(day), await PlaceAsync(image));
        }
    }

    [Fact]
    public async Task Leaves_one_current_card_of_a_slot_whose_writers_fill_many_partitions()
    {
        for (var i = 0; i < 3; i++)
        {
            await MakeAsync(Coming.AddDays(i));
        }

        var slot = Make.Slot();
        var images = Enumerable.Range(0, 50).Select(i => Make.Image(
            _project.Id, _route.Id, slot, createdAt: Make.Time.AddSeconds(i), expiresAt: Start(Coming.AddDays(i % 5)))).ToList();

        await Task.WhenAll(images.OrderBy(i => i.CacheKey.Hex, StringComparer.Ordinal).Select(i => Task.Run(() => database.CachedImages.AddAsync(i, CancellationToken.None))));

        Assert.Equal(Make.Card(images[^1]), await database.CachedImages.FindCardAsync(slot, CancellationToken.None));
        Assert.Equal(1, await database.GetAsync<long>($"select count(*) from cards where slot = '{slot.Hash.Hex}'"));
        Assert.Equal(50, await database.GetAsync<long>("select count(*) from cached_images"));
    }

    [Fact]
    public async Task Dooms_all_objects_of_a_deleted_route_wherever_its_rows_stand()
    {
        await MakeAsync(Past);
        await MakeAsync(Coming);
        CachedImage[] images = [await AddAsync(Past, TimeSpan.Zero), await AddAsync(Coming, TimeSpan.Zero), await AddAsync(Coming.AddDays(1), TimeSpan.Zero)];

        Assert.Equal(WriteOutcome.Done, await database.Routes.DeleteAsync(_project.Id, _route.Id, expectedVersion: null, Make.Time, CancellationToken.None));

        var doomed = await database.DoomedObjects.ListAsync(after: null, 10, CancellationToken.None);
        Assert.Equal(images.Select(i => i.StoragePath.Value).Order(StringComparer.Ordinal), doomed.Select(d => d.Name).Order(StringComparer.Ordinal));
        Assert.Equal(0, await database.GetAsync<long>("select count(*) from cached_images"));
        Assert.Equal(0, await database.GetAsync<long>("select count(*) from cards"));
    }

    [Fact]
    public async Task Takes_all_rows_of_a_deleted_project_wherever_they_stand()
    {
        await MakeAsync(Past);
        await AddAsync(Past, TimeSpan.Zero);
        await AddAsync(Coming, TimeSpan.Zero);

        Assert.Equal(WriteOutcome.Done, await database.Projects.DeleteAsync(_project.Id, expectedVersion: null, Make.Time, CancellationToken.None));

        Assert.Equal(0, await database.GetAsync<long>("select count(*) from cached_images"));
        Assert.Equal(ObjectPrefix.Project(_project.Id).Value, Assert.Single(await database.DoomedObjects.ListAsync(after: null, 10, CancellationToken.None)).Name);
    }

    [Fact]
    public async Task Cleans_up_by_the_index_of_the_tenant_in_partitions_that_have_begun_to_expire_only()
    {
        await MakeAsync(Past);
        await MakeAsync(Coming);
        await MakeAsync(Coming.AddDays(1));

        var plan = string.Join('\n', await database.Database.ReadAsync(
            session => session.QueryAsync<string>(
                "explain select id, expires_at from cached_images where expires_at < @now order by expires_at, id limit 500 for update skip locked",
                new { now = DateTimeOffset.UtcNow },
                CancellationToken.None),
            CancellationToken.None));

        Assert.Contains(Name(Past), plan, StringComparison.Ordinal);
        Assert.DoesNotContain(Name(Coming), plan, StringComparison.Ordinal);
        Assert.DoesNotContain(Name(Coming.AddDays(1)), plan, StringComparison.Ordinal);
    }

    private static string Name(DateOnly day) => $"cached_images_{day:yyyyMMdd}";

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private async Task<bool> KeepUpAsync()
    {
        await using var services = TestDatabase.BuildServices(database.Url);
        var upkeep = new PartitionUpkeep(
            services.GetRequiredService<IPartitions>(),
            services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(),
            TimeProvider.System,
            NullLogger<PartitionUpkeep>.Instance);
        using var patience = new CancellationTokenSource(Patience);
        while (!await upkeep.RunAsync(patience.Token))
        {
            patience.Token.ThrowIfCancellationRequested();
        }

        return true;
    }

    private Task<PartitionOutcome> MakeAsync(DateOnly day) => Partitions.MakeAsync(day, CancellationToken.None);

    private Task<PartitionOutcome> DropAsync(DateOnly day) => Partitions.DropAsync(day, CancellationToken.None);

    private async Task<CachedImage> AddAsync(DateOnly day, TimeSpan time)
    {
        var image = Make.Image(_project.Id, _route.Id, expiresAt: Start(day) + time);
        Assert.Equal(WriteOutcome.Done, await database.CachedImages.AddAsync(image, CancellationToken.None));
        return image;
    }

    private Task<string> PlaceAsync(CachedImage image) =>
        database.GetAsync<string>($"select tableoid::regclass::text from cached_images where id = '{image.Id}'");

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(Infrastructure.Migrations.MigrationHistory.PostgresConnectionString(DatabaseAddress.Parse(database.Url)));
        await connection.OpenAsync();
        return connection;
    }

    // Unpooled: closing it ends its transaction.
    private async Task<NpgsqlConnection> BeginAsync(string sql)
    {
        var connection = await OpenAsync();
        await using var command = new NpgsqlCommand($"begin; {sql}", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    // Long enough for a test to look while the function waits.
    private async Task WithLockTimeoutAsync(string timeout, Func<Task> work)
    {
        const string functions = "make_partition(date) drop_partition(date)";
        var before = await database.GetAsync<string>("select c from pg_proc, unnest(proconfig) c where proname = 'make_partition' and c like 'lock_timeout%'");
        await SetAsync(timeout);
        try
        {
            await work();
        }
        finally
        {
            await SetAsync(before["lock_timeout=".Length..]);
        }

        async Task SetAsync(string value)
        {
            foreach (var function in functions.Split(' '))
            {
                await database.ExecuteAsync($"alter function {function} set lock_timeout = '{value}'");
            }
        }
    }

    private async Task UntilWaitingAsync(int count, Task changing)
    {
        while (await database.GetAsync<long>(
            "select count(distinct pid) from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())") < count)
        {
            Assert.False(changing.IsCompleted);
        }
    }
}
