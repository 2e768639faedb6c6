using MediatR;
using Microsoft.Extensions.Logging;
using PearlIo.Application.Common;
using PearlIo.Application.Fetching;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;

namespace PearlIo.Application.OgImages;

/// <summary>
/// Finds the best answer to a request for a card within its time: the fresh card from memory or store, a stale one while a new one is
/// made, a new one, or what stands in for it.
/// </summary>
public sealed partial class CardDelivery(
    CardPlanner planner,
    CardMemory memory,
    CardCache cache,
    CardRefresh refresh,
    Fallbacks fallbacks,
    IMediator mediator,
    TimeProvider clock,
    ILogger<CardDelivery> logger)
{
    /// <summary>By when a crawler has its answer; some wait no longer, and ask but once.</summary>
    public static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(3);

    // So that a database that hangs leaves time to draw.
    private static readonly TimeSpan LookTime = TimeSpan.FromSeconds(1);

    /// <summary>Answers a request.</summary>
    /// <returns>
    /// The answer, or a failure where there is no card to be had by right: NotFound for an unknown project, Forbidden without a
    /// signature or for a suspended tenant. An answer without an image is the general card's.
    /// </returns>
    /// <exception cref="TimeoutException">Not even the project could be found in time.</exception>
    public async Task<Result<CardAnswer>> AnswerAsync(CardRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var deadline = new Deadline(clock, AnswerTime);
        if (!(await deadline.WaitAsync(planner.PlanAsync(request, CancellationToken.None), cancellationToken)).TryGetValue(out var plan, out var failure))
        {
            return failure;
        }

        if (request.IsOwnFetch)
        {
            // Nothing is drawn for a card in a card, which could wait for itself.
            return OgImageFailures.OwnFetch;
        }

        if (IsAskedForNewer(request, plan))
        {
            plan = await planner.RenewAsync(plan, SourceDemand.Newest, asksDatabase: !plan.IsUncertain, cancellationToken);
        }

        var image = plan.IsUncertain
            ? await FindUncertainAsync(plan, deadline, cancellationToken)
            : await FindAsync(plan, deadline, cancellationToken);
        return image is null && plan.KeptOnly ? OgImageFailures.KeyRetired : new CardAnswer(image?.DrawnBy ?? plan, image);
    }

    // An address with a version that is not the current one may be of a site that has changed its page and tells nobody.
    private static bool IsAskedForNewer(CardRequest request, CardPlan plan) =>
        request.Version is { } version && plan.IsFromOutside && !plan.KeptOnly && !string.Equals(version, plan.Version, StringComparison.Ordinal);

    private async Task<OgImage?> FindAsync(CardPlan plan, Deadline deadline, CancellationToken cancellationToken)
    {
        if (memory.Find(plan) is { } held)
        {
            return held.Image;
        }

        if (plan.CacheDuration == 0)
        {
            return await DrawAsync(new GetOgImage(plan), card: null, deadline, cancellationToken);
        }

        StoredCard? card;
        try
        {
            card = await new Deadline(clock, LookTime).WaitAsync(cache.FindAsync(plan, CancellationToken.None), cancellationToken);
        }
        catch (Exception e) when (e is DatabaseUnavailableException or TimeoutException)
        {
            return await FindUncertainAsync(plan, deadline, cancellationToken);
        }

        if (plan.KeptOnly)
        {
            return await LoadKeptAsync(plan, card, cancellationToken);
        }

        return await AnswerKeptAsync(plan, card, cancellationToken)
            ?? await DrawAsync(new GetOgImage(plan) { UselessImageId = card?.ImageId }, card, deadline, cancellationToken);
    }

    // With the database away nobody can say which card is current, nor what the page should say: the last card is better than none,
    // and than a new one that cannot be kept.
    private async Task<OgImage?> FindUncertainAsync(CardPlan plan, Deadline deadline, CancellationToken cancellationToken)
    {
        if (await fallbacks.FindLastGoodAsync(plan, card: null, cancellationToken) is { } last)
        {
            return last with { Outcome = CardOutcome.Stale };
        }

        if (!plan.IsUncertain)
        {
            return await DrawAsync(new GetOgImage(plan) { IsDatabaseAway = true }, card: null, deadline, cancellationToken);
        }

        return await DrawAsync(new GetOgImage(plan with { CacheDuration = 0 }), card: null, deadline, cancellationToken) is { } drawn
            ? drawn with { Outcome = CardOutcome.Fallback }
            : null;
    }

    // Whatever it was made from, for nothing new is drawn in its place.
    private async Task<OgImage?> LoadKeptAsync(CardPlan plan, StoredCard? card, CancellationToken cancellationToken)
    {
        var outcome = cache.Judge(plan, card) is CardState.Fresh ? CardOutcome.Hit : CardOutcome.Stale;
        return card is null ? null : await cache.LoadAsync(plan, card, outcome, cancellationToken);
    }

    private async Task<OgImage?> AnswerKeptAsync(CardPlan plan, StoredCard? card, CancellationToken cancellationToken)
    {
        switch (cache.Judge(plan, card))
        {
            case CardState.Fresh:
                return await cache.LoadAsync(plan, card!, CardOutcome.Hit, cancellationToken);
            case CardState.Stale:
                refresh.Begin(plan, card!);
                return await cache.LoadAsync(plan, card!, CardOutcome.Stale, cancellationToken);
            case CardState.Old when CardCache.IsUnchanged(plan, card!):
                return await TryConfirmAsync(plan, card!, cancellationToken);
            default:
                return null;
        }
    }

    private async Task<OgImage?> TryConfirmAsync(CardPlan plan, StoredCard card, CancellationToken cancellationToken)
    {
        try
        {
            var confirmed = await new Deadline(clock, LookTime).WaitAsync(cache.ConfirmAsync(plan, card, CancellationToken.None), cancellationToken);
            return await cache.LoadAsync(plan, confirmed, CardOutcome.Hit, cancellationToken);
        }
        catch (Exception e) when (e is DatabaseUnavailableException or TimeoutException)
        {
            LogNotConfirmed(e.Message);
            return await cache.LoadAsync(plan, card, CardOutcome.Stale, cancellationToken);
        }
    }

    private async Task<OgImage?> DrawAsync(GetOgImage request, StoredCard? card, Deadline deadline, CancellationToken cancellationToken)
    {
        var plan = request.Plan;
        if (plan.KeptOnly)
        {
            return null;
        }

        string cause;
        try
        {
            // Whoever leaves is not waited for; whoever's time is over still wants the card to be kept for the next.
            var drawing = mediator.Send(request, cancellationToken);
            if ((await deadline.WaitAsync(drawing, cancellationToken)).TryGetValue(out var image, out var failure))
            {
                return image;
            }

            cause = failure.Code;
        }
        catch (TimeoutException)
        {
            cause = Fallbacks.Cause.Deadline;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFault(e);
            cause = Fallbacks.Cause.Fault;
        }

        return await fallbacks.FindAsync(plan, card, cause, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A card could not be drawn")]
    private partial void LogFault(Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The times of a card that is due could not be moved: {Reason}")]
    private partial void LogNotConfirmed(string reason);
}

/// <summary>What a request for a card is answered.</summary>
/// <param name="Plan">The card that was asked for.</param>
/// <param name="Image">The answer, or null for the general card.</param>
public sealed record CardAnswer(CardPlan Plan, OgImage? Image);
