using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Health;
using PearlIo.Domain.CachedImages;
using PearlIo.Infrastructure.Storage;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Storage;

public sealed class LocalImageStoreTests : ImageStoreContract, IDisposable
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)];

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    public LocalImageStoreTests()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new KeyValuePair<string, string?>("STORAGE_PATH", Root)])
            .Build();
        _services = new ServiceCollection().AddLogging().AddStorage(configuration).BuildServiceProvider();
    }

    protected override IImageStore Store => _services.GetRequiredService<IImageStore>();

    private LocalImageStore Local => Assert.IsType<LocalImageStore>(Store);

    private StoreTelemetry Telemetry => _services.GetRequiredService<StoreTelemetry>();

    private string Root => _folder.PathOf("store");

    protected override async Task PutForeignAsync(string key)
    {
        var path = Path.Combine(Root, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "foreign");
    }

    public void Dispose()
    {
        _services.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Keeps_an_object_under_its_name_and_leaves_nothing_else()
    {
        var name = Name();

        await Store.PutAsync(name, Bytes, CancellationToken.None);

        Assert.Equal([Path.Combine(Root, name.Value)], Files(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Removes_folders_that_a_delete_emptied()
    {
        var project = Guid.CreateVersion7();
        var name = Name(project);
        await Store.PutAsync(name, Bytes, CancellationToken.None);
        await Store.PutAsync(Name(project), Bytes, CancellationToken.None);

        await Store.DeleteAsync(name, CancellationToken.None);
        Assert.False(Directory.Exists(Path.GetDirectoryName(Path.Combine(Root, name.Value))));
        Assert.Single(Files());

        await Store.DeleteAllAsync(ObjectPrefix.Project(project), CancellationToken.None);
        Assert.True(Directory.Exists(Root));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Root));
    }

    [Fact]
    public async Task Says_that_a_file_stands_where_a_folder_should_be()
    {
        var name = Name();
        Directory.CreateDirectory(Root);
        await File.WriteAllTextAsync(Path.Combine(Root, "cards"), "in the way");

        var put = await Assert.ThrowsAsync<IOException>(() => Store.PutAsync(name, Bytes, CancellationToken.None));
        var get = await Assert.ThrowsAsync<IOException>(() => Store.GetAsync(name, CancellationToken.None));

        Assert.Contains(Root, put.Message, StringComparison.Ordinal);
        Assert.Contains(Root, get.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_folder_stands_where_an_object_should_be()
    {
        var name = Name();
        Directory.CreateDirectory(Path.Combine(Root, name.Value));

        await Assert.ThrowsAsync<IOException>(() => Store.PutAsync(name, Bytes, CancellationToken.None));
        await Assert.ThrowsAsync<IOException>(() => Store.GetAsync(name, CancellationToken.None));

        Assert.Empty(Files());
    }

    [Fact]
    public async Task Takes_no_folder_that_went_away_for_missing_objects()
    {
        var name = Name();
        await Store.PutAsync(name, Bytes, CancellationToken.None);
        Directory.Move(Root, _folder.PathOf("unmounted"));

        var exception = await Assert.ThrowsAsync<IOException>(() => Store.GetAsync(name, CancellationToken.None));
        await Assert.ThrowsAsync<IOException>(() => Store.DeleteAsync(name, CancellationToken.None));
        await Assert.ThrowsAsync<IOException>(() => Store.DeleteAllAsync(ObjectPrefix.Project(Guid.NewGuid()), CancellationToken.None));

        Assert.Contains(Root, exception.Message, StringComparison.Ordinal);
    }

    // /dev/full answers every write with the kernel's own "No space left on device", to root too.
    [Fact]
    public async Task Keeps_the_old_object_and_leaves_no_part_where_the_disk_is_full()
    {
        var name = Name();
        await Store.PutAsync(name, "old"u8.ToArray(), CancellationToken.None);
        var full = new LocalImageStore(Root, Telemetry, path =>
        {
            File.Create(path).Dispose();
            return new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        });

        var put = await Assert.ThrowsAsync<IOException>(() => full.PutAsync(name, Bytes, CancellationToken.None));
        var probe = await Assert.ThrowsAsync<IOException>(() => full.ProbeAsync(CancellationToken.None));

        Assert.Contains("No space left on device", put.Message, StringComparison.Ordinal);
        Assert.Contains("No space left on device", probe.Message, StringComparison.Ordinal);
        Assert.Equal("old"u8.ToArray(), await Store.GetAsync(name, CancellationToken.None));
        Assert.Single(Files());
    }

    [Fact]
    public async Task Probe_says_what_is_in_the_way()
    {
        var store = Store;
        await File.WriteAllTextAsync(Root, "in the way");

        var exception = await Assert.ThrowsAsync<IOException>(() => store.ProbeAsync(CancellationToken.None));

        Assert.Contains(Root, exception.Message, StringComparison.Ordinal);
        var message = await _services.GetRequiredService<IReadinessCheck>().CheckAsync(CancellationToken.None);
        Assert.NotNull(message);
        Assert.DoesNotContain(Root, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_ready_where_the_folder_can_be_made()
    {
        Assert.Null(await _services.GetRequiredService<IReadinessCheck>().CheckAsync(CancellationToken.None));
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Lists_nothing_where_there_is_no_folder_yet_and_fails_where_it_went_away()
    {
        Assert.Empty(await ListAsync(prefix: null));
        await Store.PutAsync(Name(), Bytes, CancellationToken.None);
        Directory.Move(Root, _folder.PathOf("unmounted"));

        await Assert.ThrowsAsync<IOException>(() => ListAsync(prefix: null));
    }

    [Fact]
    public async Task Follows_no_links_out_of_the_store()
    {
        var name = Name();
        await Store.PutAsync(name, Bytes, CancellationToken.None);
        Directory.CreateSymbolicLink(Path.Combine(Root, "cards", Guid.NewGuid().ToString("D")), Path.GetDirectoryName(Path.Combine(Root, name.Value))!);

        Assert.Equal([name], (await ListAsync(prefix: null)).Select(o => o.Name));
    }

    [Fact]
    public async Task Sweeps_old_leftovers_and_nothing_else()
    {
        var name = Name();
        await Store.PutAsync(name, Bytes, CancellationToken.None);
        var folder = Path.GetDirectoryName(Path.Combine(Root, name.Value))!;
        var now = Make.Time;
        var leftover = await TouchAsync(Path.Combine(folder, ".pearl-0123.tmp"), now.AddHours(-2));
        var young = await TouchAsync(Path.Combine(folder, ".pearl-4567.tmp"), now.AddMinutes(-5));
        var foreign = await TouchAsync(Path.Combine(folder, ".other-0123.tmp"), now.AddYears(-1));
        File.SetLastWriteTimeUtc(Path.Combine(Root, name.Value), now.AddYears(-1).UtcDateTime);

        Assert.Equal(1, Local.SweepLeftovers(now, CancellationToken.None));

        Assert.False(File.Exists(leftover));
        Assert.True(File.Exists(young));
        Assert.True(File.Exists(foreign));
        Assert.NotNull(await Store.GetAsync(name, CancellationToken.None));
    }

    [Fact]
    public void Sweeps_nothing_where_there_is_no_folder_yet() =>
        Assert.Equal(0, Local.SweepLeftovers(Make.Time, CancellationToken.None));

    [Fact]
    public async Task Measures_each_call()
    {
        var calls = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name is "pearl_store_seconds" && instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>())
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
            calls.Add(string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))));
        listener.Start();
        var name = Name();

        await Store.PutAsync(name, Bytes, CancellationToken.None);
        await Store.GetAsync(name, CancellationToken.None);
        await Store.DeleteAsync(name, CancellationToken.None);

        Assert.Equal(["store=local call=put", "store=local call=get", "store=local call=delete"], calls, StringComparer.Ordinal);
    }

    private static async Task<string> TouchAsync(string path, DateTimeOffset at)
    {
        await File.WriteAllTextAsync(path, "part");
        File.SetLastWriteTimeUtc(path, at.UtcDateTime);
        return path;
    }

    private string[] Files() => Directory.Exists(Root) ? Directory.GetFiles(Root, "*", SearchOption.AllDirectories) : [];
}
