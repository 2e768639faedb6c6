using NSubstitute;
using PearlIo.Application.Common;
using PearlIo.Application.Jobs;
using PearlIo.Domain.Jobs;
using PearlIo.Domain.Projects;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Jobs;

public sealed class WarmUpUseCaseTests : IDisposable
{
    private readonly TestApplication _application = new();

    public WarmUpUseCaseTests() => _application.Knows(Make.Project());

    public void Dispose() => _application.Dispose();

    [Fact]
    public async Task Queues_a_list_of_pages_and_wakes_the_worker()
    {
        var waiting = _application.Get<JobSignal>().WaitAsync(CancellationToken.None);
        var job = (await _application.SendAsync(Request("/a", "/b?x=1"))).Value;

        Assert.Equal((JobState.Queued, 2, Make.ProjectId), (job.State, job.Total, job.ProjectId));
        await _application.Jobs.Received(1).AddAsync(job, Arg.Is<WarmUp>(w => w.Paths!.Count == 2), Arg.Any<CancellationToken>());
        Assert.Equal(("jobs.create", job.Id.ToString("D")), (_application.Audit[0].Action, _application.Audit[0].Target.Id));
        Assert.True(waiting.IsCompleted);
    }

    [Fact]
    public async Task Queues_a_sitemap_of_the_site() =>
        Assert.Null((await _application.SendAsync(new StartWarmUp(Make.ProjectId, Paths: null, "https://acme.dev/sitemap.xml", FakeClock.Noon))).Value.Total);

    [Fact]
    public async Task Knows_no_other_project() =>
        Assert.Equal(ProjectFailures.NotFound, (await _application.SendAsync(Request("/a") with { ProjectId = Make.OtherId })).Failure);

    public static TheoryData<string, StartWarmUp> Wrong => new()
    {
        { "paths", Request() },
        { "paths", Request("a") },
        { "paths", Request("/a", null!) },
        { "paths", Request("/a\0") },
        { "paths", Request("/" + new string('x', 2_048)) },
        { "paths", Request([.. Enumerable.Repeat("/a", StartWarmUp.MaxPaths + 1)]) },
        { "paths", new StartWarmUp(Make.ProjectId, Paths: null, Sitemap: null, Since: null) },
        { "paths", Request("/a") with { Sitemap = "https://acme.dev/sitemap.xml" } },
        { "since", Request("/a") with { Since = FakeClock.Noon } },
        { "sitemap", new StartWarmUp(Make.ProjectId, Paths: null, "https://evil.dev/sitemap.xml", Since: null) },
        { "sitemap", new StartWarmUp(Make.ProjectId, Paths: null, "/sitemap.xml", Since: null) },
        { "sitemap", new StartWarmUp(Make.ProjectId, Paths: null, "file:///etc/passwd", Since: null) },
        { "sitemap", new StartWarmUp(Make.ProjectId, Paths: null, "https://acme.dev/" + new string('x', 3_000), Since: null) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Says_what_is_wrong(string field, StartWarmUp request)
    {
        var failure = (await _application.SendAsync(request)).Failure;

        Assert.Equal(Invalid.Code, failure?.Code);
        Assert.Equal([field], failure!.Errors!.Keys);
        Assert.Empty(_application.Audit);
    }

    [Fact]
    public async Task Cancels_a_job_and_tells_so_once()
    {
        var job = Knows(JobState.Running);
        _application.Jobs.CancelAsync(job.Id, Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);

        Assert.Null((await _application.SendAsync(new CancelJob(job.Id))).Failure);
        Assert.Equal("jobs.cancel", Assert.Single(_application.Audit).Action);
    }

    [Theory]
    [InlineData(JobState.Cancelled, null)]
    [InlineData(JobState.Done, "jobs.finished")]
    public async Task Cancels_nothing_that_has_ended(JobState state, string? code)
    {
        var job = Knows(state);
        _application.Jobs.CancelAsync(job.Id, Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.NotFound);

        Assert.Equal(code, (await _application.SendAsync(new CancelJob(job.Id))).Failure?.Code);
        Assert.Empty(_application.Audit);
    }

    [Fact]
    public async Task Knows_no_other_job()
    {
        Assert.Equal(JobFailures.NotFound, (await _application.SendAsync(new GetJob(Make.OtherId))).Failure);
        Assert.Equal(JobFailures.NotFound, (await _application.SendAsync(new CancelJob(Make.OtherId))).Failure);
    }

    private static StartWarmUp Request(params string[] paths) => new(Make.ProjectId, paths, Sitemap: null, Since: null);

    private Job Knows(JobState state)
    {
        var job = new Job
        {
            Id = Guid.CreateVersion7(),
            TenantId = Domain.Tenants.Tenant.DefaultId,
            ProjectId = Make.ProjectId,
            Kind = JobKind.Warm,
            State = state,
            CreatedAt = FakeClock.Noon,
            UpdatedAt = FakeClock.Noon,
        };
        _application.Jobs.FindAsync(job.Id, Arg.Any<CancellationToken>()).Returns(job);
        return job;
    }
}
