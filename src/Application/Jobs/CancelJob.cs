using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Domain.Common;
using PearlIo.Domain.Jobs;

namespace PearlIo.Application.Jobs;

/// <summary>Cancels a job that has not ended; cards that it drew stay.</summary>
public sealed record CancelJob(Guid Id) : IRequest<Result<Unit>>, ITransactional
{
    internal sealed class Handler(IJobRepository jobs, AuditTrail audit, TimeProvider clock) : IRequestHandler<CancelJob, Result<Unit>>
    {
        public async Task<Result<Unit>> Handle(CancelJob request, CancellationToken cancellationToken)
        {
            if (await jobs.FindAsync(request.Id, cancellationToken) is not { } job)
            {
                return JobFailures.NotFound;
            }

            if (job.State is JobState.Cancelled)
            {
                return Unit.Value;
            }

            if (await jobs.CancelAsync(request.Id, Timestamps.Now(clock), cancellationToken) != WriteOutcome.Done)
            {
                return JobFailures.Finished;
            }

            await audit.AddAsync("jobs.cancel", AuditTargets.Job(job.Id), AuditJson.Of(job), after: null, cancellationToken);
            return Unit.Value;
        }
    }
}
