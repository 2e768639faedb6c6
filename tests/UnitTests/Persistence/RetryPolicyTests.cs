using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.UnitTests.Persistence;

public sealed class RetryPolicyTests
{
    private static readonly RetryPolicy Longest = new(() => 1);
    private static readonly RetryPolicy Shortest = new(() => 0);

    [Fact]
    public void Waits_longer_each_time_up_to_two_seconds()
    {
        var pauses = Enumerable.Range(1, 8).Select(tries => Pause(Longest, PassingFault.Unreachable, tries, TimeSpan.Zero)!.Value.TotalMilliseconds);

        Assert.Equal([50, 100, 200, 400, 800, 1600, 2000, 2000], pauses);
        Assert.Equal(25, Pause(Shortest, PassingFault.Unreachable, 1, TimeSpan.Zero)!.Value.TotalMilliseconds);
        Assert.Equal(2000, Pause(Longest, PassingFault.Unreachable, 1_000_000, TimeSpan.Zero)!.Value.TotalMilliseconds);
    }

    [Fact]
    public void Never_repeats_what_will_not_pass() => Assert.Null(Pause(Shortest, PassingFault.None, 1, TimeSpan.Zero));

    [Theory]
    [InlineData(8, 1, true)]
    [InlineData(11.9, 1, true)]
    [InlineData(11.99, 1, false)]
    [InlineData(20, 3, false)]
    public void Has_patience_with_a_compute_that_wakes_up_and_an_end_of_it(double seconds, int tries, bool again) =>
        Assert.Equal(again, Pause(Longest, PassingFault.Unreachable, tries, TimeSpan.FromSeconds(seconds)) is not null);

    [Theory]
    [InlineData("Conflict", 4, true)]
    [InlineData("Conflict", 5, false)]
    [InlineData("Lost", 2, true)]
    [InlineData("Lost", 3, false)]
    public void Tries_a_few_times_what_may_fail_for_its_own_sake(string fault, int tries, bool again) =>
        Assert.Equal(again, Pause(Longest, Enum.Parse<PassingFault>(fault), tries, TimeSpan.Zero) is not null);

    private static TimeSpan? Pause(RetryPolicy policy, PassingFault fault, int tries, TimeSpan elapsed) => policy.NextPause(fault, tries, elapsed);
}
