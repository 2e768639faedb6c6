using System.Globalization;
using FluentValidation;
using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Application.Meta;
using PearlIo.Application.Projects;
using PearlIo.Domain.Common;
using PearlIo.Domain.Pages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.Pages;

/// <summary>
/// Keeps what a build knows of pages, and answers with the address and tags of each card. Nothing is drawn or fetched, and telling the
/// same again changes nothing.
/// </summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Items">At most 1,000 pages, each once.</param>
/// <param name="PublicUrl">What absolute addresses begin with, without a slash at its end.</param>
public sealed record PutPages(Guid ProjectId, IReadOnlyList<PageInput?>? Items, string PublicUrl)
    : IRequest<Result<IReadOnlyList<CardMeta>>>, ITransactional
{
    /// <summary>Most pages at once.</summary>
    public const int MaxItems = 1_000;

    internal sealed class Validator : AbstractValidator<PutPages>
    {
        public Validator() => RuleFor(p => p.Items).Custom(Check);

        private static void Check(IReadOnlyList<PageInput?>? items, ValidationContext<PutPages> context)
        {
            if (items is null || items.Count > MaxItems)
            {
                context.AddFailure(items is null
                    ? "'items' is required."
                    : string.Create(CultureInfo.InvariantCulture, $"'items' may have at most {MaxItems} pages. Send more in several requests."));
                return;
            }

            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < items.Count; i++)
            {
                Check(string.Create(CultureInfo.InvariantCulture, $"items[{i}]"), items[i], i, seen, context);
            }
        }

        private static void Check(string field, PageInput? item, int index, Dictionary<string, int> seen, ValidationContext<PutPages> context)
        {
            if (PagePathRules.Read(item?.Path, out var page) is { } problem)
            {
                context.AddFailure($"{field}.path", $"'{field}.path' {problem}");
            }
            else if (!seen.TryAdd(page!.Canonical, index))
            {
                context.AddFailure($"{field}.path", string.Create(
                    CultureInfo.InvariantCulture, $"'{field}.path' is the same page as 'items[{seen[page.Canonical]}].path'. Name each page once."));
            }

            foreach (var wrong in VariableRules.Problems(item?.Variables, $"{field}.variables"))
            {
                context.AddFailure($"{field}.variables", wrong);
            }
        }
    }

    internal sealed class Handler(
        IProjectRepository projects, IPageRepository pages, PageMeta meta, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<PutPages, Result<IReadOnlyList<CardMeta>>>
    {
        public async Task<Result<IReadOnlyList<CardMeta>>> Handle(PutPages request, CancellationToken cancellationToken)
        {
            if (await projects.FindAsync(request.ProjectId, cancellationToken) is not { } project)
            {
                return ProjectFailures.NotFound;
            }

            var now = Timestamps.Now(clock);
            var paths = request.Items!.Select(i => PagePathRules.Page(i!.Path)).ToList();
            var told = paths.Zip(request.Items!, (path, item) => Make(project, path, item!, now)).ToList();
            if (await TellAsync(project, told, now, cancellationToken) != WriteOutcome.Done)
            {
                return ProjectFailures.NotFound;
            }

            var revisions = await pages.GetRevisionsAsync(project.Id, [.. told.Select(p => p.Path)], cancellationToken);
            var known = paths.Zip(told, (path, page) => (path, (KnownPage?)(page with { Revision = revisions.GetValueOrDefault(page.Path) })));
            return await meta.MakeAsync(project, [.. known], request.PublicUrl, demand: null, cancellationToken);
        }

        private async Task<WriteOutcome> TellAsync(Project project, List<KnownPage> told, DateTimeOffset now, CancellationToken cancellationToken)
        {
            var changed = await pages.TellAsync(project.Id, told, now, cancellationToken);
            if (changed == 0)
            {
                return WriteOutcome.Done;
            }

            await audit.AddAsync("pages.put", AuditTargets.Project(project.Id), before: null, AuditJson.OfPages(told.Count, changed), cancellationToken);
            return await projects.RaiseCardsRevisionAsync(project.Id, cancellationToken);
        }

        private static KnownPage Make(Project project, PagePath path, PageInput item, DateTimeOffset now) => new()
        {
            TenantId = project.TenantId,
            ProjectId = project.Id,
            Path = path.Canonical,
            Variables = VariableRules.Normalize(item.Variables),
            Origin = PageOrigin.Build,
            UpdatedAt = now,
        };
    }
}

/// <summary>What a build knows of a page.</summary>
/// <param name="Path">The page's path.</param>
/// <param name="Variables">Values of the template's variables; null stands for none.</param>
public sealed record PageInput(string? Path, IReadOnlyDictionary<string, string>? Variables);
