using PearlIo.Infrastructure.Persistence;

namespace PearlIo.UnitTests.Persistence;

public sealed class RetryPolicyTests
{
    private static readonly RetryPolicy Longest = new(() => 1);
    private static readonly RetryPolicy Shortest = new(() => 0);

    [Fact]
    public void Waits_longer_each_time_up_to_two_seconds()
    {
        var pauses = Enumerable.Range(1, 8).Select(tries => Pause(Longest, PassingFault.Connection, tries, TimeSpan.Zero)!.Value.TotalMilliseconds);

        Assert.Equal([50, 100, 200, 400, 800, 1600, 2000, 2000], pauses);
        Assert.Equal(25, Pause(Shortest, PassingFault.Connection, 1, TimeSpan.Zero)!.Value.TotalMilliseconds);
        Assert.Equal(2000, Pause(Longest, PassingFault.Connection, int.MaxValue, TimeSpan.Zero)!.Value.TotalMilliseconds);
    }

    [Fact]
    public void Never_repeats_what_will_not_pass() => Assert.Null(Pause(Shortest, PassingFault.None, 1, TimeSpan.Zero));

    [Theory]
    [InlineData(8, 1, true)]
    [InlineData(11.9, 1, true)]
    [InlineData(11.99, 1, false)]
    [InlineData(20, 3, false)]
    public void Has_patience_with_a_compute_that_wakes_up_and_an_end_of_it(double seconds, int tries, bool again) =>
        Assert.Equal(again, Pause(Longest, PassingFault.Connection, tries, TimeSpan.FromSeconds(seconds)) is not null);

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void Tries_five_times_against_others_that_change_the_same(int tries, bool again) =>
        Assert.Equal(again, Pause(Longest, PassingFault.Conflict, tries, TimeSpan.Zero) is not null);

    private static TimeSpan? Pause(RetryPolicy policy, PassingFault fault, int tries, TimeSpan elapsed) => policy.NextPause(fault, tries, elapsed);
}
