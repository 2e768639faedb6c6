using FluentValidation;
using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Application.Templates;
using PearlIo.Domain.Common;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.Routes;

/// <summary>Replaces what a caller says of a route, where the route still has the version that the caller read.</summary>
public sealed record ChangeRoute(Guid ProjectId, Guid Id, long ExpectedVersion, RouteInput Input) : IRequest<Result<Route>>, ITransactional
{
    internal sealed class Validator : AbstractValidator<ChangeRoute>
    {
        public Validator(IValidator<RouteInput> input) => RuleFor(c => c.Input).SetValidator(input);
    }

    internal sealed class Handler(IProjectRepository projects, IRouteRepository routes, TemplateChecks templates, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<ChangeRoute, Result<Route>>
    {
        public async Task<Result<Route>> Handle(ChangeRoute request, CancellationToken cancellationToken)
        {
            if (await routes.FindAsync(request.ProjectId, request.Id, cancellationToken) is not { } current
                || await projects.FindAsync(request.ProjectId, cancellationToken) is not { } project)
            {
                return RouteFailures.NotFound;
            }

            if (await templates.CheckAsync(request.Input.Template, project.Template, request.Input.Variables, cancellationToken) is { } refusal)
            {
                return refusal;
            }

            var changed = request.Input.ApplyTo(current, project.CacheDuration) with
            {
                UpdatedAt = Timestamps.Now(clock),
                Version = request.ExpectedVersion + 1,
            };
            if (WhyNot(await routes.UpdateAsync(changed, request.ExpectedVersion, cancellationToken)) is { } failure)
            {
                return failure;
            }

            await audit.AddAsync("routes.change", AuditTargets.Route(changed.Id), AuditJson.Of(current), AuditJson.Of(changed), cancellationToken);
            return changed;
        }

        private static Failure? WhyNot(WriteOutcome outcome) => outcome switch
        {
            WriteOutcome.Done => null,
            WriteOutcome.NotFound => RouteFailures.NotFound,
            WriteOutcome.Taken => RouteFailures.PathTaken,
            _ => RouteFailures.VersionChanged,
        };
    }
}
