using FluentValidation;
using MediatR;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.CachedImages;

/// <summary>Reads a page of what is kept of a project, newest first.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Path">Cards of this page only, or null.</param>
/// <param name="Route">Cards of this route only, or null.</param>
/// <param name="Limit">Most cards to return.</param>
/// <param name="Cursor">Where to go on.</param>
public sealed record ListImages(Guid ProjectId, string? Path, Guid? Route, int? Limit, string? Cursor) : IRequest<Result<Page<KeptImage>>>
{
    // A cursor goes on in the list that gave it: the one with the same filters.
    private string List => $"images\n{ProjectId:D}\n{Path}\n{Route:D}";

    internal sealed class Validator : AbstractValidator<ListImages>
    {
        public Validator()
        {
            RuleFor(q => q.Limit).PageLimit();
            RuleFor(q => q.Route).Null().When(q => q.Path is not null).WithMessage("Give 'path' or 'route', not both.");
        }
    }

    internal sealed class Handler(IKeptImageRepository kept, IProjectRepository projects, TimeProvider clock)
        : IRequestHandler<ListImages, Result<Page<KeptImage>>>
    {
        public async Task<Result<Page<KeptImage>>> Handle(ListImages request, CancellationToken cancellationToken)
        {
            var after = ListCursor.DecodeTimed(request.List, request.Cursor);
            if (after.Failure is not null)
            {
                return after.Failure;
            }

            if (!KeptImagePaths.Read(request.Path).TryGetValue(out var page, out var failure))
            {
                return failure;
            }

            if (await projects.FindAsync(request.ProjectId, cancellationToken) is null)
            {
                return ProjectFailures.NotFound;
            }

            var limit = request.Limit ?? Common.Page.DefaultLimit;
            var which = new KeptImages(request.ProjectId, request.Route, page.Hash);
            var position = after.Value is var (at, id) ? new ImagePosition(at, id) : null;
            return Cut(request.List, await kept.ListAsync(which, position, clock.GetUtcNow(), limit + 1, cancellationToken), limit);
        }

        private static Page<KeptImage> Cut(string list, IReadOnlyList<KeptImage> images, int limit)
        {
            var shown = images.Take(limit).ToList();
            return new Page<KeptImage>(shown, images.Count > limit ? ListCursor.Encode(list, shown[^1].CreatedAt, shown[^1].Id) : null);
        }
    }
}

/// <summary>Reads the pages that lists and purges are of.</summary>
internal static class KeptImagePaths
{
    /// <summary>A page as it is told apart from others, or none where there is no path.</summary>
    public static Result<(string? Canonical, PageHash? Hash)> Read(string? path)
    {
        if (path is null)
        {
            return ((string?)null, (PageHash?)null);
        }

        if (!path.StartsWith('/'))
        {
            return Invalid.Field("path", "'path' must begin with /.");
        }

        return PagePath.Parse(path).TryGetValue(out var page, out var failure) ? (page.Canonical, PageHash.Of(page)) : failure;
    }
}
