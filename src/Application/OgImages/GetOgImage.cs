using MediatR;
using PearlIo.Application.Common;
using PearlIo.Application.Fetching;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;

namespace PearlIo.Application.OgImages;

/// <summary>
/// Draws the card of a plan and keeps it; several requests for the same card at once, in all replicas, cause one render. The answer is
/// there once the card is kept, or a moment after it is drawn where the store is slow.
/// </summary>
/// <param name="Plan">The card.</param>
/// <param name="Purpose">Whom it is drawn for.</param>
public sealed record GetOgImage(CardPlan Plan, RenderPurpose Purpose = RenderPurpose.Request) : IRequest<Result<OgImage>>
{
    // Real time always: the store knows no other.
    private static readonly TimeSpan PatienceWithStore = TimeSpan.FromMilliseconds(500);

    /// <summary>The image of the card that the caller has found already and cannot use, or null: its bytes are not asked for again.</summary>
    public Guid? UselessImageId { get; init; }

    /// <summary>Whether the caller has waited for the database in vain, so that neither a kept card nor a turn is asked for.</summary>
    public bool IsDatabaseAway { get; init; }

    internal sealed class Handler(
        ICardRenderer renderer,
        CardPlanner planner,
        CardMemory memory,
        CardCache cache,
        RenderTurns turns,
        RenderAllowance allowance,
        MonthlyRenders months,
        Flights flights,
        BackgroundWork background,
        CardMetrics metrics,
        CardNotes notes,
        TimeProvider clock)
        : IRequestHandler<GetOgImage, Result<OgImage>>
    {
        public Task<Result<OgImage>> Handle(GetOgImage request, CancellationToken cancellationToken)
        {
            var key = (request.Plan.Slot, request.Plan.CacheKey);
            return flights.Running.RunAsync(key, abandoned => GetAsync(request, abandoned), cancellationToken);
        }

        // What has begun to be drawn is kept, whoever leaves; what only waits for its turn is dropped once nobody waits for it.
        private async Task<Result<OgImage>> GetAsync(GetOgImage request, CancellationToken abandoned)
        {
            var plan = request.Plan;
            if (plan.CacheDuration > 0 && await FindKeptAsync(request) is { } kept)
            {
                return kept;
            }

            if (request.Purpose is RenderPurpose.Request && !allowance.TryTake(plan.Project.Id))
            {
                return OgImageFailures.AllowanceUsed;
            }

            if (!request.IsDatabaseAway && !await months.TryTakeAsync(plan.Project.TenantId, abandoned))
            {
                return OgImageFailures.LimitReached;
            }

            if (plan.CacheDuration == 0 || request.IsDatabaseAway)
            {
                return await DrawAsync(request, abandoned);
            }

            var turn = await turns.TakeAsync(plan, () => FindKeptAsync(request), abandoned);
            if (turn.IsProjectGone)
            {
                return ProjectFailures.NotFound;
            }

            return turn.Kept ?? await DrawInTurnAsync(request, turn, abandoned);
        }

        private async Task<Result<OgImage>> DrawInTurnAsync(GetOgImage request, RenderTurn turn, CancellationToken abandoned)
        {
            var isKept = false;
            try
            {
                // Whoever had the turn before may have drawn it between the look and the lease.
                if (turn.Lease is not null && await FindKeptAsync(request) is { } kept)
                {
                    return kept;
                }

                var drawn = await DrawAsync(request, abandoned, turn);
                isKept = drawn.Failure is null;
                return drawn;
            }
            finally
            {
                if (!isKept)
                {
                    await turns.ReleaseAsync(turn);
                }
            }
        }

        private async Task<Result<OgImage>> DrawAsync(GetOgImage request, CancellationToken abandoned, RenderTurn? turn = null)
        {
            var plan = await ReadSourcesAsync(request);
            if (plan.CacheDuration > 0 && plan.CacheKey != request.Plan.CacheKey && await FindKeptAsync(request with { Plan = plan }) is { } kept)
            {
                await turns.ReleaseAsync(turn);
                return kept with { DrawnBy = plan };
            }

            var createdAt = Timestamps.Now(clock);
            var order = new RenderOrder(plan.Project.TenantId, request.Purpose is not RenderPurpose.Request);
            if (!(await renderer.RenderAsync(plan.Content, plan.Output, order, abandoned)).TryGetValue(out var card, out var failure))
            {
                return failure;
            }

            metrics.Rendered(plan.Content, card);
            notes.Drew(plan.Slot, card);
            var image = Drawn(plan, card, createdAt);
            if (plan.CacheDuration > 0)
            {
                memory.Put(plan, image);
            }

            var keeping = background.Run("keeping a card", () => KeepAsync(plan, card, image, turn));
            await Task.WhenAny(keeping, Task.Delay(PatienceWithStore, CancellationToken.None));
            return image;
        }

        // What is outside is read by whoever has the turn, so that one replica asks for it; a stop does not end it, for others may wait.
        private Task<CardPlan> ReadSourcesAsync(GetOgImage request)
        {
            var demand = request.Purpose is RenderPurpose.Request ? SourceDemand.Request : SourceDemand.Ahead;
            return planner.RenewAsync(request.Plan, demand, asksDatabase: !request.IsDatabaseAway, CancellationToken.None);
        }

        private async Task KeepAsync(CardPlan plan, RenderedCard card, OgImage image, RenderTurn? turn)
        {
            try
            {
                if (!await cache.KeepAsync(plan, card, image.CreatedAt, CancellationToken.None) && plan.CacheDuration > 0)
                {
                    // Nobody else can find it, so that it stands in for a kept one for a moment only.
                    memory.Put(plan, image with { FreshUntil = Earlier(image.FreshUntil, clock.GetUtcNow() + CardCache.UnkeptTime) });
                }
            }
            finally
            {
                if (turn is not null)
                {
                    await turns.ReleaseAsync(turn);
                }
            }
        }

        // With the database away nothing kept can be found that way, and the card is drawn.
        private async Task<OgImage?> FindKeptAsync(GetOgImage request)
        {
            var plan = request.Plan;
            if (memory.Find(plan) is { } held)
            {
                return held.Image;
            }

            if (request.IsDatabaseAway)
            {
                return null;
            }

            try
            {
                var card = await cache.FindAsync(plan, CancellationToken.None);
                return card is not null && card.ImageId != request.UselessImageId && IsGood(plan, card)
                    ? await cache.LoadAsync(plan, card, CardOutcome.Hit, CancellationToken.None)
                    : null;
            }
            catch (DatabaseUnavailableException)
            {
                return null;
            }
        }

        private bool IsGood(CardPlan plan, StoredCard card) =>
            cache.Judge(plan, card) is CardState.Fresh || (cache.IsAhead(card) && CardCache.IsUnchanged(plan, card));

        private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset other) => one < other ? one : other;

        private static OgImage Drawn(CardPlan plan, RenderedCard card, DateTimeOffset createdAt) => new()
        {
            Bytes = card.Bytes,
            Format = card.Format,
            ContentHash = Sha256Hash.Of(card.Bytes),
            CreatedAt = createdAt,
            FreshUntil = plan.CacheDuration > 0 ? CardCache.DueAt(plan, createdAt) : null,
            Outcome = CardOutcome.Miss,
            IsProvisional = plan.IsProvisional,
            DrawnBy = plan,
            Times = new RenderTimes(card.DrawMs, card.EncodeMs, card.Encoding),
        };
    }

    /// <summary>The renders under way in this process.</summary>
    internal sealed class Flights
    {
        public SingleFlight<(Slot Slot, Sha256Hash CacheKey), Result<OgImage>> Running { get; } = new();
    }
}

/// <summary>Whom a card is drawn for.</summary>
public enum RenderPurpose
{
    /// <summary>Somebody who waits for it; takes of the project's allowance.</summary>
    Request,

    /// <summary>Nobody yet: a card that is due is replaced, or one is made ahead; behind those that somebody waits for.</summary>
    Ahead,
}
