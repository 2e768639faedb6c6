using NSubstitute;
using PearlIo.Application.Common;
using PearlIo.Application.Jobs;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.Jobs;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Jobs;

public sealed class JobRunnerTests : IDisposable
{
    private static readonly WarmUp Input = new(["/a", "/b", "/c"], Sitemap: null, Since: null);

    private readonly TestApplication _application = new();
    private readonly List<(Job Job, TimeSpan? Lease)> _saved = [];
    private readonly List<string> _drawn = [];
    private Func<string, Result<RenderedCard>> _render = _ => Make.Rendered();

    public JobRunnerTests()
    {
        _application.Knows(Make.Project());
        _application.Jobs.ListWaitingTenantsAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns([Tenant.DefaultId]);
        _application.Jobs.SaveAsync(Arg.Any<Job>(), Arg.Any<WarmUp?>(), Arg.Any<Guid>(), Arg.Any<TimeSpan?>(), Arg.Any<CancellationToken>()).Returns(call =>
        {
            _saved.Add((call.Arg<Job>(), call.ArgAt<TimeSpan?>(3)));
            return WriteOutcome.Done;
        });
        _application.Renderer.RenderAsync(Arg.Any<CardContent>(), Arg.Any<CardOutput>(), Arg.Any<RenderOrder>(), Arg.Any<CancellationToken>()).Returns(call =>
        {
            var address = call.Arg<CardContent>().Address;
            _drawn.Add(address);
            return _render(address);
        });
    }

    private JobRunner Runner => _application.Get<JobRunner>();

    public void Dispose() => _application.Dispose();

    [Fact]
    public async Task Finds_nothing_to_do()
    {
        _application.Jobs.ListWaitingTenantsAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns([]);
        Assert.False(await Runner.RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Draws_the_cards_one_by_one_and_ends()
    {
        Waits(Input);
        Assert.True(await Runner.RunAsync(CancellationToken.None));

        Assert.Equal(["acme.dev/a", "acme.dev/b", "acme.dev/c"], _drawn);
        var (job, lease) = Assert.Single(_saved);
        Assert.Equal((JobState.Done, 3, 0, FakeClock.Noon, null), (job.State, job.Done, job.Failed, job.FinishedAt, lease));
    }

    [Fact]
    public async Task Goes_on_behind_what_was_done_before()
    {
        Waits(Input, done: 1, failed: 1);
        await Runner.RunAsync(CancellationToken.None);

        Assert.Equal(["acme.dev/c"], _drawn);
        Assert.Equal((2, 1), (_saved[^1].Job.Done, _saved[^1].Job.Failed));
    }

    [Fact]
    public async Task Reports_what_failed_and_goes_on()
    {
        Waits(Input);
        _render = address => address.EndsWith('b') ? throw new InvalidOperationException("bug") : Make.Rendered();
        await Runner.RunAsync(CancellationToken.None);

        var job = _saved[^1].Job;
        Assert.Equal((JobState.Done, 2, 1), (job.State, job.Done, job.Failed));
        Assert.Equal(("/b", "jobs.fault"), (Assert.Single(job.Report).Path, job.Report[0].Code));
        Assert.DoesNotContain("bug", job.Report[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_where_crawlers_have_filled_the_queue()
    {
        Waits(Input with { Paths = ["/a"] });
        _render = _ => _drawn.Count < 5 ? new Failure(FailureKind.TooBusy, "x", "x") : Make.Rendered();
        await _application.Clock.RunAsync(Runner.RunAsync(CancellationToken.None));

        Assert.Equal((1, 0), (_saved[^1].Job.Done, _saved[^1].Job.Failed));
        Assert.Equal(FakeClock.Noon.AddSeconds(4), _application.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Writes_down_how_far_it_is_and_renews_the_lease()
    {
        Waits(Input);
        _render = _ => Later(JobRunner.SaveInterval);
        await Runner.RunAsync(CancellationToken.None);

        Assert.Equal([1, 2, 3, 3], _saved.Select(s => s.Job.Done));
        Assert.Equal(JobRunner.Lease, _saved[0].Lease);
    }

    [Fact]
    public async Task Gives_others_their_turn()
    {
        Waits(Input);
        _render = _ => Later(JobRunner.Turn);
        await Runner.RunAsync(CancellationToken.None);

        var (job, lease) = Assert.Single(_saved);
        Assert.Equal((JobState.Running, 1, null), (job.State, job.Done, lease));
    }

    [Fact]
    public async Task Leaves_a_job_alone_that_was_cancelled_or_taken_by_another()
    {
        Waits(Input);
        _render = _ => Later(JobRunner.SaveInterval);
        _application.Jobs.SaveAsync(Arg.Any<Job>(), Arg.Any<WarmUp?>(), Arg.Any<Guid>(), Arg.Any<TimeSpan?>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.NotFound);
        await Runner.RunAsync(CancellationToken.None);

        Assert.Single(_drawn);
    }

    [Fact]
    public async Task Gives_a_job_back_with_what_is_done_where_the_service_stops()
    {
        using var stop = new CancellationTokenSource();
        Waits(Input);
        _render = address =>
        {
            if (address.EndsWith('b'))
            {
                stop.Cancel();
            }

            return Make.Rendered();
        };
        _application.Projects.FindAsync(Make.ProjectId, Arg.Is<CancellationToken>(t => t.IsCancellationRequested)).Returns<Domain.Projects.Project?>(_ => throw new OperationCanceledException(stop.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Runner.RunAsync(stop.Token));

        var (job, lease) = Assert.Single(_saved);
        Assert.Equal((JobState.Running, null), (job.State, lease));
        Assert.InRange(job.Done, 1, 2);
    }

    [Fact]
    public async Task Reads_a_sitemap_once_and_draws_its_pages()
    {
        Waits(new WarmUp(Paths: null, "https://acme.dev/s.xml", FakeClock.Noon));
        _application.Sitemaps.ReadAsync(new Uri("https://acme.dev/s.xml"), new Uri("https://acme.dev"), FakeClock.Noon, Arg.Any<CancellationToken>())
            .Returns(new SitemapPages(["/x", "/y"], Elsewhere: 1));
        await Runner.RunAsync(CancellationToken.None);

        Assert.Equal(["acme.dev/x", "acme.dev/y"], _drawn);
        Assert.Equal((2, JobState.Done), (_saved[0].Job.Total, _saved[^1].Job.State));
        await _application.Jobs.Received(1).SaveAsync(
            Arg.Any<Job>(), Arg.Is<WarmUp?>(w => w != null && w.Paths!.Count == 2), Arg.Any<Guid>(), Arg.Any<TimeSpan?>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Names_the_sitemaps_of_an_index_that_could_not_be_read_and_draws_the_pages_of_the_others()
    {
        Waits(new WarmUp(Paths: null, "https://acme.dev/s.xml", Since: null));
        _application.Sitemaps.ReadAsync(Arg.Any<Uri>(), Arg.Any<Uri>(), Arg.Any<DateTimeOffset?>(), Arg.Any<CancellationToken>())
            .Returns(new SitemapPages(["/x", "/y"], Elsewhere: 0)
            {
                Unread = [new UnreadSitemap(new Uri("https://acme.dev/2.xml"), new Failure(FailureKind.NotFound, "sitemaps.unreachable", "It is not there."))],
            });
        await Runner.RunAsync(CancellationToken.None);

        Assert.Equal(["acme.dev/x", "acme.dev/y"], _drawn);
        var job = _saved[^1].Job;
        Assert.Equal((JobState.Done, 3, 2, 1), (job.State, job.Total, job.Done, job.Failed));
        Assert.Equal(new JobFailure("https://acme.dev/2.xml", "sitemaps.unreachable", "It is not there."), Assert.Single(job.Report));

        // Whoever goes on behind that leaves out none of the pages.
        _drawn.Clear();
        Waits(new WarmUp(["/x", "/z"], "https://acme.dev/s.xml", Since: null) { UnreadSitemaps = 1 }, done: 1, failed: 1);
        await Runner.RunAsync(CancellationToken.None);
        Assert.Equal(["acme.dev/z"], _drawn);
    }

    [Fact]
    public async Task Tells_why_a_sitemap_could_not_be_read()
    {
        Waits(new WarmUp(Paths: null, "https://acme.dev/s.xml", Since: null));
        _application.Sitemaps.ReadAsync(Arg.Any<Uri>(), Arg.Any<Uri>(), Arg.Any<DateTimeOffset?>(), Arg.Any<CancellationToken>())
            .Returns(new Failure(FailureKind.NotFound, "sitemaps.unreachable", "It is not there."));
        await Runner.RunAsync(CancellationToken.None);

        var job = Assert.Single(_saved).Job;
        Assert.Equal((JobState.Failed, "It is not there.", FakeClock.Noon), (job.State, job.Cause, job.FinishedAt));
        Assert.Empty(_drawn);
    }

    [Fact]
    public async Task Keeps_a_service_awake_that_works()
    {
        Waits(Input);
        _render = _ => Later(TimeSpan.FromSeconds(1));
        var activity = _application.Get<ServiceActivity>();
        _application.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True(activity.IsIdle);
        await Runner.RunAsync(CancellationToken.None);

        Assert.False(activity.IsIdle);
    }

    private Result<RenderedCard> Later(TimeSpan by)
    {
        _application.Clock.Advance(by);
        return Make.Rendered();
    }

    private void Waits(WarmUp input, int done = 0, int failed = 0)
    {
        var job = new Job
        {
            Id = Guid.CreateVersion7(),
            TenantId = Tenant.DefaultId,
            ProjectId = Make.ProjectId,
            Kind = JobKind.Warm,
            State = JobState.Running,
            Total = input.Paths?.Count,
            Done = done,
            Failed = failed,
            CreatedAt = FakeClock.Noon,
            UpdatedAt = FakeClock.Noon,
        };
        _application.Jobs.ClaimAsync(Arg.Any<Guid>(), Arg.Any<DateTimeOffset>(), Arg.Any<TimeSpan>(), Arg.Any<CancellationToken>()).Returns(new JobWork(job, input));
    }
}
