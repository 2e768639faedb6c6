using PearlIo.Application.OgImages;

namespace PearlIo.WebApi.OgImages;

/// <summary>Counts answers with cards, in the metrics and for the project's analytics.</summary>
internal sealed class CardAccounts(CardMetrics metrics)
{
    /// <summary>Counts an answer with a card or what stands in for it.</summary>
    public void Add(HttpContext context, CardOutcome outcome) =>
        metrics.Answered(context.Response.StatusCode == StatusCodes.Status304NotModified ? "not_modified" : CardAnswers.Word(outcome)!);

    /// <summary>Counts an answer with the general card, where the card is not known.</summary>
    public void AddGeneral() => metrics.Answered("fallback");
}
