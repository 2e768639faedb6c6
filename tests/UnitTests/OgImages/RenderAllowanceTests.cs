using Microsoft.Extensions.Options;
using PearlIo.Application.OgImages;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.OgImages;

public sealed class RenderAllowanceTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public void Gives_a_project_so_many_renders_and_then_none()
    {
        var allowance = Allowance(3);
        Assert.Equal([true, true, true, false, false], Take(allowance, 5));
    }

    [Fact]
    public void Fills_up_evenly()
    {
        var allowance = Allowance(6);
        Take(allowance, 6);
        _clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.Equal([false], Take(allowance, 1));
        _clock.Advance(TimeSpan.FromSeconds(20) + TimeSpan.FromTicks(10));
        Assert.Equal([true, true, true, false], Take(allowance, 4));
    }

    [Fact]
    public void Saves_up_no_more_than_a_minutes_renders()
    {
        var allowance = Allowance(2);
        Take(allowance, 2);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal([true, true, false], Take(allowance, 3));
    }

    [Fact]
    public void Counts_each_project_for_itself()
    {
        var allowance = Allowance(1);
        Assert.Equal([true, false], Take(allowance, 2));
        Assert.True(allowance.TryTake(Make.OtherId));
    }

    [Fact]
    public void Sets_no_bound_where_none_is_wanted() => Assert.All(Take(Allowance(0), 1_000), Assert.True);

    [Fact]
    public async Task Gives_no_more_than_that_to_many_at_once()
    {
        var allowance = Allowance(100);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Take(allowance, 50).Count(t => t))));
        Assert.Equal(100, taken.Sum());
    }

    private RenderAllowance Allowance(int perMinute) => new(Options.Create(new DeliveryOptions { RendersPerMinute = perMinute }), _clock);

    private static List<bool> Take(RenderAllowance allowance, int times) =>
        [.. Enumerable.Range(0, times).Select(_ => allowance.TryTake(Make.ProjectId))];
}
