using System.Globalization;
using Microsoft.Extensions.Options;
using PearlIo.Application.OgImages;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.OgImages;

public sealed class CardMemoryTests
{
    private const int CardBytes = 45_000;

    private readonly FakeClock _clock = new();

    [Fact]
    public void Finds_the_card_that_a_plan_wants_until_it_is_due()
    {
        var memory = Memory();
        var held = memory.Put(Make.Plan(), Make.Image([7, 8, 9], FakeClock.Noon.AddSeconds(60)));
        Assert.Same(held, memory.Find(Make.Plan()));
        Assert.Equal([7, 8, 9], held?.Image.Bytes.ToArray());
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Null(memory.Find(Make.Plan()));
        Assert.Same(held, memory.FindLast(Make.Plan()));
    }

    [Fact]
    public void Finds_no_card_with_more_time_left_than_a_card_ever_has()
    {
        var memory = Memory();
        _clock.Set(TimeSpan.FromDays(1));
        var plan = Make.Plan();
        var held = memory.Put(plan, Make.Image(freshUntil: _clock.GetUtcNow().AddHours(1)))!;
        memory.Name("/og/a", new HeldTarget(held, plan.Site, AskedVersion.None, Until: null));
        _clock.Set(-TimeSpan.FromSeconds(60));
        Assert.Same(held, memory.Find(plan));
        _clock.Set(-TimeSpan.FromSeconds(1));
        Assert.Null(memory.Find(plan));
        Assert.False(memory.TryFind("/og/a", out _));
        Assert.Same(held, memory.FindLast(plan));
    }

    [Fact]
    public void Keeps_a_new_card_where_all_others_were_used_since_the_last_had_to_go()
    {
        const int room = 20;
        var memory = Memory(room * (CardBytes + 2_000));
        for (var i = 0; i < 5 * room; i++)
        {
            var key = i.ToString(CultureInfo.InvariantCulture);
            Named(memory, key, []);
            for (var other = 0; other < i; other++)
            {
                memory.Find(Make.Plan(slot: other.ToString(CultureInfo.InvariantCulture)));
            }

            Assert.NotNull(memory.FindLast(Make.Plan(slot: key)));
        }
    }

    [Fact]
    public void Answers_a_card_that_was_drawn_as_a_hit_without_the_time_it_took()
    {
        var held = Memory().Put(Make.Plan(), Make.Image() with { Times = new RenderTimes(1, 2) });
        Assert.Equal((CardOutcome.Hit, null), (held?.Image.Outcome, held?.Image.Times));
    }

    [Fact]
    public void Finds_no_card_that_was_made_from_something_else()
    {
        var memory = Memory();
        memory.Put(Make.Plan(), Make.Image());
        Assert.Null(memory.Find(Make.Plan(slot: "other")));
        Assert.Null(memory.Find(Make.Plan(cacheKey: "other")));
        Assert.Null(memory.Find(Make.Plan(cacheDuration: 60)));
        Assert.Null(memory.Find(Make.Plan(Make.Project() with { CardsRevision = 2 })));
    }

    [Fact]
    public void Finds_a_card_by_the_targets_that_it_answered()
    {
        var memory = Memory();
        var held = Named(memory, "slot", "/og/a", "/og/b");
        Assert.True(memory.TryFind("/og/a", out var a));
        Assert.True(memory.TryFind("/og/b", out var b));
        Assert.Same(held, a.Card);
        Assert.Same(held, b.Card);
        Assert.False(memory.TryFind("/og/A", out _));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.False(memory.TryFind("/og/a", out _));
    }

    [Fact]
    public void Finds_no_card_by_a_target_whose_own_time_is_over()
    {
        var memory = Memory();
        var plan = Make.Plan();
        var held = memory.Put(plan, Make.Image())!;
        memory.Name("/og/a", new HeldTarget(held, plan.Site, AskedVersion.None, FakeClock.Noon.AddSeconds(10)));
        _clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.True(memory.TryFind("/og/a", out _));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(memory.TryFind("/og/a", out _));
    }

    [Fact]
    public void Keeps_within_its_bound_over_a_hundred_thousand_keys()
    {
        const long bound = 10_000_000;
        var memory = Memory(bound);
        var image = Make.Image(new byte[CardBytes]);
        var most = 0L;
        for (var i = 0; i < 100_000; i++)
        {
            var key = i.ToString(CultureInfo.InvariantCulture);
            var plan = Make.Plan(slot: key);
            memory.Name("/og/" + key, new HeldTarget(memory.Put(plan, image)!, plan.Site, AskedVersion.None, Until: null));
            most = Math.Max(most, memory.Bytes);
        }

        Assert.InRange(most, bound - (2 * CardBytes), bound);
        Assert.InRange(memory.Count, 200, 222);
        Assert.NotNull(memory.Find(Make.Plan(slot: "99999")));
        Assert.True(memory.TryFind("/og/99999", out _));
        Assert.False(memory.TryFind("/og/0", out _));
    }

    [Fact]
    public void Keeps_what_is_used_and_lets_go_what_is_not()
    {
        var memory = Memory(20 * CardBytes);
        Named(memory, "by plan", []);
        Named(memory, "by target", "/og/used");
        Named(memory, "last", []);
        Named(memory, "unused", "/og/unused");
        for (var i = 0; i < 1_000; i++)
        {
            Named(memory, i.ToString(CultureInfo.InvariantCulture), []);
            Assert.NotNull(memory.Find(Make.Plan(slot: "by plan")));
            Assert.True(memory.TryFind("/og/used", out _));
            Assert.NotNull(memory.FindLast(Make.Plan(slot: "last")));
        }

        Assert.Null(memory.FindLast(Make.Plan(slot: "unused")));
        Assert.False(memory.TryFind("/og/unused", out _));
    }

    [Fact]
    public void Names_a_card_by_a_few_targets_only_the_latest_of_them()
    {
        var memory = Memory();
        Named(memory, "slot", [.. Enumerable.Range(0, 100).Select(i => $"/og/?x={i}")]);
        var found = Enumerable.Range(0, 100).Where(i => memory.TryFind($"/og/?x={i}", out _)).ToList();
        Assert.Equal(Enumerable.Range(92, 8), found);
        Assert.Equal(Taken(memory, "slot"), memory.Bytes);
    }

    [Fact]
    public void Counts_long_targets_too()
    {
        var memory = Memory(1_000_000);
        for (var i = 0; i < 100; i++)
        {
            Named(memory, i.ToString(CultureInfo.InvariantCulture), [.. Enumerable.Range(0, 8).Select(t => $"/og/{i}/{t}?{new string('x', 16_000)}")]);
            Assert.InRange(memory.Bytes, 1, 1_000_000);
        }
    }

    [Fact]
    public void Names_the_other_card_by_a_target_that_comes_to_mean_another()
    {
        var memory = Memory();
        Named(memory, "one", "/og/a");
        var other = Named(memory, "other", "/og/a");
        Assert.True(memory.TryFind("/og/a", out var found));
        Assert.Same(other, found.Card);
        Assert.Equal(Taken(memory, "one") + Taken(memory, "other"), memory.Bytes);
    }

    [Fact]
    public void Replaces_the_card_of_a_slot_with_all_that_named_it()
    {
        var memory = Memory();
        var before = Named(memory, "slot", "/og/a");
        var after = memory.Put(Make.Plan(cacheKey: "newer"), Make.Image([4]));
        Assert.False(memory.TryFind("/og/a", out _));
        Assert.Null(memory.Find(Make.Plan()));
        Assert.Same(after, memory.FindLast(Make.Plan()));
        Assert.Equal((1, after!.Size), (memory.Count, memory.Bytes));

        // What was dropped meanwhile is named no more.
        memory.Name("/og/b", new HeldTarget(before, Make.Plan().Site, AskedVersion.None, Until: null));
        Assert.False(memory.TryFind("/og/b", out _));
        Assert.Equal(after.Size, memory.Bytes);
    }

    [Fact]
    public void Holds_no_card_that_is_larger_than_all_of_it_nor_the_one_that_it_replaces()
    {
        var memory = Memory(1_000_000);
        Named(memory, "slot", "/og/a");
        Assert.Null(memory.Put(Make.Plan(cacheKey: "newer"), Make.Image(new byte[1_000_000])));
        Assert.Null(memory.FindLast(Make.Plan()));
        Assert.Equal((0, 0L), (memory.Count, memory.Bytes));
    }

    [Fact]
    public void Holds_nothing_where_it_may_take_no_bytes()
    {
        var memory = Memory(0);
        Assert.Null(memory.Put(Make.Plan(), Make.Image([])));
        Assert.Null(memory.Find(Make.Plan()));
        Assert.Equal((0, 0L), (memory.Count, memory.Bytes));
    }

    [Fact]
    public async Task Keeps_count_of_its_bytes_with_many_threads_at_once()
    {
        const int slots = 60;
        var memory = Memory(1_000_000);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            var random = new Random(worker);
            for (var i = 0; i < 5_000; i++)
            {
                var key = random.Next(slots).ToString(CultureInfo.InvariantCulture);
                var plan = Make.Plan(slot: key);
                if (random.Next(3) == 0 || memory.Find(plan) is not { } held)
                {
                    held = memory.Put(plan, Make.Image(new byte[random.Next(CardBytes)]))!;
                }

                memory.Name($"/og/{random.Next(4 * slots)}", new HeldTarget(held, plan.Site, AskedVersion.None, Until: null));
                memory.TryFind($"/og/{random.Next(4 * slots)}", out _);
            }
        })));

        var taken = Enumerable.Range(0, slots).Sum(i => Taken(memory, i.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(taken, memory.Bytes);
        Assert.InRange(memory.Bytes, 1, 1_000_000);
    }

    private CardMemory Memory(long bytes = 100_000_000) => new(Options.Create(new DeliveryOptions { MemoryCacheBytes = bytes }), _clock);

    private static HeldCard Named(CardMemory memory, string slot, params string[] targets)
    {
        var plan = Make.Plan(slot: slot);
        var held = memory.Put(plan, Make.Image(new byte[CardBytes]))!;
        foreach (var target in targets)
        {
            memory.Name(target, new HeldTarget(held, plan.Site, AskedVersion.None, Until: null));
        }

        return held;
    }

    private static long Taken(CardMemory memory, string slot) =>
        memory.FindLast(Make.Plan(slot: slot)) is { } held ? held.Size + held.Targets.Sum(t => 300 + (2L * t.Length)) : 0;
}
