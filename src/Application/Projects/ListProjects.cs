using FluentValidation;
using MediatR;
using PearlIo.Application.Common;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;

namespace PearlIo.Application.Projects;

/// <summary>Reads a page of projects, oldest first.</summary>
public sealed record ListProjects(int? Limit, string? Cursor) : IRequest<Result<Page<Project>>>
{
    private const string List = "projects";

    internal sealed class Validator : AbstractValidator<ListProjects>
    {
        public Validator() => RuleFor(q => q.Limit).PageLimit();
    }

    internal sealed class Handler(IProjectRepository projects) : IRequestHandler<ListProjects, Result<Page<Project>>>
    {
        public async Task<Result<Page<Project>>> Handle(ListProjects request, CancellationToken cancellationToken)
        {
            var after = ListCursor.Decode(List, request.Cursor);
            if (after.Failure is not null)
            {
                return after.Failure;
            }

            var limit = request.Limit ?? Page.DefaultLimit;
            return ListCursor.Cut(List, await projects.ListAsync(after.Value, limit + 1, cancellationToken), limit, p => p.Id);
        }
    }
}
