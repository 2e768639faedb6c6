using FluentValidation;
using MediatR;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Domain.Common;
using PearlIo.Domain.Pages;
using PearlIo.Domain.Projects;

namespace PearlIo.Application.Pages;

/// <summary>Reads a page of the list of pages that a build told, by path.</summary>
public sealed record ListPages(Guid ProjectId, int? Limit, string? Cursor) : IRequest<Result<Page<KnownPage>>>
{
    private string List => $"pages/{ProjectId:D}";

    internal sealed class Validator : AbstractValidator<ListPages>
    {
        public Validator() => RuleFor(q => q.Limit).PageLimit();
    }

    internal sealed class Handler(IProjectRepository projects, IPageRepository pages) : IRequestHandler<ListPages, Result<Page<KnownPage>>>
    {
        public async Task<Result<Page<KnownPage>>> Handle(ListPages request, CancellationToken cancellationToken)
        {
            var after = ListCursor.DecodeText(request.List, request.Cursor);
            if (after.Failure is not null)
            {
                return after.Failure;
            }

            if (await projects.FindAsync(request.ProjectId, cancellationToken) is null)
            {
                return ProjectFailures.NotFound;
            }

            var limit = request.Limit ?? Page.DefaultLimit;
            var rows = await pages.ListToldAsync(request.ProjectId, after.Value, limit + 1, cancellationToken);
            return ListCursor.Cut(request.List, rows, limit, p => p.Path);
        }
    }
}
