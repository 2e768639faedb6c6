using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Application.Routes;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.CachedImages;

/// <summary>Makes kept cards due, or removes them.</summary>
/// <remarks>
/// What must hold together is one transaction: the audit, and the counters by which all replicas drop what they keep in memory and by which
/// removed cards get new addresses. The cards themselves follow in batches, for a project may have more than one statement can take;
/// where that is interrupted, the same purge again does the rest.
/// </remarks>
/// <param name="ProjectId">The project.</param>
/// <param name="Path">The cards of this page, or null.</param>
/// <param name="Route">The cards of this route, or null.</param>
/// <param name="All">Whether it is all cards of the project.</param>
/// <param name="Mode">What becomes of them.</param>
public sealed record PurgeImages(Guid ProjectId, string? Path, Guid? Route, bool All, PurgeMode Mode) : IRequest<Result<Purged>>
{
    private int Targets => (Path is null ? 0 : 1) + (Route is null ? 0 : 1) + (All ? 1 : 0);

    internal sealed class Handler(
        IKeptImageRepository kept,
        IProjectRepository projects,
        IRouteRepository routes,
        ITransactions transactions,
        AuditTrail audit,
        CleanUpSignal cleanUp,
        TimeProvider clock) : IRequestHandler<PurgeImages, Result<Purged>>
    {
        private const int BatchSize = 500;

        public async Task<Result<Purged>> Handle(PurgeImages request, CancellationToken cancellationToken)
        {
            if (request.Targets != 1)
            {
                return Invalid.Field("path", "Say which cards: one of 'path', 'route' and 'all=true'.");
            }

            if (!KeptImagePaths.Read(request.Path).TryGetValue(out var page, out var failure))
            {
                return failure;
            }

            // What a removal counts is kept by the page's path, which is longer than its request where much of it must be escaped.
            if (page.Canonical?.Length > PagePath.MaxBytes)
            {
                return PagePath.TooLong;
            }

            var which = new KeptImages(request.ProjectId, request.Route, page.Hash);
            var now = Timestamps.Now(clock);
            var begun = await transactions.RunAsync(
                () => BeginAsync(request, which, page.Canonical, now, cancellationToken), result => result.Failure is null, cancellationToken);
            return begun.Failure is null ? await FinishAsync(request, which, now, cancellationToken) : begun.Failure;
        }

        private async Task<Result<Unit>> BeginAsync(
            PurgeImages request, KeptImages which, string? path, DateTimeOffset now, CancellationToken cancellationToken)
        {
            if (await projects.FindAsync(request.ProjectId, cancellationToken) is not { } project)
            {
                return ProjectFailures.NotFound;
            }

            if (request.Route is { } route && await routes.FindAsync(request.ProjectId, route, cancellationToken) is null)
            {
                return RouteFailures.NotFound;
            }

            if (await projects.MarkPurgedAsync(project.Id, now, cancellationToken) != WriteOutcome.Done)
            {
                return ProjectFailures.NotFound;
            }

            if (request.Mode is PurgeMode.Remove)
            {
                await kept.CountRemovalAsync(which, new RemovalOrigin(project.TenantId, path, now), cancellationToken);
            }

            await audit.AddAsync("cards.purge", AuditTargets.Project(project.Id), before: null, AuditJson.Of(request), cancellationToken);
            return Unit.Value;
        }

        private async Task<Purged> FinishAsync(PurgeImages request, KeptImages which, DateTimeOffset now, CancellationToken cancellationToken)
        {
            var cards = 0;
            IReadOnlyList<ImagePosition> found;
            ImagePosition? last = null;
            do
            {
                found = await kept.FindAsync(which, last, now, BatchSize, cancellationToken);
                last = found.Count > 0 ? found[^1] : last;
                cards += await PurgeAsync(request.Mode, [.. found.Select(f => f.Id)], now, cancellationToken);
            }
            while (found.Count == BatchSize);

            if (cards > 0)
            {
                // A replica may have read one of them into memory between the first word of it and its turn.
                await projects.RaiseCardsRevisionAsync(request.ProjectId, cancellationToken);
                cleanUp.Raise();
            }

            return new Purged(request.Mode, cards);
        }

        private async Task<int> PurgeAsync(PurgeMode mode, IReadOnlyCollection<Guid> images, DateTimeOffset now, CancellationToken cancellationToken)
        {
            if (images.Count == 0)
            {
                return 0;
            }

            return mode is PurgeMode.Remove
                ? await kept.DeleteAsync(images, now, cancellationToken)
                : await kept.MakeDueAsync(images, now, cancellationToken);
        }
    }
}

/// <summary>What becomes of purged cards.</summary>
public enum PurgeMode
{
    /// <summary>They are due: the next request has them drawn again, and they stay the last good ones until then.</summary>
    Refresh,

    /// <summary>They are deleted, and cards drawn from now on have new addresses.</summary>
    Remove,
}

/// <summary>What a purge did.</summary>
/// <param name="Mode">What became of the cards.</param>
/// <param name="Cards">How many there were: made due, or deleted with older ones of the same addresses.</param>
public sealed record Purged(PurgeMode Mode, int Cards);
