using FluentValidation;
using MediatR;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.Routes;

/// <summary>Reads a page of a project's routes, oldest first.</summary>
public sealed record ListRoutes(Guid ProjectId, int? Limit, string? Cursor) : IRequest<Result<Page<Route>>>
{
    private string List => $"routes/{ProjectId:D}";

    internal sealed class Validator : AbstractValidator<ListRoutes>
    {
        public Validator() => RuleFor(q => q.Limit).PageLimit();
    }

    internal sealed class Handler(IProjectRepository projects, IRouteRepository routes)
        : IRequestHandler<ListRoutes, Result<Page<Route>>>
    {
        public async Task<Result<Page<Route>>> Handle(ListRoutes request, CancellationToken cancellationToken)
        {
            var after = ListCursor.Decode(request.List, request.Cursor);
            if (after.Failure is not null)
            {
                return after.Failure;
            }

            if (await projects.FindAsync(request.ProjectId, cancellationToken) is null)
            {
                return ProjectFailures.NotFound;
            }

            var limit = request.Limit ?? Page.DefaultLimit;
            var rows = await routes.ListAsync(request.ProjectId, after.Value, limit + 1, cancellationToken);
            return ListCursor.Cut(request.List, rows, limit, r => r.Id);
        }
    }
}
