using MediatR;
using PearlIo.Application.Common;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;

namespace PearlIo.Application.OgImages;

/// <summary>Draws the card of a plan and keeps it; several requests for the same card at once cause one render.</summary>
public sealed record GetOgImage(CardPlan Plan) : IRequest<Result<OgImage>>
{
    internal sealed class Handler(
        ICardRenderer renderer, CardCache cache, Flights flights, CardMetrics metrics, TimeProvider clock)
        : IRequestHandler<GetOgImage, Result<OgImage>>
    {
        public Task<Result<OgImage>> Handle(GetOgImage request, CancellationToken cancellationToken)
        {
            var key = (request.Plan.Slot, request.Plan.CacheKey);
            return flights.Running.RunAsync(key, () => GetAsync(request.Plan), cancellationToken);
        }

        // Without the caller's token: a render that was started is kept, so that a crawler that left finds a hit the next time.
        private async Task<Result<OgImage>> GetAsync(CardPlan plan)
        {
            if (await FindKeptAsync(plan) is { } kept)
            {
                return kept;
            }

            var createdAt = Timestamps.Now(clock);
            if (!(await renderer.RenderAsync(plan.Content, plan.Output, CancellationToken.None)).TryGetValue(out var card, out var failure))
            {
                return failure;
            }

            metrics.Rendered(plan.Content.Template, card);
            await cache.KeepAsync(plan, card, createdAt, CancellationToken.None);
            return Drawn(plan, card, createdAt);
        }

        // Whoever waited for a place may find that the one before has drawn the card meanwhile.
        private async Task<OgImage?> FindKeptAsync(CardPlan plan) =>
            await cache.FindAsync(plan, CancellationToken.None) is { } card ? await cache.LoadAsync(card, CancellationToken.None) : null;

        private static OgImage Drawn(CardPlan plan, RenderedCard card, DateTimeOffset createdAt) => new()
        {
            Bytes = card.Bytes,
            Format = card.Format,
            ContentHash = Sha256Hash.Of(card.Bytes),
            CreatedAt = createdAt,
            FreshUntil = plan.CacheDuration > 0 ? createdAt.AddSeconds(plan.CacheDuration) : null,
            Outcome = CardOutcome.Miss,
            Times = new RenderTimes(card.DrawMs, card.EncodeMs),
        };
    }

    /// <summary>The renders under way in this process.</summary>
    internal sealed class Flights
    {
        public SingleFlight<(Slot Slot, Sha256Hash CacheKey), Result<OgImage>> Running { get; } = new();
    }
}
