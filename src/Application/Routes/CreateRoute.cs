using FluentValidation;
using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Application.Templates;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.Routes;

/// <summary>Adds a route to a project.</summary>
public sealed record CreateRoute(Guid ProjectId, RouteInput Input) : IRequest<Result<Route>>, ITransactional
{
    internal sealed class Validator : AbstractValidator<CreateRoute>
    {
        public Validator(IValidator<RouteInput> input) => RuleFor(c => c.Input).SetValidator(input);
    }

    internal sealed class Handler(IProjectRepository projects, IRouteRepository routes, TemplateChecks templates, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<CreateRoute, Result<Route>>
    {
        public async Task<Result<Route>> Handle(CreateRoute request, CancellationToken cancellationToken)
        {
            if (await projects.FindAsync(request.ProjectId, cancellationToken) is not { } project)
            {
                return ProjectFailures.NotFound;
            }

            if (await templates.CheckAsync(request.Input.Template, project.Template, request.Input.Variables, cancellationToken) is { } refusal)
            {
                return refusal;
            }

            var route = Make(project, request.Input, Timestamps.Now(clock));
            var outcome = await routes.AddAsync(route, cancellationToken);
            if (outcome != WriteOutcome.Done)
            {
                return outcome == WriteOutcome.Taken ? RouteFailures.PathTaken : ProjectFailures.NotFound;
            }

            await audit.AddAsync("routes.create", AuditTargets.Route(route.Id), before: null, AuditJson.Of(route), cancellationToken);
            return route;
        }

        private static Route Make(Project project, RouteInput input, DateTimeOffset now)
        {
            var route = new Route
            {
                Id = Guid.CreateVersion7(now),
                TenantId = project.TenantId,
                ProjectId = project.Id,
                Path = string.Empty,
                PathShape = string.Empty,
                ReturnType = ReturnType.Png,
                CacheDuration = project.CacheDuration,
                ByteBudget = Route.DefaultByteBudget,
                CreatedAt = now,
                UpdatedAt = now,
            };
            return input.ApplyTo(route, project.CacheDuration);
        }
    }
}
