using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Persistence;

public sealed class ConnectionBreakerTests
{
    private readonly FakeClock _clock = new();
    private readonly ConnectionBreaker _breaker;

    public ConnectionBreakerTests() => _breaker = new ConnectionBreaker(_clock);

    [Fact]
    public void Opens_once_nothing_was_reached_for_a_while()
    {
        Fail(ConnectionBreaker.Failures);
        Assert.True(_breaker.TryEnter());

        _clock.Advance(ConnectionBreaker.Patience);

        Assert.True(_breaker.Failed());
        Assert.True(_breaker.IsOpen);
        Assert.False(_breaker.TryEnter());
    }

    [Fact]
    public void Stays_closed_with_few_failures_however_long_they_took()
    {
        Fail(ConnectionBreaker.Failures - 2);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.False(_breaker.Failed());
        Assert.True(_breaker.TryEnter());
    }

    [Fact]
    public void Counts_only_failures_in_a_row()
    {
        for (var i = 0; i < 10; i++)
        {
            Fail(ConnectionBreaker.Failures - 1);
            Assert.Null(_breaker.Reached());
            _clock.Advance(ConnectionBreaker.Patience);
        }

        Assert.True(_breaker.TryEnter());
    }

    [Fact]
    public void Lets_one_caller_through_now_and_then_and_closes_with_its_success()
    {
        Open();
        _clock.Advance(ConnectionBreaker.Pause);
        Assert.Equal([true, false, false], Enumerable.Range(0, 3).Select(_ => _breaker.TryEnter()));

        Assert.False(_breaker.Failed());
        Assert.False(_breaker.TryEnter());

        _clock.Advance(ConnectionBreaker.Pause);
        Assert.True(_breaker.TryEnter());
        Assert.Equal(ConnectionBreaker.Patience + (2 * ConnectionBreaker.Pause), _breaker.Reached());
        Assert.Equal([true, true, true], Enumerable.Range(0, 3).Select(_ => _breaker.TryEnter()));
    }

    [Fact]
    public void Lets_the_next_caller_through_when_one_was_never_heard_of_again()
    {
        Open();
        _clock.Advance(ConnectionBreaker.Pause);
        Assert.True(_breaker.TryEnter());

        _clock.Advance(ConnectionBreaker.Pause);

        Assert.True(_breaker.TryEnter());
    }

    private void Open()
    {
        Fail(ConnectionBreaker.Failures);
        _clock.Advance(ConnectionBreaker.Patience);
        _breaker.Failed();
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.False(_breaker.Failed());
        }
    }
}
