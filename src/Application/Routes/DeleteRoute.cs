using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Domain.Common;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.Routes;

/// <summary>Deletes a route with its cards; the stored bytes follow within seconds.</summary>
/// <param name="ProjectId">The project of the route.</param>
/// <param name="Id">The route.</param>
/// <param name="ExpectedVersion">The version it must have, or null for any.</param>
public sealed record DeleteRoute(Guid ProjectId, Guid Id, long? ExpectedVersion) : IRequest<Result<Unit>>, ITransactional
{
    internal sealed class Handler(IRouteRepository routes, AuditTrail audit, ITransactions transactions, CleanUpSignal cleanUp, TimeProvider clock)
        : IRequestHandler<DeleteRoute, Result<Unit>>
    {
        public async Task<Result<Unit>> Handle(DeleteRoute request, CancellationToken cancellationToken)
        {
            if (await routes.FindAsync(request.ProjectId, request.Id, cancellationToken) is not { } route)
            {
                return RouteFailures.NotFound;
            }

            var now = Timestamps.Now(clock);
            var outcome = await routes.DeleteAsync(request.ProjectId, request.Id, request.ExpectedVersion, now, cancellationToken);
            if (outcome != WriteOutcome.Done)
            {
                return outcome == WriteOutcome.NotFound ? RouteFailures.NotFound : RouteFailures.VersionChanged;
            }

            await audit.AddAsync("routes.delete", AuditTargets.Route(route.Id), AuditJson.Of(route), after: null, cancellationToken);
            transactions.AfterCommit(cleanUp.Raise);
            return Unit.Value;
        }
    }
}
