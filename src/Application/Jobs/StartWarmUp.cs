using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Domain.Common;
using PearlIo.Domain.Jobs;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.Jobs;

/// <summary>Asks for the cards of pages to be drawn in the background: of those listed, or of those that a sitemap of the site names.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Paths">The pages, or null.</param>
/// <param name="Sitemap">Address of a sitemap of the project's host, or null.</param>
/// <param name="Since">Pages that the sitemap says to have changed last before that are left out; or null.</param>
public sealed record StartWarmUp(Guid ProjectId, IReadOnlyList<string?>? Paths, string? Sitemap, DateTimeOffset? Since)
    : IRequest<Result<Job>>, ITransactional
{
    /// <summary>Most pages of one list.</summary>
    public const int MaxPaths = 10_000;

    private const int MaxSitemapLength = 2_048;

    internal sealed class Handler(IJobRepository jobs, IProjectRepository projects, AuditTrail audit, ITransactions transactions, JobSignal signal, TimeProvider clock)
        : IRequestHandler<StartWarmUp, Result<Job>>
    {
        public async Task<Result<Job>> Handle(StartWarmUp request, CancellationToken cancellationToken)
        {
            if (await projects.FindAsync(request.ProjectId, cancellationToken) is not { } project)
            {
                return ProjectFailures.NotFound;
            }

            if (request.FindProblem(new Uri(project.Url)) is { } problem)
            {
                return problem;
            }

            var job = MakeJob(project, request.Paths?.Count, Timestamps.Now(clock));
            var input = new WarmUp(request.Paths?.OfType<string>().ToList(), request.Sitemap, request.Since);
            await jobs.AddAsync(job, input, cancellationToken);
            await audit.AddAsync("jobs.create", AuditTargets.Job(job.Id), before: null, AuditJson.Of(job), cancellationToken);
            transactions.AfterCommit(signal.Raise);
            return job;
        }

        private static Job MakeJob(Project project, int? total, DateTimeOffset now) => new()
        {
            Id = Guid.CreateVersion7(now),
            TenantId = project.TenantId,
            ProjectId = project.Id,
            Kind = JobKind.Warm,
            State = JobState.Queued,
            Total = total,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private Failure? FindProblem(Uri site)
    {
        if ((Paths is null) == (Sitemap is null))
        {
            return Invalid.Field("paths", "Give either 'paths' or 'sitemap'.");
        }

        if (Since is not null && Sitemap is null)
        {
            return Invalid.Field("since", "'since' goes with 'sitemap' only: a list says itself which pages it wants.");
        }

        return Sitemap is null ? FindProblemOfPaths() : FindProblemOfSitemap(site);
    }

    private Failure? FindProblemOfPaths()
    {
        if (Paths!.Count is 0 or > MaxPaths)
        {
            return Invalid.Field("paths", $"'paths' must name 1 to {MaxPaths} pages.");
        }

        var wrong = Paths.Where(p => p is null || !p.StartsWith('/') || PagePath.Parse(p).Failure is not null).ToList();
        return wrong.Count == 0
            ? null
            : Invalid.Field("paths", $"'paths' has '{wrong[0]}', which is no path: it begins with / and has at most {PagePath.MaxBytes} bytes.");
    }

    private Failure? FindProblemOfSitemap(Uri site)
    {
        var isAddress = Sitemap!.Length <= MaxSitemapLength
            && Uri.TryCreate(Sitemap, UriKind.Absolute, out var address)
            && SiteAddress.IsSameSite(address, site);
        return isAddress ? null : Invalid.Field("sitemap", $"'sitemap' must be an http or https address of the project's own host, {site.Host}.");
    }
}
