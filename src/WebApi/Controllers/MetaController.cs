using MediatR;
using Microsoft.AspNetCore.Mvc;
using PearlIo.Application.Meta;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Errors;
using PearlIo.WebApi.Hosting;

namespace PearlIo.WebApi.Controllers;

/// <summary>What pages say of their cards.</summary>
[Route("api/projects/{projectId:guid}/meta")]
[Tags("Pages")]
[RequiresScopes]
internal sealed class MetaController(IMediator mediator, PublicAddress address) : ApiController
{
    /// <summary>The address of a page's card with its version, and the tags for the page's head; nothing is drawn. 409 where no address can be given: without `PUBLIC_URL` in Production, or without a live signing key where the project requires signatures.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="path">The page's path as it stands in its address, such as `/blog/hello`; required.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    [HttpHead]
    [ProducesResponseType<MetaResource>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status409Conflict, Problems.ContentType)]
    public async Task<IActionResult> Get(Guid projectId, string? path, CancellationToken cancellationToken) =>
        address.Find(Request).TryGetValue(out var publicUrl, out var failure)
            ? Answer(await mediator.Send(new GetMeta(projectId, path, publicUrl), cancellationToken), meta => Ok(MetaResource.Of(meta)))
            : new ProblemResult(failure);
}
