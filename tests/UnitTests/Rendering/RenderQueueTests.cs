using PearlIo.Application.OgImages;
using PearlIo.Infrastructure.Rendering.Queueing;

namespace PearlIo.UnitTests.Rendering;

public sealed class RenderQueueTests
{
    [Fact]
    public void Hands_jobs_out_in_their_order()
    {
        var queue = new RenderQueue(2, threads: 2);
        var (first, second) = (Job(), Job());
        queue.TryAdd(first);
        queue.TryAdd(second);

        Assert.Same(first, queue.Take());
        Assert.Same(second, queue.Take());
    }

    [Fact]
    public void Refuses_a_job_when_it_is_full()
    {
        var queue = new RenderQueue(1, threads: 2);

        Assert.True(queue.TryAdd(Job()));
        Assert.False(queue.TryAdd(Job()));
    }

    [Fact]
    public void A_dropped_job_makes_room()
    {
        var queue = new RenderQueue(1, threads: 2);
        var job = Job();
        queue.TryAdd(job);

        Assert.True(queue.TryRemove(job));
        Assert.False(queue.TryRemove(job));
        Assert.True(queue.TryAdd(Job()));
    }

    [Fact]
    public void Closed_it_hands_out_what_waits_and_takes_no_more()
    {
        var queue = new RenderQueue(2, threads: 2);
        var job = Job();
        queue.TryAdd(job);
        queue.Close();

        Assert.False(queue.TryAdd(Job()));
        Assert.Same(job, queue.Take());
        Assert.Null(queue.Take());
    }

    [Fact]
    public void Lets_tenants_take_turns_however_much_one_of_them_wants()
    {
        var queue = new RenderQueue(100, threads: 1);
        var greedy = Enumerable.Range(0, 5).Select(_ => Job(One)).ToList();
        greedy.ForEach(job => queue.TryAdd(job));
        var (modest, last) = (Job(Other), Job(Third));
        queue.TryAdd(modest);
        queue.TryAdd(last);

        Assert.Equal([greedy[0], modest, last, greedy[1], greedy[2], greedy[3], greedy[4]], Enumerable.Range(0, 7).Select(_ => TakeAndFinish(queue)));
    }

    [Fact]
    public void Gives_no_tenant_more_than_half_of_the_threads_while_another_waits()
    {
        var queue = new RenderQueue(100, threads: 4);
        var greedy = Enumerable.Range(0, 6).Select(_ => Job(One)).ToList();
        greedy.ForEach(job => queue.TryAdd(job));
        Assert.Same(greedy[0], queue.Take());
        Assert.Same(greedy[1], queue.Take());
        var modest = Enumerable.Range(0, 3).Select(_ => Job(Other)).ToList();
        modest.ForEach(job => queue.TryAdd(job));

        Assert.Same(modest[0], queue.Take());
        Assert.Same(modest[1], queue.Take());
        queue.Finish(greedy[0]);
        Assert.Same(greedy[2], queue.Take());
    }

    [Fact]
    public void Gives_a_tenant_all_threads_while_nobody_else_waits()
    {
        var queue = new RenderQueue(100, threads: 4);
        var jobs = Enumerable.Range(0, 4).Select(_ => Job(One)).ToList();
        jobs.ForEach(job => queue.TryAdd(job));

        Assert.Equal(jobs, Enumerable.Range(0, 4).Select(_ => queue.Take()));
    }

    [Fact]
    public async Task Draws_ahead_only_where_nobody_waits_and_on_a_quarter_of_the_threads()
    {
        var queue = new RenderQueue(100, threads: 8);
        var ahead = Enumerable.Range(0, 3).Select(_ => Job(One, isAhead: true)).ToList();
        ahead.ForEach(job => queue.TryAdd(job));
        var asked = Job(One);
        queue.TryAdd(asked);

        Assert.Same(asked, queue.Take());
        Assert.Same(ahead[0], queue.Take());
        Assert.Same(ahead[1], queue.Take());
        var waiting = Task.Run(queue.Take);
        queue.Finish(ahead[0]);
        Assert.Same(ahead[2], await waiting);
    }

    [Fact]
    public void Leaves_half_of_the_queue_to_those_who_wait()
    {
        var queue = new RenderQueue(4, threads: 1);

        Assert.True(queue.TryAdd(Job(isAhead: true)));
        Assert.True(queue.TryAdd(Job(isAhead: true)));
        Assert.False(queue.TryAdd(Job(isAhead: true)));
        Assert.True(queue.TryAdd(Job()));
        Assert.True(queue.TryAdd(Job()));
        Assert.False(queue.TryAdd(Job()));
    }

    [Fact]
    public async Task Loses_no_job_and_no_thread_with_many_of_both()
    {
        var queue = new RenderQueue(10_000, threads: 4);
        var taken = 0;
        var threads = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                while (queue.Take() is { } job)
                {
                    Interlocked.Increment(ref taken);
                    queue.Finish(job);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToList();
        Parallel.For(0, 4_000, i => Assert.True(queue.TryAdd(Job(i % 3 == 0 ? One : Other, isAhead: i % 5 == 0))));
        queue.Close();
        await Task.WhenAll(threads);

        Assert.Equal(4_000, taken);
        Assert.Equal(0, queue.Count);
    }

    private static readonly Guid One = new("0195a000-0000-7000-8000-000000000001");
    private static readonly Guid Other = new("0195a000-0000-7000-8000-000000000002");
    private static readonly Guid Third = new("0195a000-0000-7000-8000-000000000003");

    private static RenderJob? TakeAndFinish(RenderQueue queue)
    {
        var job = queue.Take();
        queue.Finish(job!);
        return job;
    }

    private static RenderJob Job(Guid tenant = default, bool isAhead = false) =>
        new(_ => throw new InvalidOperationException("Nobody runs this."), new RenderOrder(tenant, isAhead));
}
