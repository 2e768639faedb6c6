using FluentValidation;
using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Domain.Common;
using PearlIo.Domain.Pages;
using PearlIo.Domain.Projects;

namespace PearlIo.Application.Pages;

/// <summary>Forgets what a build told of a page; its card is made as if nothing had been told.</summary>
public sealed record DeletePage(Guid ProjectId, string? Path) : IRequest<Result<Unit>>, ITransactional
{
    internal sealed class Validator : AbstractValidator<DeletePage>
    {
        public Validator() => RuleFor(p => p.Path).PagePath();
    }

    internal sealed class Handler(IProjectRepository projects, IPageRepository pages, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<DeletePage, Result<Unit>>
    {
        public async Task<Result<Unit>> Handle(DeletePage request, CancellationToken cancellationToken)
        {
            if (await projects.FindAsync(request.ProjectId, cancellationToken) is not { } project)
            {
                return ProjectFailures.NotFound;
            }

            var path = PagePathRules.Page(request.Path).Canonical;
            var page = await pages.FindAsync(project.Id, path, cancellationToken);
            if (page?.Told is null || await pages.ForgetAsync(project.Id, path, Timestamps.Now(clock), cancellationToken) != WriteOutcome.Done)
            {
                return PageFailures.NotFound;
            }

            await projects.RaiseCardsRevisionAsync(project.Id, cancellationToken);
            await audit.AddAsync("pages.delete", AuditTargets.Project(project.Id), AuditJson.Of(page), after: null, cancellationToken);
            return Unit.Value;
        }
    }
}
