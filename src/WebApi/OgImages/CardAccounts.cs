using PearlIo.Application.Analytics;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Analytics;

namespace PearlIo.WebApi.OgImages;

/// <summary>Counts answers with cards, in the metrics and for the project's analytics.</summary>
internal sealed class CardAccounts(CardMetrics metrics, ViewCounter views)
{
    /// <summary>Counts an answer from memory.</summary>
    public void Add(HttpContext context, HeldCard card, int bytes)
    {
        var outcome = card.Image.Outcome;
        Measure(context, outcome);
        views.Count(card.TenantId, card.ProjectId, card.RouteId, Crawler(context), Seen(outcome), card.Slot, bytes);
    }

    /// <summary>Counts an answer with a card or what stands in for it.</summary>
    public void Add(HttpContext context, CardPlan plan, CardOutcome outcome, int bytes)
    {
        Measure(context, outcome);
        views.Count(
            plan.Project.TenantId,
            plan.Project.Id,
            plan.Route?.Id,
            Crawler(context),
            Seen(outcome),
            outcome is CardOutcome.Fallback || plan.CacheDuration == 0 ? null : plan.Slot,
            bytes);
    }

    /// <summary>Counts an answer with the general card, where the card is not known.</summary>
    public void AddGeneral() => metrics.Answered("fallback");

    private void Measure(HttpContext context, CardOutcome outcome) =>
        metrics.Answered(context.Response.StatusCode == StatusCodes.Status304NotModified ? "not_modified" : CardAnswers.Word(outcome)!);

    private static string Crawler(HttpContext context) => Crawlers.Identify(context.Request.Headers.UserAgent.ToString());

    private static ViewOutcome Seen(CardOutcome outcome) => outcome switch
    {
        CardOutcome.Hit => ViewOutcome.Hit,
        CardOutcome.Stale => ViewOutcome.Stale,
        CardOutcome.Miss => ViewOutcome.Miss,
        _ => ViewOutcome.Fallback,
    };
}
