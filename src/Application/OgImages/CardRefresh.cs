using System.Collections.Concurrent;
using MediatR;
using PearlIo.Application.Common;
using PearlIo.Application.Fetching;
using PearlIo.Domain.CachedImages;

namespace PearlIo.Application.OgImages;

/// <summary>Sees to cards that are due while their old form is answered: their times move, or they are drawn anew.</summary>
public sealed class CardRefresh(CardPlanner planner, CardCache cache, IMediator mediator, BackgroundWork background)
{
    /// <summary>Most cards that are seen to at once; more are seen to when they are asked for again.</summary>
    private const int MaxCards = 1_000;

    private readonly ConcurrentDictionary<Slot, bool> _running = new();

    /// <summary>Begins to see to a card, unless somebody does already.</summary>
    public void Begin(CardPlan plan, StoredCard card)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(card);
        if (_running.Count < MaxCards && _running.TryAdd(plan.Slot, true))
        {
            _ = background.Run("seeing to a card that is due", () => RefreshAsync(plan, card));
        }
    }

    private async Task RefreshAsync(CardPlan plan, StoredCard card)
    {
        try
        {
            var renewed = await planner.RenewAsync(plan, SourceDemand.Due, asksDatabase: true, CancellationToken.None);
            if (CardCache.IsUnchanged(renewed, card))
            {
                await cache.ConfirmAsync(renewed, card, CancellationToken.None);
                return;
            }

            // A failure is the next request's: the card stays as it is until then.
            await mediator.Send(new GetOgImage(renewed, RenderPurpose.Ahead), CancellationToken.None);
        }
        finally
        {
            _running.TryRemove(plan.Slot, out _);
        }
    }
}
