using PearlIo.Application.Common;
using PearlIo.Application.Jobs;
using PearlIo.Domain.Jobs;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteJobRepositoryTests(SqliteTestDatabase database) : JobRepositoryContract(database), IClassFixture<SqliteTestDatabase>
{
    [Fact]
    public async Task Hands_out_a_job_whose_lease_only_a_clock_that_was_wrong_can_have_given()
    {
        await AddAsync();
        await Jobs.ClaimAsync(Owner, Make.Time.AddDays(1), Lease, CancellationToken.None);

        Assert.Equal([Tenant.DefaultId], await Jobs.ListWaitingTenantsAsync(Make.Time, CancellationToken.None));
        Assert.NotNull(await ClaimAsync(Another));
    }

    protected override Task PassAsync(TimeSpan time)
    {
        Now += time;
        return Task.CompletedTask;
    }
}

public sealed class PostgresJobRepositoryTests(PostgresTestDatabase database) : JobRepositoryContract(database), IClassFixture<PostgresTestDatabase>
{
    private readonly PostgresTestDatabase _database = database;

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Hands_no_job_out_twice_to_a_process_whose_clock_is_wrong(int days)
    {
        await AddAsync();
        await ClaimAsync(Owner);

        Assert.Empty(await Jobs.ListWaitingTenantsAsync(Now.AddDays(days), CancellationToken.None));
        Assert.Null(await Jobs.ClaimAsync(Another, Now.AddDays(days), Lease, CancellationToken.None));
    }

    // The server's clock tells when a lease ends.
    protected override Task PassAsync(TimeSpan time)
    {
        Now += time;
        return _database.ExecuteAsync($"update jobs set lease_until = lease_until - make_interval(secs => {time.TotalSeconds})");
    }
}

/// <summary>Jobs, and who works on which.</summary>
public abstract class JobRepositoryContract(TestDatabase database) : IAsyncLifetime
{
    protected static readonly Guid Owner = Guid.NewGuid();
    protected static readonly Guid Another = Guid.NewGuid();
    private static readonly WarmUp Input = new(["/a", "/ü"], Sitemap: null, Since: null);
    protected static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly Project _project = Make.Project();

    /// <summary>The time.</summary>
    protected DateTimeOffset Now { get; set; } = Make.Time;

    protected IJobRepository Jobs => database.Jobs;

    public async Task InitializeAsync()
    {
        await database.ClearAsync();
        await database.Projects.AddAsync(_project, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Reads_back_what_was_added()
    {
        var job = await AddAsync();

        AssertEqual(job, await FindAsync(job));
        Assert.Null(await Jobs.FindAsync(Guid.CreateVersion7(), CancellationToken.None));
    }

    [Fact]
    public async Task Hands_out_the_job_that_waited_longest_with_what_it_is_to_do()
    {
        var second = await AddAsync(Make.Time.AddSeconds(1), new WarmUp(Paths: null, "https://example.org/s.xml", Make.Time));
        var first = await AddAsync();

        Assert.Equal([Tenant.DefaultId], await Jobs.ListWaitingTenantsAsync(Make.Time, CancellationToken.None));
        var work = await ClaimAsync(Owner);
        Assert.Equal(Input.Paths, work!.Input.Paths);
        AssertEqual(first with { State = JobState.Running }, work.Job);
        Assert.Equal(new WarmUp(Paths: null, "https://example.org/s.xml", Make.Time), (await ClaimAsync(Owner))!.Input);
        Assert.Null(await ClaimAsync(Owner));
        Assert.Empty(await Jobs.ListWaitingTenantsAsync(Make.Time, CancellationToken.None));
        Assert.Equal(JobState.Running, (await FindAsync(second))!.State);
    }

    [Fact]
    public async Task Hands_each_job_out_once_however_many_ask()
    {
        for (var i = 0; i < 5; i++)
        {
            await AddAsync(Make.Time.AddSeconds(i));
        }

        var claimed = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => ClaimAsync(Guid.NewGuid()))));

        Assert.Equal(5, claimed.Where(c => c is not null).Select(c => c!.Job.Id).Distinct().Count());

        // Whoever comes while all that is left is locked by others finds none and asks again later.
        Assert.Equal(5, claimed.Count(c => c is not null));
    }

    [Fact]
    public async Task Lets_another_go_on_from_what_was_written_where_a_lease_ends()
    {
        var job = await AddAsync();
        var work = await ClaimAsync(Owner);
        var saved = work!.Job with { Done = 1, Failed = 1, Total = 3, Report = [new JobFailure("/ü", "a", "it is")], UpdatedAt = Make.Time.AddSeconds(3) };
        Assert.Equal(WriteOutcome.Done, await SaveAsync(saved, Owner, Lease));
        Assert.Null(await ClaimAsync(Another));

        await PassAsync(Lease + TimeSpan.FromSeconds(4));
        var taken = await ClaimAsync(Another);

        AssertEqual(saved with { UpdatedAt = Now }, taken!.Job);
        Assert.Equal(Input.Paths, taken.Input.Paths);
        Assert.Equal(WriteOutcome.NotFound, await SaveAsync(saved with { Done = 9 }, Owner, Lease));
        Assert.Equal(1, (await FindAsync(job))!.Done);
    }

    [Fact]
    public async Task Hands_a_job_that_was_given_back_out_at_once()
    {
        await AddAsync();
        var work = await ClaimAsync(Owner);
        await SaveAsync(work!.Job with { Done = 1 }, Owner, lease: null);

        Assert.Equal(1, (await ClaimAsync(Another))!.Job.Done);
    }

    [Fact]
    public async Task Keeps_the_pages_that_a_sitemap_named()
    {
        await AddAsync(input: new WarmUp(Paths: null, "https://example.org/s.xml", Since: null));
        var work = await ClaimAsync(Owner);
        await Jobs.SaveAsync(work!.Job with { Total = 1 }, work.Input with { Paths = ["/x"] }, Owner, lease: null, CancellationToken.None);

        Assert.Equal(["/x"], (await ClaimAsync(Another))!.Input.Paths);
    }

    [Fact]
    public async Task Keeps_a_cancelled_job_from_whoever_works_on_it()
    {
        var job = await AddAsync();
        var work = await ClaimAsync(Owner);

        Assert.Equal(WriteOutcome.Done, await Jobs.CancelAsync(job.Id, Make.Time, CancellationToken.None));
        Assert.Equal(WriteOutcome.NotFound, await Jobs.CancelAsync(job.Id, Make.Time, CancellationToken.None));
        Assert.Equal(WriteOutcome.NotFound, await SaveAsync(work!.Job with { Done = 1 }, Owner, Lease));

        var cancelled = await FindAsync(job);
        Assert.Equal((JobState.Cancelled, Make.Time, 0), (cancelled!.State, cancelled.FinishedAt, cancelled.Done));
        Assert.Empty(await Jobs.ListWaitingTenantsAsync(Make.Time.AddHours(1), CancellationToken.None));
    }

    [Fact]
    public async Task Forgets_a_job_thirty_days_after_it_ended()
    {
        var job = await AddAsync();
        await Jobs.CancelAsync(job.Id, Make.Time, CancellationToken.None);
        await AddAsync();

        await database.ExpiredRows.DeleteAsync(Make.Time.AddDays(30), CancellationToken.None);
        Assert.Equal(2, await database.CountAsync("jobs"));
        await database.ExpiredRows.DeleteAsync(Make.Time.AddDays(30).AddSeconds(1), CancellationToken.None);
        Assert.Equal(1, await database.CountAsync("jobs"));
    }

    [Fact]
    public async Task Goes_with_its_project()
    {
        await AddAsync();
        var work = await ClaimAsync(Owner);
        await database.Projects.DeleteAsync(_project.Id, expectedVersion: null, Make.Time, CancellationToken.None);

        Assert.Equal(WriteOutcome.NotFound, await SaveAsync(work!.Job, Owner, Lease));
        Assert.Equal(0, await database.CountAsync("jobs"));
    }

    private static void AssertEqual(Job expected, Job? actual)
    {
        Assert.Equal(expected.Report, actual!.Report);
        Assert.Equal(expected, actual with { Report = expected.Report });
    }

    /// <summary>Lets time pass.</summary>
    protected abstract Task PassAsync(TimeSpan time);

    protected async Task<Job> AddAsync(DateTimeOffset? at = null, WarmUp? input = null)
    {
        var job = new Job
        {
            Id = Guid.CreateVersion7(),
            TenantId = Tenant.DefaultId,
            ProjectId = _project.Id,
            Kind = JobKind.Warm,
            State = JobState.Queued,
            Total = 2,
            CreatedAt = at ?? Make.Time,
            UpdatedAt = at ?? Make.Time,
        };
        await Jobs.AddAsync(job, input ?? Input, CancellationToken.None);
        return job;
    }

    private Task<Job?> FindAsync(Job job) => Jobs.FindAsync(job.Id, CancellationToken.None);

    protected Task<JobWork?> ClaimAsync(Guid owner) => Jobs.ClaimAsync(owner, Now, Lease, CancellationToken.None);

    private Task<WriteOutcome> SaveAsync(Job job, Guid owner, TimeSpan? lease) => Jobs.SaveAsync(job, input: null, owner, lease, CancellationToken.None);
}
