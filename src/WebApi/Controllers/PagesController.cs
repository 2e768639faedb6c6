using MediatR;
using Microsoft.AspNetCore.Mvc;
using PearlIo.Application.Pages;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Errors;
using PearlIo.WebApi.Hosting;

namespace PearlIo.WebApi.Controllers;

/// <summary>What builds tell of the pages of their site.</summary>
[Route("api/projects/{projectId:guid}/pages")]
[Tags("Pages")]
[RequiresScopes]
[ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
internal sealed class PagesController(IMediator mediator, PublicAddress address) : ApiController
{
    /// <summary>Lists the pages that a build told, by path.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="limit">Most pages to return, 1-200; 50 by default.</param>
    /// <param name="cursor">The `nextCursor` of the page before.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    [HttpHead]
    [ProducesResponseType<PageList>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List(Guid projectId, int? limit, string? cursor, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new ListPages(projectId, limit, cursor), cancellationToken),
        page => Ok(new PageList([.. page.Items.Select(PageResource.Of)], page.NextCursor)));

    /// <summary>Tells what a build knows of up to 1000 pages, and answers with the address and tags of each card. Nothing is drawn or fetched; telling the same again changes nothing; pages that are not named stay as they are.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="body">The pages.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut]
    [Consumes("application/json")]
    [ProducesResponseType<ToldPages>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status409Conflict, Problems.ContentType)]
    public async Task<IActionResult> Put(Guid projectId, PagesBody body, CancellationToken cancellationToken) =>
        address.Find(Request).TryGetValue(out var publicUrl, out var failure)
            ? Answer(
                await mediator.Send(new PutPages(projectId, body.ToInputs(), publicUrl), cancellationToken),
                told => Ok(new ToldPages([.. told.Select(MetaResource.Of)])))
            : new ProblemResult(failure);

    /// <summary>Forgets what a build told of a page.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="path">The page's path; required.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Delete(Guid projectId, string? path, CancellationToken cancellationToken) =>
        Answer(await mediator.Send(new DeletePage(projectId, path), cancellationToken), _ => NoContent());
}
