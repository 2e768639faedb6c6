using NSubstitute;
using PearlIo.Application.Analytics;
using PearlIo.Application.CachedImages;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.CachedImages;

public sealed class CleanUpTests : IDisposable
{
    private readonly TestApplication _application = new();
    private readonly List<DoomedObject> _doomed = [];
    private readonly List<string> _steps = [];
    private int _ids;

    public CleanUpTests()
    {
        _application.Doomed.ListAsync(Arg.Any<DoomedObject?>(), Arg.Any<int>(), Arg.Any<CancellationToken>())
            .Returns(call => _doomed.Where(d => d.Id > (call.Arg<DoomedObject?>()?.Id ?? Guid.Empty)).Take(call.Arg<int>()).ToList());
        _application.Doomed.DeleteAsync(Arg.Any<Guid>(), Arg.Any<CancellationToken>()).Returns(call =>
        {
            var item = _doomed.Single(d => d.Id == call.Arg<Guid>());
            _doomed.Remove(item);
            _steps.Add("forget " + item.Name);
            return Task.CompletedTask;
        });
        _application.Store.Deleting = name => _steps.Add("delete " + name);
    }

    [Fact]
    public async Task Deletes_the_object_first_and_its_name_after_it()
    {
        var name = Doom(Object());
        Assert.Equal(1, await RunAsync());
        Assert.Equal([$"delete {name}", $"forget {name}"], _steps);
        Assert.Empty(_application.Store.Objects);
    }

    [Fact]
    public async Task Deletes_all_objects_of_a_project()
    {
        Object();
        Object();
        var other = Object(Make.OtherId);
        Doom(ObjectPrefix.Project(Make.ProjectId).Value);
        await RunAsync();
        Assert.Equal([other], _application.Store.Objects.Keys);
        Assert.Empty(_doomed);
    }

    [Fact]
    public async Task Forgets_an_object_that_is_gone_already()
    {
        Doom(NewName(Make.ProjectId));
        Assert.Equal(1, await RunAsync());
        Assert.Empty(_doomed);
    }

    [Fact]
    public async Task Keeps_the_name_and_fails_where_the_store_cannot_delete()
    {
        Doom(Object());
        _application.Store.DeleteFault = new IOException("away");
        await Assert.ThrowsAsync<IOException>(RunAsync);
        Assert.Single(_doomed);
        _application.Store.DeleteFault = null;
        Assert.Equal(1, await RunAsync());
        Assert.Empty(_doomed);
    }

    [Theory]
    [InlineData("""{"host":"db.example.org","name":"production"}""")]
    [InlineData("spoiled")]
    [InlineData(null)]
    public async Task Deletes_neither_rows_nor_objects_of_a_store_that_is_not_this_databases(string? mark)
    {
        Doom(Object());
        Doom(ObjectPrefix.Project(Make.ProjectId).Value);
        _application.Store.Marks.Remove("pearl.json");
        if (mark is not null)
        {
            _application.Store.Marks["pearl.json"] = System.Text.Encoding.UTF8.GetBytes(mark);
        }

        Assert.Equal(0, await RunAsync());

        Assert.Single(_application.Store.Objects);
        Assert.Equal(2, _doomed.Count);
        await _application.Images.DidNotReceive().DeleteExpiredAsync(Arg.Any<DateTimeOffset>(), Arg.Any<int>(), Arg.Any<CancellationToken>());
        await _application.Views.Received(1).CompactAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Deletes_what_waited_once_the_store_is_adopted()
    {
        Doom(Object());
        _application.Store.Marks["pearl.json"] = """{"host":"old","name":"pearl"}"""u8.ToArray();
        await RunAsync();
        await _application.Get<StoreOwnership>().AdoptAsync(CancellationToken.None);

        Assert.Equal(1, await RunAsync());
        Assert.Empty(_application.Store.Objects);
    }

    [Fact]
    public async Task Stops_at_the_next_batch_where_another_database_adopts_the_store()
    {
        for (var i = 0; i < 1_000; i++)
        {
            Doom(Object());
        }

        _application.Store.Deleting = _ => _application.Store.Marks["pearl.json"] = """{"host":"new","name":"pearl"}"""u8.ToArray();

        Assert.Equal(500, await RunAsync());
        Assert.Equal(500, _application.Store.Objects.Count);
    }

    [Fact]
    public async Task Does_what_needs_no_store_and_fails_where_the_store_does_not_say_whose_it_is()
    {
        Doom(Object());
        _application.Store.MarkFault = new IOException("away");

        await Assert.ThrowsAsync<IOException>(RunAsync);

        Assert.Single(_doomed);
        await _application.Views.Received(1).CompactAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("pearl.json")]
    [InlineData("cards/")]
    [InlineData("cards/../../etc/passwd")]
    public async Task Deletes_nothing_by_a_name_that_nothing_here_made(string name)
    {
        Object();
        Doom(name);
        await Assert.ThrowsAsync<IOException>(RunAsync);
        Assert.Single(_application.Store.Objects);
        Assert.Single(_doomed);
    }

    [Fact]
    public async Task Deletes_what_comes_after_more_than_a_batch_of_names_that_cannot_be_deleted()
    {
        for (var i = 0; i < 600; i++)
        {
            Doom("pearl.json");
        }

        var name = Doom(Object());
        var failure = await Assert.ThrowsAsync<IOException>(RunAsync);
        Assert.StartsWith("600 of 601 objects", failure.Message, StringComparison.Ordinal);
        Assert.Equal(600, _doomed.Count);
        Assert.Contains($"forget {name}", _steps);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(499, 1)]
    [InlineData(500, 2)]
    [InlineData(1_001, 3)]
    public async Task Goes_on_until_a_batch_is_not_full(int objects, int batches)
    {
        for (var i = 0; i < objects; i++)
        {
            Doom(Object());
        }

        Assert.Equal(objects, await RunAsync());
        Assert.Empty(_application.Store.Objects);
        await _application.Doomed.Received(batches).ListAsync(Arg.Any<DoomedObject?>(), 500, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Deletes_expired_cards_until_none_is_left_and_their_objects_in_the_same_run()
    {
        var name = Object();
        var rounds = new Queue<int>([500, 500, 3]);
        _application.Images.DeleteExpiredAsync(FakeClock.Noon, 500, Arg.Any<CancellationToken>()).Returns(_ =>
        {
            if (rounds.Count == 1)
            {
                Doom(name);
            }

            return rounds.Dequeue();
        });
        Assert.Equal(1, await RunAsync());
        Assert.Empty(rounds);
        Assert.Empty(_application.Store.Objects);
    }

    [Fact]
    public async Task Sums_hours_older_than_ninety_days_up_to_days_once_a_day()
    {
        var first = new DateTimeOffset(2025, 12, 14, 0, 0, 0, TimeSpan.Zero);
        await RunAsync();
        await RunAsync();
        await _application.Views.Received(1).CompactAsync(first, Arg.Any<CancellationToken>());
        await _application.Renders.Received(1).CompactAsync(first, Arg.Any<CancellationToken>());
        _application.Clock.Advance(TimeSpan.FromHours(12));
        await RunAsync();
        await _application.Views.Received(1).CompactAsync(first.AddDays(1), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Has_the_figures_refreshed_where_something_went()
    {
        var signal = _application.Get<StatisticsSignal>();
        await RunAsync();
        Assert.False(signal.Lower());
        Doom(Object());
        await RunAsync();
        Assert.True(signal.Lower());
    }

    [Fact]
    public async Task Stops_between_batches_when_it_is_told_to()
    {
        using var stopping = new CancellationTokenSource();
        _application.Images.DeleteExpiredAsync(Arg.Any<DateTimeOffset>(), Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns(_ =>
        {
            stopping.Cancel();
            return 500;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _application.Get<CleanUp>().RunAsync(stopping.Token));
        await _application.Images.Received(1).DeleteExpiredAsync(Arg.Any<DateTimeOffset>(), Arg.Any<int>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Wakes_once_however_often_it_was_called()
    {
        var signal = new CleanUpSignal();
        var waiting = signal.WaitAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        signal.Raise();
        await waiting;
        signal.Raise();
        signal.Raise();
        await signal.WaitAsync(CancellationToken.None);
        Assert.False(signal.WaitAsync(CancellationToken.None).IsCompleted);
    }

    public void Dispose() => _application.Dispose();

    private static string NewName(Guid projectId) =>
        ObjectName.Card(projectId, Make.Slot(), Guid.CreateVersion7(), ImageFormat.Png).Value;

    private string Object(Guid? projectId = null)
    {
        var name = NewName(projectId ?? Make.ProjectId);
        _application.Store.Objects.Add(name, [1]);
        return name;
    }

    private string Doom(string name)
    {
        _doomed.Add(new DoomedObject(new Guid(++_ids, 0, 0, new byte[8]), name, FakeClock.Noon));
        return name;
    }

    private Task<int> RunAsync() => _application.Get<CleanUp>().RunAsync(CancellationToken.None);
}
