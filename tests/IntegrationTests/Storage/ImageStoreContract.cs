using System.Security.Cryptography;
using PearlIo.Application.CachedImages;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Storage;

/// <summary>What every store of cards does.</summary>
public abstract class ImageStoreContract
{
    protected abstract IImageStore Store { get; }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    [InlineData(5_000_000)]
    public async Task Gives_back_the_bytes_that_were_put(int length)
    {
        var name = Name();
        var bytes = RandomNumberGenerator.GetBytes(length);

        await Store.PutAsync(name, bytes, CancellationToken.None);

        Assert.Equal(bytes, await Store.GetAsync(name, CancellationToken.None));
    }

    [Fact]
    public async Task Gives_nothing_for_a_name_that_was_never_put()
    {
        Assert.Null(await Store.GetAsync(Name(), CancellationToken.None));
        var project = Guid.CreateVersion7();
        await Store.PutAsync(Name(project), "x"u8.ToArray(), CancellationToken.None);
        Assert.Null(await Store.GetAsync(Name(project), CancellationToken.None));
    }

    [Fact]
    public async Task Replaces_an_object_of_the_same_name()
    {
        var name = Name();

        await Store.PutAsync(name, "a longer object"u8.ToArray(), CancellationToken.None);
        await Store.PutAsync(name, "short"u8.ToArray(), CancellationToken.None);

        Assert.Equal("short"u8.ToArray(), await Store.GetAsync(name, CancellationToken.None));
    }

    [Fact]
    public async Task Deletes_an_object_and_leaves_its_neighbours()
    {
        var project = Guid.CreateVersion7();
        var slot = Make.Slot();
        var first = ObjectName.Card(project, slot, Guid.CreateVersion7(), ImageFormat.Png);
        var second = ObjectName.Card(project, slot, Guid.CreateVersion7(), ImageFormat.Png);
        await Store.PutAsync(first, "1"u8.ToArray(), CancellationToken.None);
        await Store.PutAsync(second, "2"u8.ToArray(), CancellationToken.None);

        await Store.DeleteAsync(first, CancellationToken.None);

        Assert.Null(await Store.GetAsync(first, CancellationToken.None));
        Assert.NotNull(await Store.GetAsync(second, CancellationToken.None));
    }

    [Fact]
    public async Task Takes_an_absent_object_as_deleted()
    {
        await Store.DeleteAsync(Name(), CancellationToken.None);
        await Store.DeleteAllAsync(ObjectPrefix.Project(Guid.CreateVersion7()), CancellationToken.None);
    }

    [Fact]
    public async Task Deletes_all_objects_under_a_prefix_and_no_others()
    {
        var project = Guid.CreateVersion7();
        var names = Enumerable.Range(0, 20).Select(_ => Name(project)).ToList();
        var foreign = Name();
        foreach (var name in names.Append(foreign))
        {
            await Store.PutAsync(name, "x"u8.ToArray(), CancellationToken.None);
        }

        await Store.DeleteAllAsync(ObjectPrefix.Project(project), CancellationToken.None);

        foreach (var name in names)
        {
            Assert.Null(await Store.GetAsync(name, CancellationToken.None));
        }

        Assert.NotNull(await Store.GetAsync(foreign, CancellationToken.None));
    }

    [Fact]
    public async Task Never_shows_a_part_of_an_object_to_readers_among_writers()
    {
        var name = Name();
        var versions = Enumerable.Range(1, 20).Select(i => Enumerable.Repeat((byte)i, 20_000 + i * 1000).ToArray()).ToList();
        await Store.PutAsync(name, versions[0], CancellationToken.None);

        var writers = versions.Select(bytes => Task.Run(() => Store.PutAsync(name, bytes, CancellationToken.None)));
        var readers = Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                AssertWhole(versions, await Store.GetAsync(name, CancellationToken.None));
            }
        }));
        await Task.WhenAll(writers.Concat(readers));

        AssertWhole(versions, await Store.GetAsync(name, CancellationToken.None));
    }

    [Fact]
    public async Task Keeps_what_is_put_while_neighbours_are_deleted()
    {
        var project = Guid.CreateVersion7();
        var slot = Make.Slot();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                var name = ObjectName.Card(project, slot, Guid.CreateVersion7(), ImageFormat.Png);
                await Store.PutAsync(name, "x"u8.ToArray(), CancellationToken.None);
                Assert.NotNull(await Store.GetAsync(name, CancellationToken.None));
                await Store.DeleteAsync(name, CancellationToken.None);
            }
        })));
    }

    [Fact]
    public async Task Lists_cards_with_their_lengths_and_times_in_order_of_their_names()
    {
        var project = Guid.CreateVersion7();
        var names = Enumerable.Range(0, 8).Select(_ => Name(project)).ToList();
        foreach (var (name, index) in names.Select((n, i) => (n, i)))
        {
            await Store.PutAsync(name, new byte[index + 1], CancellationToken.None);
        }

        var listed = await ListAsync(ObjectPrefix.Project(project));

        Assert.Equal(names.OrderBy(n => n.Value, StringComparer.Ordinal), listed.Select(o => o.Name));
        Assert.All(listed, o => Assert.Equal(names.IndexOf(o.Name) + 1, o.Bytes));

        // The store's clock is another one, and tells whole seconds.
        Assert.All(listed, o => Assert.InRange(o.LastModified, DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow.AddMinutes(10)));
    }

    [Fact]
    public async Task Lists_the_cards_of_a_slot_with_the_one_drawn_last_at_the_end()
    {
        var project = Guid.CreateVersion7();
        var (slot, other) = (Make.Slot(), Make.Slot("other"));
        var times = Enumerable.Range(0, 12).Select(i => Make.Time.AddHours(i)).ToList();
        var names = times.ConvertAll(t => ObjectName.Card(project, slot, Guid.CreateVersion7(t), ImageFormat.Png));
        foreach (var name in names.AsEnumerable().Reverse().Append(ObjectName.Card(project, other, Guid.CreateVersion7(), ImageFormat.Png)))
        {
            await Store.PutAsync(name, "x"u8.ToArray(), CancellationToken.None);
        }

        Assert.Equal(names, (await ListAsync(ObjectPrefix.Slot(project, slot))).Select(o => o.Name));
        Assert.Equal(13, (await ListAsync(ObjectPrefix.Project(project))).Count);
        Assert.Empty(await ListAsync(ObjectPrefix.Slot(Guid.CreateVersion7(), slot)));
    }

    [Fact]
    public async Task Lists_the_cards_of_all_projects_and_nothing_else()
    {
        var names = new[] { Name(), Name() };
        foreach (var name in names.Append(ObjectName.Owner).Append(ObjectName.Sweep))
        {
            await Store.PutAsync(name, "x"u8.ToArray(), CancellationToken.None);
        }

        var folder = names[0].Value[..(names[0].Value.LastIndexOf('/') + 1)];
        foreach (var key in new[] { $"{folder}notes.txt", $"{folder}{Guid.NewGuid():D}.png~", "cards/readme.md", "other/file.png", $"x{names[1].Value}" })
        {
            await PutForeignAsync(key);
        }

        var listed = await ListAsync(prefix: null);

        Assert.Subset(listed.Select(o => o.Name).ToHashSet(), names.ToHashSet());
        Assert.All(listed, o => Assert.StartsWith("cards/", o.Name.Value, StringComparison.Ordinal));
        Assert.Equal([names[0]], (await ListAsync(ObjectPrefix.ProjectOf(names[0]))).Select(o => o.Name));
    }

    [Fact]
    public async Task Keeps_what_is_said_of_the_store_apart_from_cards()
    {
        await Store.PutAsync(ObjectName.Owner, "mine"u8.ToArray(), CancellationToken.None);
        var name = Name();
        await Store.PutAsync(name, "x"u8.ToArray(), CancellationToken.None);

        await Store.DeleteAllAsync(ObjectPrefix.ProjectOf(name), CancellationToken.None);

        Assert.Null(await Store.GetAsync(name, CancellationToken.None));
        Assert.Equal("mine"u8.ToArray(), await Store.GetAsync(ObjectName.Owner, CancellationToken.None));
    }

    [Fact]
    public async Task Probes_a_store_that_works() => await Store.ProbeAsync(CancellationToken.None);

    [Fact]
    public async Task Stops_when_told()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        var name = Name();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync(name, "x"u8.ToArray(), stopped.Token));

        Assert.Null(await Store.GetAsync(name, CancellationToken.None));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.GetAsync(name, stopped.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.DeleteAllAsync(ObjectPrefix.ProjectOf(name), stopped.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.ListAsync(prefix: null, stopped.Token).ToListAsync());
    }

    /// <summary>Puts an object that the store itself would not name so.</summary>
    protected abstract Task PutForeignAsync(string key);

    protected async Task<IReadOnlyList<StoredObject>> ListAsync(ObjectPrefix? prefix) =>
        await Store.ListAsync(prefix, CancellationToken.None).ToListAsync();

    protected static ObjectName Name(Guid? projectId = null)
    {
        var id = Guid.CreateVersion7();
        return ObjectName.Card(projectId ?? id, Make.Slot(id.ToString()), id, ImageFormat.Png);
    }

    private static void AssertWhole(List<byte[]> versions, byte[]? read)
    {
        Assert.NotNull(read);
        Assert.True(versions[read[0] - 1].AsSpan().SequenceEqual(read), "A reader saw bytes that no writer put.");
    }
}
