using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;

namespace PearlIo.Application.Projects;

/// <summary>Deletes a project with its routes and cards; the stored bytes follow within seconds.</summary>
/// <param name="Id">The project.</param>
/// <param name="ExpectedVersion">The version it must have, or null for any.</param>
public sealed record DeleteProject(Guid Id, long? ExpectedVersion) : IRequest<Result<Unit>>, ITransactional
{
    internal sealed class Handler(IProjectRepository projects, AuditTrail audit, ITransactions transactions, CleanUpSignal cleanUp, TimeProvider clock)
        : IRequestHandler<DeleteProject, Result<Unit>>
    {
        public async Task<Result<Unit>> Handle(DeleteProject request, CancellationToken cancellationToken)
        {
            if (await projects.FindAsync(request.Id, cancellationToken) is not { } project)
            {
                return ProjectFailures.NotFound;
            }

            var outcome = await projects.DeleteAsync(request.Id, request.ExpectedVersion, Timestamps.Now(clock), cancellationToken);
            if (outcome != WriteOutcome.Done)
            {
                return outcome == WriteOutcome.NotFound ? ProjectFailures.NotFound : ProjectFailures.VersionChanged;
            }

            await audit.AddAsync("projects.delete", AuditTargets.Project(project.Id), AuditJson.Of(project), after: null, cancellationToken);
            transactions.AfterCommit(cleanUp.Raise);
            return Unit.Value;
        }
    }
}
