using PearlIo.Domain.Common;

namespace PearlIo.Domain.Jobs;

/// <summary>Expected outcomes of working with jobs.</summary>
public static class JobFailures
{
    /// <summary>There is no such job.</summary>
    public static readonly Failure NotFound = new(
        FailureKind.NotFound, "jobs.not_found", "There is no job with this id. Jobs are kept for 30 days after they ended.");

    /// <summary>The job has ended already.</summary>
    public static readonly Failure Finished = new(FailureKind.Conflict, "jobs.finished", "The job has ended, so there is nothing to cancel.");
}
