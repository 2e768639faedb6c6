using MediatR;
using PearlIo.Domain.Common;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.Routes;

/// <summary>Reads one route of a project.</summary>
public sealed record GetRoute(Guid ProjectId, Guid Id) : IRequest<Result<Route>>
{
    internal sealed class Handler(IRouteRepository routes) : IRequestHandler<GetRoute, Result<Route>>
    {
        public async Task<Result<Route>> Handle(GetRoute request, CancellationToken cancellationToken) =>
            await routes.FindAsync(request.ProjectId, request.Id, cancellationToken) is { } route ? route : RouteFailures.NotFound;
    }
}
