using PearlIo.Infrastructure.Rendering.Queueing;

namespace PearlIo.UnitTests.Rendering;

public sealed class RenderQueueTests
{
    [Fact]
    public void Hands_jobs_out_in_their_order()
    {
        var queue = new RenderQueue(2);
        var (first, second) = (Job(), Job());
        queue.TryAdd(first);
        queue.TryAdd(second);

        Assert.Same(first, queue.Take());
        Assert.Same(second, queue.Take());
    }

    [Fact]
    public void Refuses_a_job_when_it_is_full()
    {
        var queue = new RenderQueue(1);

        Assert.True(queue.TryAdd(Job()));
        Assert.False(queue.TryAdd(Job()));
    }

    [Fact]
    public void A_dropped_job_makes_room()
    {
        var queue = new RenderQueue(1);
        var job = Job();
        queue.TryAdd(job);

        Assert.True(queue.TryRemove(job));
        Assert.False(queue.TryRemove(job));
        Assert.True(queue.TryAdd(Job()));
    }

    [Fact]
    public void Closed_it_hands_out_what_waits_and_takes_no_more()
    {
        var queue = new RenderQueue(2);
        var job = Job();
        queue.TryAdd(job);
        queue.Close();

        Assert.False(queue.TryAdd(Job()));
        Assert.Same(job, queue.Take());
        Assert.Null(queue.Take());
    }

    private static RenderJob Job() => new(_ => throw new InvalidOperationException("Nobody runs this."));
}
