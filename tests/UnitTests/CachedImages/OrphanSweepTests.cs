using System.Text.Json.Nodes;
using NSubstitute;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;

namespace PearlIo.UnitTests.CachedImages;

public sealed class OrphanSweepTests : IDisposable
{
    private readonly TestApplication _application = new();
    private readonly HashSet<ObjectName> _owned = [];
    private readonly List<int> _asked = [];

    public OrphanSweepTests()
    {
        _application.Get<ServiceActivity>().Start();
        _application.Owners.FindOwnedAsync(Arg.Any<IReadOnlyCollection<ObjectName>>(), Arg.Any<CancellationToken>())
            .Returns(call =>
            {
                _asked.Add(call.Arg<IReadOnlyCollection<ObjectName>>().Count);
                return call.Arg<IReadOnlyCollection<ObjectName>>().Where(_owned.Contains).ToHashSet();
            });
    }

    private FakeStore Store => _application.Store;

    private OrphanSweep Sweep => _application.Get<OrphanSweep>();

    public void Dispose() => _application.Dispose();

    [Fact]
    public async Task Deletes_what_nothing_owns_and_keeps_the_rest()
    {
        var owned = Put(19);
        _owned.UnionWith(owned);
        Put(1);

        await RunAsync();

        Assert.Equal(Values(owned), Store.Objects.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((20, 1, 1, false), Last());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(6.99, true)]
    [InlineData(7.01, false)]
    [InlineData(-3, true)]
    public async Task Leaves_objects_alone_whose_rows_may_be_on_their_way(double days, bool kept)
    {
        _owned.UnionWith(Put(19));
        var young = Put(1, days)[0];

        await RunAsync();

        Assert.Equal(kept, Store.Objects.ContainsKey(young.Value));
    }

    [Theory]
    [InlineData(10, 90, 90)]
    [InlineData(11, 89, 100)]
    [InlineData(1, 5, 6)]
    [InlineData(5, 0, 5)]
    public async Task Stops_and_asks_where_more_than_a_tenth_would_go(int orphans, int owned, int left)
    {
        _owned.UnionWith(Put(owned));
        Put(orphans);

        await RunAsync();

        Assert.Equal(left, Store.Objects.Count);
        Assert.Equal(left != owned, Last().Stopped);
    }

    [Fact]
    public async Task Deletes_however_many_where_somebody_agreed()
    {
        Put(5);
        var stopped = await Sweep.RunNowAsync(isAgreed: false, CancellationToken.None);
        var swept = await Sweep.RunNowAsync(isAgreed: true, CancellationToken.None);

        Assert.Equal((true, 5), (stopped!.IsStopped, stopped.Left));
        Assert.Equal((false, 0), (swept!.IsStopped, swept.Left));
        Assert.Empty(Store.Objects);
    }

    [Fact]
    public async Task Deletes_nothing_from_a_store_of_another_database()
    {
        Store.Marks["pearl.json"] = """{"host":"db.example.org","name":"production"}"""u8.ToArray();
        _owned.UnionWith(Put(30));
        Put(1);

        await RunAsync();

        Assert.Null(await Sweep.RunNowAsync(isAgreed: true, CancellationToken.None));
        Assert.Equal(31, Store.Objects.Count);
        Assert.False(Store.Marks.ContainsKey("sweep.json"));
    }

    [Fact]
    public async Task Stops_where_another_database_adopts_the_store_under_way()
    {
        Put(3);
        _application.Owners.FindOwnedAsync(Arg.Any<IReadOnlyCollection<ObjectName>>(), Arg.Any<CancellationToken>()).Returns(_ =>
        {
            Store.Marks["pearl.json"] = """{"host":"db.example.org","name":"restored"}"""u8.ToArray();
            return new HashSet<ObjectName>();
        });

        await Sweep.RunNowAsync(isAgreed: true, CancellationToken.None);

        Assert.Equal(3, Store.Objects.Count);
    }

    [Fact]
    public async Task Keeps_an_object_whose_row_came_while_it_looked()
    {
        _owned.UnionWith(Put(30));
        var late = Put(1)[0];
        var calls = 0;
        _application.Owners.FindOwnedAsync(Arg.Any<IReadOnlyCollection<ObjectName>>(), Arg.Any<CancellationToken>()).Returns(call =>
        {
            if (++calls == 2)
            {
                _owned.Add(late);
            }

            return call.Arg<IReadOnlyCollection<ObjectName>>().Where(_owned.Contains).ToHashSet();
        });

        await RunAsync();

        Assert.True(Store.Objects.ContainsKey(late.Value));
    }

    [Fact]
    public async Task Runs_once_a_day_over_all_replicas()
    {
        await RunAsync();
        _owned.UnionWith(Put(19));
        Put(1);

        _application.Clock.Advance(TimeSpan.FromHours(23));
        await RunAsync();
        Assert.Equal(20, Store.Objects.Count);
        _application.Clock.Advance(TimeSpan.FromHours(1));
        await RunAsync();

        Assert.Equal(19, Store.Objects.Count);
    }

    [Fact]
    public async Task Begins_anew_after_a_sweep_that_was_killed()
    {
        _owned.UnionWith(Put(39));
        Put(2);
        Store.DeleteFault = new IOException("away");
        await Assert.ThrowsAsync<IOException>(RunAsync);
        Store.DeleteFault = null;

        await RunAsync();
        Assert.Equal(41, Store.Objects.Count);
        _application.Clock.Advance(TimeSpan.FromHours(6));
        await RunAsync();

        Assert.Equal(39, Store.Objects.Count);
    }

    [Fact]
    public async Task Gives_way_to_a_sweep_that_began_later()
    {
        Put(3);
        _application.Owners.FindOwnedAsync(Arg.Any<IReadOnlyCollection<ObjectName>>(), Arg.Any<CancellationToken>()).Returns(_ =>
        {
            var later = JsonNode.Parse(Store.Marks["sweep.json"])!;
            later["id"] = Guid.NewGuid();
            Store.Marks["sweep.json"] = System.Text.Encoding.UTF8.GetBytes(later.ToJsonString());
            return new HashSet<ObjectName>();
        });

        await Sweep.RunNowAsync(isAgreed: true, CancellationToken.None);

        Assert.Equal(3, Store.Objects.Count);
        Assert.Null((await Sweep.FindLastAsync(CancellationToken.None))!.FinishedAt);
    }

    [Fact]
    public async Task Sweeps_after_a_clock_that_was_wrong_or_a_mark_that_nobody_understands()
    {
        _application.Clock.Advance(TimeSpan.FromDays(400));
        await RunAsync();
        _application.Clock.Advance(TimeSpan.FromDays(-400));
        _owned.UnionWith(Put(19));
        Put(1);
        await RunAsync();
        Assert.Equal(19, Store.Objects.Count);

        Store.Marks["sweep.json"] = "spoiled"u8.ToArray();
        Put(1);
        await RunAsync();
        Assert.Equal(19, Store.Objects.Count);
    }

    [Fact]
    public async Task Looks_through_many_in_batches()
    {
        _owned.UnionWith(Put(1_999));
        Put(201);

        await RunAsync();

        Assert.Equal(1_999, Store.Objects.Count);
        Assert.Equal([500, 500, 500, 500, 200, 201], _asked);
    }

    [Fact]
    public async Task Rests_while_nobody_asks_for_anything()
    {
        _owned.UnionWith(Put(19));
        Put(1);
        _application.Clock.Advance(ServiceActivity.IdleAfter);
        var running = Sweep.RunAsync(CancellationToken.None);
        Assert.False(running.IsCompleted);

        _application.Get<ServiceActivity>().See();
        await running;

        Assert.Equal(19, Store.Objects.Count);
    }

    private static IEnumerable<string> Values(IEnumerable<ObjectName> names) => names.Select(n => n.Value).Order(StringComparer.Ordinal);

    private List<ObjectName> Put(int count, double days = 8)
    {
        var names = Enumerable.Range(0, count)
            .Select(_ => ObjectName.Card(Make.ProjectId, Make.Slot(), Guid.CreateVersion7(), ImageFormat.Png))
            .ToList();
        foreach (var name in names)
        {
            Store.Objects[name.Value] = [1];
            Store.PutAt[name.Value] = _application.Clock.GetUtcNow().AddDays(-days);
        }

        return names;
    }

    private Task RunAsync()
    {
        _application.Get<ServiceActivity>().See();
        return Sweep.RunAsync(CancellationToken.None);
    }

    private (long Objects, long Orphans, long Deleted, bool Stopped) Last()
    {
        var last = Sweep.FindLastAsync(CancellationToken.None).Result!;
        return (last.Objects, last.Orphans, last.Deleted, last.IsStopped);
    }
}
