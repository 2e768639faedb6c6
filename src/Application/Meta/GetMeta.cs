using FluentValidation;
using MediatR;
using PearlIo.Application.Fetching;
using PearlIo.Application.Pages;
using PearlIo.Application.Projects;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;

namespace PearlIo.Application.Meta;

/// <summary>Reads the address and the tags of a page's card; nothing is drawn.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Path">The page's path; required.</param>
/// <param name="PublicUrl">What absolute addresses begin with, without a slash at its end.</param>
public sealed record GetMeta(Guid ProjectId, string? Path, string PublicUrl) : IRequest<Result<CardMeta>>
{
    internal sealed class Validator : AbstractValidator<GetMeta>
    {
        public Validator() => RuleFor(q => q.Path).PagePath();
    }

    internal sealed class Handler(IProjectRepository projects, IPageRepository pages, PageMeta meta) : IRequestHandler<GetMeta, Result<CardMeta>>
    {
        public async Task<Result<CardMeta>> Handle(GetMeta request, CancellationToken cancellationToken)
        {
            if (await projects.FindAsync(request.ProjectId, cancellationToken) is not { } project)
            {
                return ProjectFailures.NotFound;
            }

            var path = PagePathRules.Page(request.Path);
            var known = await pages.FindAsync(project.Id, path.Canonical, cancellationToken);
            var made = await meta.MakeAsync(project, [(path, known)], request.PublicUrl, SourceDemand.Request, cancellationToken);
            return made.TryGetValue(out var all, out var failure) ? all[0] : failure;
        }
    }
}
