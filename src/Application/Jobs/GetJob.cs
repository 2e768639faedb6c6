using MediatR;
using PearlIo.Domain.Common;
using PearlIo.Domain.Jobs;

namespace PearlIo.Application.Jobs;

/// <summary>Reads a job.</summary>
public sealed record GetJob(Guid Id) : IRequest<Result<Job>>
{
    internal sealed class Handler(IJobRepository jobs) : IRequestHandler<GetJob, Result<Job>>
    {
        public async Task<Result<Job>> Handle(GetJob request, CancellationToken cancellationToken) =>
            await jobs.FindAsync(request.Id, cancellationToken) is { } job ? job : JobFailures.NotFound;
    }
}
