using MediatR;
using Microsoft.AspNetCore.Mvc;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Errors;

namespace PearlIo.WebApi.Controllers;

/// <summary>What is kept of a project.</summary>
[Route("api/projects/{projectId:guid}/images")]
[Tags("Images")]
[RequiresScopes]
[ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
internal sealed class ImagesController(IMediator mediator) : ApiController
{
    /// <summary>Lists kept cards, newest first: those that are answered and, until they expire, older ones of the same addresses.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="path">Cards of this page only.</param>
    /// <param name="route">Cards of this route only.</param>
    /// <param name="limit">Most cards to return, 1-200; 50 by default.</param>
    /// <param name="cursor">The `nextCursor` of the page before, with the same filters.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    [HttpHead]
    [ProducesResponseType<ImagePage>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List(
        Guid projectId, string? path, Guid? route, int? limit, string? cursor, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new ListImages(projectId, path, route, limit, cursor), cancellationToken),
        page => Ok(new ImagePage([.. page.Items.Select(ImageResource.Of)], page.NextCursor)));

    /// <summary>Purges kept cards of a page, a route or the whole project, and says what others keep of them all the same.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="path">The cards of this page, whatever their query and format.</param>
    /// <param name="route">The cards of this route.</param>
    /// <param name="all">`true` for all cards of the project.</param>
    /// <param name="mode">`refresh` (default) makes cards due and keeps them until there are new ones; `remove` deletes them and gives new ones other addresses (`v`).</param>
    /// <param name="cancellationToken">Ends with the connection; the same purge again does the rest.</param>
    [HttpDelete]
    [ProducesResponseType<PurgeResource>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Purge(
        Guid projectId, string? path, Guid? route, bool? all, string? mode, CancellationToken cancellationToken)
    {
        PurgeMode? wanted = mode switch
        {
            null or "refresh" => PurgeMode.Refresh,
            "remove" => PurgeMode.Remove,
            _ => null,
        };
        return wanted is { } known
            ? Answer(
                await mediator.Send(new PurgeImages(projectId, path, route, all is true, known), cancellationToken),
                purged => Ok(PurgeResource.Of(purged)))
            : new ProblemResult(Invalid.Field("mode", "'mode' must be refresh or remove."));
    }
}
