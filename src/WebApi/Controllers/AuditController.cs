using MediatR;
using Microsoft.AspNetCore.Mvc;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Domain.ApiKeys;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Errors;

namespace PearlIo.WebApi.Controllers;

/// <summary>What was changed, and by whom.</summary>
[Route("api/audit")]
[Tags("Audit")]
[RequiresScopes(Scopes.Admin)]
internal sealed class AuditController(IMediator mediator) : ApiController
{
    /// <summary>Lists changes, newest first; entries are kept for 400 days.</summary>
    /// <param name="from">First moment, ISO 8601; without an offset it is UTC.</param>
    /// <param name="to">Moment behind the last.</param>
    /// <param name="actor">Who: the id of a key, `admin-key`, `command line`, `development` or `service`.</param>
    /// <param name="what">What was done, such as `projects.create`.</param>
    /// <param name="target">To what: an id, or `type/id`.</param>
    /// <param name="limit">Most entries to return, 1-200; 50 by default.</param>
    /// <param name="cursor">The `nextCursor` of the page before, with the same filters.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    [HttpHead]
    [ProducesResponseType<AuditPage>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List(
        string? from,
        string? to,
        string? actor,
        [FromQuery(Name = "action")] string? what,
        string? target,
        int? limit,
        string? cursor,
        CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var query = new ListAudit(
            IsoTime.Read("from", from, errors), IsoTime.Read("to", to, errors), actor, what, target, limit, cursor);
        return errors.Count > 0
            ? new ProblemResult(Invalid.Because(errors))
            : Answer(
                await mediator.Send(query, cancellationToken),
                page => Ok(new AuditPage([.. page.Items.Select(AuditResource.Of)], page.NextCursor)));
    }
}
