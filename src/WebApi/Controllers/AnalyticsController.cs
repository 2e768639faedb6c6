using MediatR;
using Microsoft.AspNetCore.Mvc;
using PearlIo.Application.Analytics;
using PearlIo.Application.Common;
using PearlIo.Domain.Common;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Errors;

namespace PearlIo.WebApi.Controllers;

/// <summary>Figures of drawn cards.</summary>
[Route("api/projects/{projectId:guid}/analytics")]
[Tags("Analytics")]
[RequiresScopes]
internal sealed class AnalyticsController(IMediator mediator) : ApiController
{
    /// <summary>Reads figures of the cards drawn and answered for a project: in all, by route, format and crawler, and by day or hour (UTC).</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="from">Start, inclusive, ISO 8601; without an offset it is UTC; taken down to a whole day or hour; 30 days (for hours 2 days) before the end by default.</param>
    /// <param name="to">End, exclusive; taken up to a whole day or hour; now by default.</param>
    /// <param name="interval">`day` (at most 400 days) or `hour` (at most 31 days, none before the last 90).</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    [HttpHead]
    [ProducesResponseType<AnalyticsResource>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    public async Task<IActionResult> Get(
        Guid projectId, string? from, string? to, string? interval, CancellationToken cancellationToken) =>
        ReadQuery(projectId, from, to, interval).TryGetValue(out var query, out var failure)
            ? Answer(await mediator.Send(query, cancellationToken), analytics => Ok(AnalyticsResource.Of(analytics)))
            : new ProblemResult(failure);

    private static Result<GetAnalytics> ReadQuery(Guid projectId, string? from, string? to, string? interval)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var query = new GetAnalytics(projectId, IsoTime.Read("from", from, errors), IsoTime.Read("to", to, errors), ReadInterval(interval, errors));
        return errors.Count == 0 ? query : Invalid.Because(errors);
    }

    private static AnalyticsInterval? ReadInterval(string? text, Dictionary<string, string[]> errors)
    {
        switch (text)
        {
            case null:
                return null;
            case "day":
                return AnalyticsInterval.Day;
            case "hour":
                return AnalyticsInterval.Hour;
            default:
                errors["interval"] = ["'interval' must be day or hour."];
                return null;
        }
    }
}
