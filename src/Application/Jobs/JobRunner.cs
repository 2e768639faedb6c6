using Microsoft.Extensions.Logging;
using PearlIo.Application.Access;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Domain.Common;
using PearlIo.Domain.Jobs;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.Jobs;

/// <summary>
/// Works on jobs, one card at a time: each for a while, then the next one's turn, so that a long job holds up no short one. How far a
/// job is, is written down every few seconds with a new end of the lease; whoever takes a job over goes on from there, and does at most
/// the last few seconds twice.
/// </summary>
public sealed partial class JobRunner(
    IJobRepository jobs,
    IProjectRepository projects,
    ISitemapReader sitemaps,
    CardWarmer warmer,
    CallerContext callers,
    ServiceActivity activity,
    TimeProvider clock,
    ILogger<JobRunner> logger)
{
    /// <summary>How long a job that nobody reports on is left to whoever took it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>How often it is written down how far a job is.</summary>
    internal static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(3);

    /// <summary>How long a job has its turn while others wait.</summary>
    internal static readonly TimeSpan Turn = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LastSave = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WhileBusy = TimeSpan.FromSeconds(1);

    private const int MaxAttemptsWhileBusy = 60;

    private static readonly Failure Fault = new(FailureKind.Conflict, "jobs.fault", "The card could not be drawn; the log of the service says why.");

    private readonly Guid _owner = Guid.NewGuid();

    /// <summary>Gives one job of each tenant its turn.</summary>
    /// <returns>Whether there was any.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var found = false;
        foreach (var tenant in await jobs.ListWaitingTenantsAsync(clock.GetUtcNow(), cancellationToken))
        {
            using var scope = callers.Enter(Caller.Service(tenant));
            var now = Timestamps.Now(clock);
            if (await jobs.ClaimAsync(_owner, now, Lease, cancellationToken) is { } work)
            {
                found = true;
                await RunAsync(work, cancellationToken);
            }
        }

        return found;
    }

    private async Task RunAsync(JobWork work, CancellationToken cancellationToken)
    {
        var (job, input) = work;
        try
        {
            if (input.Paths is null)
            {
                (job, input) = await FindPagesAsync(job, input, cancellationToken);
            }

            if (input.Paths is { } paths && job.FinishedAt is null)
            {
                await WarmAsync(job, paths, input.UnreadSitemaps, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogInterrupted(job.Id);
            throw;
        }
    }

    private async Task<(Job Job, WarmUp Input)> FindPagesAsync(Job job, WarmUp input, CancellationToken cancellationToken)
    {
        var read = await ReadSitemapAsync(job, input, cancellationToken);
        if (!read.TryGetValue(out var pages, out var failure))
        {
            job = End(job, JobState.Failed) with { Cause = failure.Message };
            await SaveAsync(job, input: null, keep: false, cancellationToken);
            return (job, input);
        }

        input = input with { Paths = pages.Paths, UnreadSitemaps = pages.Unread.Count };
        job = pages.Unread.Aggregate(job, (known, unread) => Count(known, unread.Sitemap.AbsoluteUri, unread.Failure)) with
        {
            Total = pages.Paths.Count + pages.Unread.Count,
        };
        var isHeld = await SaveAsync(job, input, keep: true, cancellationToken);
        return (job, isHeld ? input : input with { Paths = null });
    }

    private async Task<Result<SitemapPages>> ReadSitemapAsync(Job job, WarmUp input, CancellationToken cancellationToken) =>
        await projects.FindAsync(job.ProjectId, cancellationToken) is { } project
            ? await sitemaps.ReadAsync(new Uri(input.Sitemap!), new Uri(project.Url), input.Since, cancellationToken)
            : ProjectFailures.NotFound;

    private async Task WarmAsync(Job job, IReadOnlyList<string> paths, int unread, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var saved = began;
        try
        {
            for (var at = job.Done + job.Failed - unread; at < paths.Count; at++)
            {
                // A job is asked for like anything else: while it runs the service is not idle.
                activity.See();
                job = Count(job, paths[at], await TryWarmAsync(job.ProjectId, paths[at], cancellationToken));
                if (clock.GetElapsedTime(saved) < SaveInterval)
                {
                    continue;
                }

                saved = clock.GetTimestamp();
                var isOver = clock.GetElapsedTime(began) >= Turn;
                if (!await SaveAsync(job, input: null, keep: !isOver, cancellationToken) || isOver)
                {
                    return;
                }
            }
        }
        catch
        {
            await GiveBackAsync(job);
            throw;
        }

        await SaveAsync(End(job, JobState.Done), input: null, keep: false, cancellationToken);
    }

    // Background work waits where crawlers have filled the queue.
    private async Task<Failure?> TryWarmAsync(Guid projectId, string text, CancellationToken cancellationToken)
    {
        if (!PagePath.Parse(text).TryGetValue(out var path, out var unreadable))
        {
            return unreadable;
        }

        var failure = await WarmAsync(projectId, path, cancellationToken);
        for (var attempt = 1; failure?.Kind == FailureKind.TooBusy && attempt < MaxAttemptsWhileBusy; attempt++)
        {
            await Task.Delay(WhileBusy, clock, cancellationToken);
            failure = await WarmAsync(projectId, path, cancellationToken);
        }

        return failure;
    }

    // A card that nobody can draw must not hold up those behind it for good.
    private async Task<Failure?> WarmAsync(Guid projectId, PagePath path, CancellationToken cancellationToken)
    {
        try
        {
            return await warmer.WarmAsync(projectId, path, cancellationToken);
        }
        catch (Exception e) when (e is not (OperationCanceledException or DatabaseUnavailableException))
        {
            LogFault(e, projectId);
            return Fault;
        }
    }

    private static Job Count(Job job, string path, Failure? failure) => failure is null
        ? job with { Done = job.Done + 1 }
        : job with
        {
            Failed = job.Failed + 1,
            Report = job.Report.Count < Job.MaxReported ? [.. job.Report, new JobFailure(path, failure.Code, failure.Message)] : job.Report,
        };

    private Job End(Job job, JobState state) => job with { State = state, FinishedAt = Timestamps.Now(clock) };

    /// <returns>Whether the job is still to be worked on by this process.</returns>
    private async Task<bool> SaveAsync(Job job, WarmUp? input, bool keep, CancellationToken cancellationToken)
    {
        var now = Timestamps.Now(clock);
        var outcome = await jobs.SaveAsync(job with { UpdatedAt = now }, input, _owner, keep ? Lease : null, cancellationToken);
        return outcome == WriteOutcome.Done;
    }

    // So that the next one goes on from here at once; where that fails too, the lease ends by itself.
    private async Task GiveBackAsync(Job job)
    {
        using var bounded = new CancellationTokenSource(LastSave);
        try
        {
            await SaveAsync(job, input: null, keep: false, bounded.Token);
        }
        catch (Exception e)
        {
            LogNotGivenBack(e, job.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {Id} was interrupted and goes on later")]
    private partial void LogInterrupted(Guid id);

    [LoggerMessage(Level = LogLevel.Error, Message = "A card of project {ProjectId} could not be drawn for a job")]
    private partial void LogFault(Exception exception, Guid projectId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "How far job {Id} is could not be written; it goes on from what was written last")]
    private partial void LogNotGivenBack(Exception exception, Guid id);
}
