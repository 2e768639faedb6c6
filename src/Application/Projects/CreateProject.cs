using FluentValidation;
using MediatR;
using PearlIo.Application.Access;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Application.Templates;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;

namespace PearlIo.Application.Projects;

/// <summary>Registers a site whose pages will get cards.</summary>
public sealed record CreateProject(ProjectInput Input) : IRequest<Result<Project>>, ITransactional
{
    internal sealed class Validator : AbstractValidator<CreateProject>
    {
        public Validator(IValidator<ProjectInput> input) => RuleFor(c => c.Input).SetValidator(input);
    }

    internal sealed class Handler(IProjectRepository projects, TemplateChecks templates, AuditTrail audit, CallerContext callers, TimeProvider clock)
        : IRequestHandler<CreateProject, Result<Project>>
    {
        public async Task<Result<Project>> Handle(CreateProject request, CancellationToken cancellationToken)
        {
            if (await templates.CheckAsync(request.Input.Template, cancellationToken) is { } refusal)
            {
                return refusal;
            }

            var now = Timestamps.Now(clock);
            var project = request.Input.ApplyTo(new Project
            {
                Id = Guid.CreateVersion7(now),
                TenantId = callers.Current.TenantId,
                Title = string.Empty,
                Url = string.Empty,
                CacheDuration = Project.DefaultCacheDuration,
                CreatedAt = now,
                UpdatedAt = now,
            });
            await projects.AddAsync(project, cancellationToken);
            await audit.AddAsync("projects.create", AuditTargets.Project(project.Id), before: null, AuditJson.Of(project), cancellationToken);
            return project;
        }
    }
}
