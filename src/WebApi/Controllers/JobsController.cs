using MediatR;
using Microsoft.AspNetCore.Mvc;
using PearlIo.Application.Common;
using PearlIo.Application.Jobs;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Errors;

namespace PearlIo.WebApi.Controllers;

/// <summary>Work in the background.</summary>
[Route("api")]
[Tags("Jobs")]
[RequiresScopes]
[ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
internal sealed class JobsController(IMediator mediator) : ApiController
{
    /// <summary>Has the cards of pages drawn before anybody asks for them, in the background, as a job that outlives restarts.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="body">Which pages.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("projects/{projectId:guid}/warm")]
    [Consumes("application/json")]
    [ProducesResponseType<JobResource>(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> Warm(Guid projectId, WarmBody body, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var request = new StartWarmUp(projectId, body.Paths, body.Sitemap, IsoTime.Read("since", body.Since, errors));
        return errors.Count > 0
            ? new ProblemResult(Invalid.Because(errors))
            : Answer(await mediator.Send(request, cancellationToken), job => Accepted($"/api/jobs/{job.Id}", JobResource.Of(job)));
    }

    /// <summary>Reads how far a job is, and what of it failed.</summary>
    /// <param name="id">The job.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("jobs/{id:guid}")]
    [HttpHead("jobs/{id:guid}")]
    [ProducesResponseType<JobResource>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Get(Guid id, CancellationToken cancellationToken) =>
        Answer(await mediator.Send(new GetJob(id), cancellationToken), job => Ok(JobResource.Of(job)));

    /// <summary>Cancels a job; what it did until then stays. 409 where it has ended already.</summary>
    /// <param name="id">The job.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("jobs/{id:guid}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status409Conflict, Problems.ContentType)]
    public async Task<IActionResult> Cancel(Guid id, CancellationToken cancellationToken) =>
        Answer(await mediator.Send(new CancelJob(id), cancellationToken), _ => NoContent());
}
