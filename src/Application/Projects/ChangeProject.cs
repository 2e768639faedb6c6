using FluentValidation;
using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Application.Templates;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;

namespace PearlIo.Application.Projects;

/// <summary>Replaces what a caller says of a project, where the project still has the version that the caller read.</summary>
public sealed record ChangeProject(Guid Id, long ExpectedVersion, ProjectInput Input) : IRequest<Result<Project>>, ITransactional
{
    internal sealed class Validator : AbstractValidator<ChangeProject>
    {
        public Validator(IValidator<ProjectInput> input) => RuleFor(c => c.Input).SetValidator(input);
    }

    internal sealed class Handler(IProjectRepository projects, TemplateChecks templates, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<ChangeProject, Result<Project>>
    {
        public async Task<Result<Project>> Handle(ChangeProject request, CancellationToken cancellationToken)
        {
            if (await projects.FindAsync(request.Id, cancellationToken) is not { } current)
            {
                return ProjectFailures.NotFound;
            }

            if (await templates.CheckAsync(request.Input.Template, cancellationToken) is { } refusal)
            {
                return refusal;
            }

            var changed = request.Input.ApplyTo(current) with
            {
                UpdatedAt = Timestamps.Now(clock),
                Version = request.ExpectedVersion + 1,
            };
            var outcome = await projects.UpdateAsync(changed, request.ExpectedVersion, cancellationToken);
            if (outcome != WriteOutcome.Done)
            {
                return outcome == WriteOutcome.NotFound ? ProjectFailures.NotFound : ProjectFailures.VersionChanged;
            }

            await audit.AddAsync("projects.change", AuditTargets.Project(changed.Id), AuditJson.Of(current), AuditJson.Of(changed), cancellationToken);
            return changed;
        }
    }
}
