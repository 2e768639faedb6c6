using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Copying;
using PearlIo.Application.Projects;
using PearlIo.Application.Routes;
using PearlIo.Domain.CachedImages;
using PearlIo.Infrastructure.Copying;
using PearlIo.Infrastructure.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Storage;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Copying;

/// <summary>A source with rows in all tables, and an empty target whose owner is no superuser: row-level security holds for it.</summary>
public sealed class DatabaseCopierTests : IAsyncLifetime
{
    private static readonly byte[] Bytes = [1, 2, 3];

    private readonly SqliteTestDatabase _source = new();
    private readonly EmptyPostgresTestDatabase _target = new();
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly string _owner = PostgresServer.NewName();

    private string From => _source.Url;

    private string To => PostgresServer.WithUser(_target.Url, _owner, "any");

    private CopyStores Stores => new(_folder.PathOf("from"), _folder.PathOf("to"));

    private StoreTelemetry Telemetry => new(_services.GetRequiredService<IMeterFactory>());

    public async Task InitializeAsync()
    {
        await _source.InitializeAsync();
        await _target.InitializeAsync();
        var server = await PostgresServer.GetAsync();

        // Roles belong to the whole server: made once here by a migration of the superuser, as an administrator would.
        await server.DropAsync(await server.CreateMigratedAsync());
        await server.ExecuteAsync($"create role {_owner} login in role {DatabaseScope.Role}");
        await server.ExecuteAsync($"alter database \"{DatabaseAddress.Parse(_target.Url).DatabaseName}\" owner to {_owner}");
        await SampleRows.AddAsync(From);
        Directory.CreateDirectory(Stores.From);
    }

    public async Task DisposeAsync()
    {
        await _target.DisposeAsync();
        await (await PostgresServer.GetAsync()).ExecuteAsync($"drop role {_owner}");
        await _source.DisposeAsync();
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Copies_all_rows_of_all_tables_and_leaves_the_source_as_it_was()
    {
        await KeepObjectsAsync();

        // Somebody else has the database open, so that there is a log beside it.
        await using var open = new SqliteConnection($"Data Source={_source.FilePath};Pooling=False");
        await open.OpenAsync();
        await _source.ExecuteAsync("update projects set version = version");
        var before = HashSource();
        Assert.True(new FileInfo(_source.FilePath + "-wal").Length > 0);

        var report = await CopyAsync(Stores);

        Assert.Equal(before, HashSource());
        Assert.True(report.IsSame);
        Assert.Empty(report.LeftOut);
        Assert.All(report.Tables, t => Assert.Equal(0, t.WithoutObject));
        var there = await SampleRows.CountAsync(_target.Url);
        foreach (var (table, rows) in await SampleRows.CountAsync(From))
        {
            Assert.Equal(CopyTable.NotCopied.ContainsKey(table) ? 0 : rows, there[table]);
        }

        Assert.DoesNotContain("pearl_copy", there.Keys);
    }

    [Fact]
    public async Task Copies_what_the_repositories_read()
    {
        await KeepObjectsAsync();
        await CopyAsync(Stores);
        await using var target = TestDatabase.BuildServices(_target.Url);

        var projects = await _source.Projects.ListAsync(after: null, limit: 100, CancellationToken.None);
        Assert.Equal(2, projects.Count);
        foreach (var project in projects)
        {
            Assert.Equivalent(project, await target.GetRequiredService<IProjectRepository>().FindAsync(project.Id, CancellationToken.None), strict: true);
            var routes = await _source.Routes.ListAsync(project.Id, after: null, limit: 100, CancellationToken.None);
            Assert.Single(routes);
            Assert.Equivalent(routes, await target.GetRequiredService<IRouteRepository>().ListAsync(project.Id, after: null, limit: 100, CancellationToken.None), strict: true);
        }

        var name = ObjectName.Parse(await _target.GetAsync<string>("select storage_path from cards order by slot limit 1"));
        Assert.Equal(Bytes, await new LocalImageStore(Stores.To, Telemetry).GetAsync(name, CancellationToken.None));
    }

    [Fact]
    public async Task Copies_cards_into_the_bucket_of_the_settings_and_takes_it_for_the_target()
    {
        await KeepObjectsAsync();
        var server = await S3Server.GetAsync();
        var settings = server.Settings(await server.CreateBucketAsync());
        await using var services = TestDatabase.BuildServices(_target.Url, s => s
            .AddStorage(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddCopying());
        var copier = services.GetRequiredService<IDatabaseCopier>();

        var report = await copier.CopyAsync(
            new CopyRequest(From, To, new CopyStores(Stores.From, CopyStores.Bucket)), new Progress<CopyProgress>(), CancellationToken.None);

        Assert.True(report.IsSame);
        Assert.All(report.Tables, t => Assert.Equal(0, t.WithoutObject));
        var store = services.GetRequiredService<IImageStore>();
        Assert.Equal(2, await store.ListAsync(prefix: null, CancellationToken.None).CountAsync());
        Assert.True(await ActivatorUtilities.CreateInstance<StoreOwnership>(services, store).MayDeleteAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Says_what_is_wrong_with_a_bucket_that_is_not_set()
    {
        var unset = await Assert.ThrowsAsync<CopyException>(() => CopyAsync(new CopyStores(Stores.From, CopyStores.Bucket)));
        var both = await Assert.ThrowsAsync<CopyException>(() => CopyAsync(new CopyStores(CopyStores.Bucket, CopyStores.Bucket)));

        Assert.Contains("S3_ or CLOUDFLARE_", unset.Message, StringComparison.Ordinal);
        Assert.Contains("one and the same bucket", both.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Knows_every_table_and_every_column_of_both_schemas()
    {
        var server = await PostgresServer.GetAsync();
        var url = await server.CreateMigratedAsync();
        var here = await SampleRows.CountAsync(From);
        var there = await SampleRows.CountAsync(url);
        var known = CopyTable.All.Select(t => t.Name).Concat(CopyTable.NotCopied.Keys).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(here.Keys.Concat(there.Keys), t => !known.Contains(t));
        Assert.All(CopyTable.All, t => Assert.True(here.GetValueOrDefault(t.Name) > 0, $"{t.Name} has no rows in the tests."));

        await using (var source = await CopySource.OpenAsync(DatabaseAddress.Parse(From), CancellationToken.None))
        await using (var target = await CopyTarget.OpenAsync(DatabaseAddress.Parse(url), From, CancellationToken.None))
        {
            foreach (var table in CopyTable.All)
            {
                var types = await target.GetTypesAsync(table, CancellationToken.None);
                var columns = await source.GetColumnsAsync(table, CancellationToken.None);
                Assert.Equal(types.Keys.Order(StringComparer.Ordinal), columns.Select(c => c.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
                Assert.All(columns, c => Assert.NotEmpty(new CopyColumn(c.Name, types[c.Name], c.KeyPosition).AsText));
                Assert.Contains(columns, c => c.KeyPosition > 0);
            }
        }

        await server.DropAsync(url);
    }

    [Fact]
    public async Task Leaves_cards_out_without_their_stores()
    {
        var report = await CopyAsync(stores: null);

        Assert.True(report.IsSame);
        Assert.Equal(["cached_images", "cards"], report.LeftOut, StringComparer.Ordinal);
        Assert.Equal(0, await _target.GetAsync<long>("select count(*) from cached_images"));
        Assert.Equal(2, await _target.GetAsync<long>("select count(*) from projects"));
    }

    [Fact]
    public async Task Leaves_out_the_cards_whose_bytes_are_missing_or_others()
    {
        await KeepObjectsAsync();
        var path = await _source.GetAsync<string>("select storage_path from cached_images order by id limit 1");
        await File.WriteAllTextAsync(Path.Combine(Stores.From, path), "other bytes");

        var report = await CopyAsync(Stores);

        Assert.True(report.IsSame);
        Assert.Equal((1, 1), report.Tables.Where(t => t.Name is "cached_images").Select(t => (t.TargetRows, t.WithoutObject)).Single());
        Assert.Equal((1, 1), report.Tables.Where(t => t.Name is "cards").Select(t => (t.TargetRows, t.WithoutObject)).Single());
        Assert.False(File.Exists(Path.Combine(Stores.To, path)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public async Task Goes_on_where_it_was_stopped(int batches)
    {
        await KeepObjectsAsync();
        using var stop = new CancellationTokenSource();
        var seen = new List<CopyProgress>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CopyAsync(
            Stores,
            p =>
            {
                seen.Add(p);
                if (seen.Count == batches)
                {
                    stop.Cancel();
                }
            },
            cancellationToken: stop.Token));
        var refused = await Assert.ThrowsAsync<CopyException>(() => CopyFromAnotherAsync());
        var again = new List<CopyProgress>();
        var report = await CopyAsync(Stores, again.Add);

        Assert.Contains("unfinished copy of sqlite:", refused.Message, StringComparison.Ordinal);
        Assert.True(report.IsSame);
        Assert.Equal(seen[^1], again.First(a => string.Equals(a.Table, seen[^1].Table, StringComparison.Ordinal)));
        var exception = await Assert.ThrowsAsync<CopyException>(() => CopyAsync(Stores));
        Assert.Contains("it has 1 tenants, 2 projects, 2 routes", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Use an empty database", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_a_database_alone_that_has_something_in_it()
    {
        await _target.Migrator.UpAsync("CreateProjectsAndRoutes", CancellationToken.None);
        await _target.ExecuteAsync("""
            insert into projects (id, tenant_id, title, url, cache_duration)
            values ('01890000-0000-7000-8000-0000000000ff', '00000000-0000-7000-8000-000000000001', 'Theirs', 'https://example.org', 60)
            """);
        var before = await SampleRows.CountAsync(_target.Url);

        var exception = await Assert.ThrowsAsync<CopyException>(() => CopyAsync(Stores, to: _target.Url));

        Assert.Contains("it has 1 projects. Use an empty database", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, await SampleRows.CountAsync(_target.Url));
    }

    [Fact]
    public async Task Leaves_a_database_alone_that_is_another_programs()
    {
        await _target.ExecuteAsync("create table theirs (id integer)");

        var exception = await Assert.ThrowsAsync<CopyException>(() => CopyAsync(Stores));

        Assert.Contains("1 tables that are none of this program's", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["theirs"], (await SampleRows.CountAsync(_target.Url)).Keys, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("update projects set title = 'Acme!' where title = 'Acme'")]
    [InlineData("update projects set created_at = created_at + interval '1 microsecond' where title = 'Acme'")]
    [InlineData("update projects set theme = '{\"accent\": \"#fff\"}' where title = 'Acme'")]
    [InlineData("update projects set favicon = '' where title = 'Acme'")]
    [InlineData("delete from projects where title = 'Acme'")]
    [InlineData("insert into projects (id, tenant_id, title, url, cache_duration) select gen_random_uuid(), tenant_id, title, url, 1 from projects limit 1")]
    public async Task Notices_a_row_that_is_not_as_it_was_copied(string change)
    {
        var report = await CopyAsync(stores: null, p =>
        {
            if (p.Table is "usage_daily")
            {
                _target.ExecuteAsync(change).GetAwaiter().GetResult();
            }
        });

        Assert.False(report.IsSame);
        Assert.False(report.Tables.Single(t => t.Name is "projects").IsSame);
        Assert.True(report.Tables.Single(t => t.Name is "tenants").IsSame);
        Assert.False((await CopyAsync(stores: null)).IsSame);
    }

    [Fact]
    public async Task Refuses_a_source_that_is_not_there() =>
        await AssertRefusedAsync("There is no file", from: "sqlite:" + _folder.PathOf("nothing.db"));

    [Fact]
    public async Task Refuses_a_source_that_is_no_database()
    {
        await File.WriteAllTextAsync(_folder.PathOf("notes.txt"), new string('x', 10_000));

        await AssertRefusedAsync("is not a SQLite database", from: "sqlite:" + _folder.PathOf("notes.txt"));
    }

    [Fact]
    public async Task Refuses_a_source_that_is_another_programs()
    {
        await using (var connection = new SqliteConnection($"Data Source={_folder.PathOf("other.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "create table theirs (id integer)";
            await command.ExecuteNonQueryAsync();
        }

        await AssertRefusedAsync("is no database of this program", from: "sqlite:" + _folder.PathOf("other.db"));
    }

    [Fact]
    public async Task Refuses_a_source_with_an_older_schema()
    {
        await _source.Migrator.DownAsync("CreateProjectsAndRoutes", CancellationToken.None);

        await AssertRefusedAsync("pearl migrate up");
    }

    [Fact]
    public async Task Refuses_a_source_with_a_newer_schema()
    {
        await _source.ExecuteAsync("""insert into "__EFMigrationsHistory" ("MigrationId", "ProductVersion") values ('99990101000000_FromTheFuture', '99')""");

        await AssertRefusedAsync("Copy with the newer program");
    }

    [Theory]
    [InlineData("update projects set theme = 'not json' where title = 'Acme'", "theme")]
    [InlineData("update projects set title = 'a' || char(0) || 'b' where title = 'Acme'", "title")]
    [InlineData("update projects set created_at = 'yesterday' where title = 'Acme'", "created_at")]
    [InlineData("update projects set version = 'three' where title = 'Acme'", "version")]
    public async Task Names_the_row_that_cannot_be_copied(string change, string column)
    {
        await _source.ExecuteAsync(change);

        var exception = await Assert.ThrowsAsync<CopyException>(() => CopyAsync(stores: null));

        Assert.Contains("in projects, the row with the key 01890000-0000-7000-8000-000000000001", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"a {column} that", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goes_on_after_the_target_had_no_room_left()
    {
        await new DatabaseMigrator(DatabaseAddress.Parse(To)).UpAsync(target: null, CancellationToken.None);
        await _target.ExecuteAsync("""
            create function fill() returns trigger language plpgsql as 'begin raise exception using errcode = ''53100'', message = ''No space left on device''; end';
            create trigger full_disk before insert on routes for each row execute function fill();
            """);

        var exception = await Assert.ThrowsAsync<CopyException>(() => CopyAsync(stores: null));
        await _target.ExecuteAsync("drop function fill() cascade");

        Assert.Contains("has no room left: No space left on device. Make some. Then run the same command again", exception.Message, StringComparison.Ordinal);
        Assert.True((await CopyAsync(stores: null)).IsSame);
    }

    [Fact]
    public async Task Says_that_a_store_is_not_there_or_cannot_be_written()
    {
        await File.WriteAllTextAsync(_folder.PathOf("file"), "in the way");

        var nothing = await Assert.ThrowsAsync<CopyException>(() => CopyAsync(Stores with { From = _folder.PathOf("nothing") }));
        var unwritable = await Assert.ThrowsAsync<CopyException>(() => CopyAsync(Stores with { To = _folder.PathOf("file/store") }));

        Assert.Contains("--store-from", nothing.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.PathOf("file/store"), unwritable.Message, StringComparison.Ordinal);
        Assert.Empty(await SampleRows.CountAsync(_target.Url));
    }

    [Fact]
    public async Task Says_that_only_the_owner_can_copy()
    {
        await _target.Migrator.UpAsync(target: null, CancellationToken.None);

        await AssertRefusedAsync("Connect as the role that owns the database and its tables");
    }

    [Fact]
    public async Task Says_what_is_wrong_with_the_address_of_the_target()
    {
        await AssertRefusedAsync("The address in --to", to: "postgresql://me:hunter2@host/db?sslmode=maybe");
        await AssertRefusedAsync("Check that it runs and that --to is right", to: "postgresql://me:hunter2@%2Fnonexistent/db");
        await AssertRefusedAsync("Name the one past it", to: "postgresql://me:hunter2@host/db?pgbouncer=true");
    }

    [Fact]
    public async Task Waits_for_another_copy_into_the_same_database()
    {
        Task<CopyReport> waiting;
        await using (await CopyTarget.OpenAsync(DatabaseAddress.Parse(_target.Url), From, CancellationToken.None))
        {
            waiting = CopyAsync(stores: null);
            while (await _target.GetAsync<long>("select count(*) from pg_locks where locktype = 'advisory' and not granted") == 0)
            {
                Assert.False(waiting.IsCompleted);
            }

            Assert.Empty(await SampleRows.CountAsync(_target.Url));
        }

        Assert.True((await waiting).IsSame);
    }

    private async Task KeepObjectsAsync()
    {
        var hash = Sha256Hash.Of(Bytes).Hex;
        await _source.ExecuteAsync($"update cached_images set content_hash = '{hash}'");
        await _source.ExecuteAsync($"update cards set content_hash = '{hash}'");
        var store = new LocalImageStore(Stores.From, Telemetry);
        foreach (var order in new[] { "asc", "desc" })
        {
            var path = await _source.GetAsync<string>($"select storage_path from cached_images order by id {order} limit 1");
            await store.PutAsync(ObjectName.Parse(path), Bytes, CancellationToken.None);
        }
    }

    private List<string> HashSource() => new[] { _source.FilePath, _source.FilePath + "-wal" }
        .Select(f =>
        {
            using var file = new FileStream(f, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return Convert.ToHexString(SHA256.HashData(file));
        })
        .ToList();

    private async Task CopyFromAnotherAsync()
    {
        var other = new SqliteTestDatabase();
        await other.InitializeAsync();
        try
        {
            await CopyAsync(Stores, from: other.Url);
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    private async Task AssertRefusedAsync(string message, string? from = null, string? to = null)
    {
        var exception = await Assert.ThrowsAsync<CopyException>(() => CopyAsync(stores: null, from: from, to: to));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    // One row a batch, so that a copy can be cut off anywhere.
    private Task<CopyReport> CopyAsync(
        CopyStores? stores, Action<CopyProgress>? report = null, string? from = null, string? to = null, CancellationToken cancellationToken = default) =>
        new DatabaseCopier(Telemetry, batchRows: 1).CopyAsync(
            new CopyRequest(from ?? From, to ?? To, stores), new Reports(report ?? (_ => { })), cancellationToken);

    private sealed class Reports(Action<CopyProgress> report) : IProgress<CopyProgress>
    {
        public void Report(CopyProgress value) => report(value);
    }
}
