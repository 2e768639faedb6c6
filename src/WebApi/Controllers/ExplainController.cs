using MediatR;
using Microsoft.AspNetCore.Mvc;
using PearlIo.Application.OgImages;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Errors;

namespace PearlIo.WebApi.Controllers;

/// <summary>Why cards are as they are.</summary>
[Route("api/projects/{projectId:guid}/explain")]
[Tags("Pages")]
[RequiresScopes]
internal sealed class ExplainController(IMediator mediator) : ApiController
{
    /// <summary>Why the card of a page is as it is: the route that won, each variable with its origin, the last fetch of the page and of each picture, characters without a glyph, the kept card, and the last time that something else was answered. Nothing is drawn or fetched.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="path">The page's path as it stands in its address, such as `/blog/hello`; required.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    [HttpHead]
    [ProducesResponseType<ExplanationResource>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    public async Task<IActionResult> Get(Guid projectId, string? path, CancellationToken cancellationToken) =>
        Answer(await mediator.Send(new ExplainCard(projectId, path), cancellationToken), explanation => Ok(ExplanationResource.Of(explanation)));
}
