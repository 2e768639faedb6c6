using PearlIo.Domain.Jobs;

namespace PearlIo.WebApi.Contracts;

/// <summary>Which cards to draw before anybody asks for them: `paths`, or `sitemap`.</summary>
internal sealed record WarmBody
{
    /// <summary>1 to 10,000 pages, each beginning with `/`.</summary>
    public IReadOnlyList<string?>? Paths { get; init; }

    /// <summary>Address of a sitemap (sitemaps.org, or an index of them) of the project's own host; at most 50 MB and 50,000 pages.</summary>
    public string? Sitemap { get; init; }

    /// <summary>With `sitemap`: pages whose `lastmod` is before that are left out, ISO 8601.</summary>
    public string? Since { get; init; }
}

/// <summary>Work in the background.</summary>
/// <param name="Id">UUID v7.</param>
/// <param name="ProjectId">The project whose cards it is about.</param>
/// <param name="Kind">`warm`.</param>
/// <param name="State">`queued`, `running`, `done`, `failed` or `cancelled`.</param>
/// <param name="Total">How many pages there are to do, or null while that is not known.</param>
/// <param name="Done">How many have a fresh card.</param>
/// <param name="Failed">How many have none.</param>
/// <param name="Report">What failed and why, the first 100.</param>
/// <param name="Cause">Why all of it failed, or null.</param>
/// <param name="CreatedAt">When it was asked for, UTC.</param>
/// <param name="UpdatedAt">When something of it changed last.</param>
/// <param name="FinishedAt">When it ended, or null; it is kept for 30 days after that.</param>
internal sealed record JobResource(
    Guid Id,
    Guid ProjectId,
    string Kind,
    string State,
    int? Total,
    int Done,
    int Failed,
    IReadOnlyList<JobFailureResource> Report,
    string? Cause,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    DateTime? FinishedAt)
{
    public static JobResource Of(Job job) => new(
        job.Id,
        job.ProjectId,
        job.Kind switch
        {
            JobKind.Warm => "warm",
            _ => throw new ArgumentOutOfRangeException(nameof(job), job.Kind, "A kind of job without a name."),
        },
        job.State switch
        {
            JobState.Queued => "queued",
            JobState.Running => "running",
            JobState.Done => "done",
            JobState.Failed => "failed",
            JobState.Cancelled => "cancelled",
            _ => throw new ArgumentOutOfRangeException(nameof(job), job.State, "A state of a job without a name."),
        },
        job.Total,
        job.Done,
        job.Failed,
        [.. job.Report.Select(f => new JobFailureResource(f.Path, f.Code, f.Message))],
        job.Cause,
        job.CreatedAt.UtcDateTime,
        job.UpdatedAt.UtcDateTime,
        job.FinishedAt?.UtcDateTime);
}

/// <summary>What of a job failed.</summary>
/// <param name="Path">The page.</param>
/// <param name="Code">A stable code.</param>
/// <param name="Message">Why.</param>
internal sealed record JobFailureResource(string Path, string Code, string Message);
