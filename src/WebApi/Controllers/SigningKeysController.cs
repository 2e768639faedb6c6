using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PearlIo.Application.Common;
using PearlIo.Application.SigningKeys;
using PearlIo.Domain.Common;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Errors;

namespace PearlIo.WebApi.Controllers;

/// <summary>Keys that addresses of cards are signed with.</summary>
[Route("api/projects/{projectId:guid}/signing-keys")]
[Tags("Signing keys")]
[RequiresScopes]
[ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
internal sealed class SigningKeysController(IMediator mediator) : ApiController
{
    /// <summary>Lists the signing keys of a project, oldest first, revoked ones too; never their secrets.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="limit">Most keys to return, 1-200; 50 by default.</param>
    /// <param name="cursor">The `nextCursor` of the page before.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    [HttpHead]
    [ProducesResponseType<SigningKeyPage>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List(Guid projectId, int? limit, string? cursor, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new ListSigningKeys(projectId, limit, cursor), cancellationToken),
        page => Ok(new SigningKeyPage([.. page.Items.Select(SigningKeyResource.Of)], page.NextCursor)));

    /// <summary>Makes a signing key; the answer is the only one that ever has its secret. A project has at most two live ones (409).</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="body">The key; may be left out.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost]
    [Consumes("application/json")]
    [ProducesResponseType<NewSigningKeyResource>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status409Conflict, Problems.ContentType)]
    public async Task<IActionResult> Create(
        Guid projectId, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] SigningKeyBody? body, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new CreateSigningKey(projectId, body?.Name), cancellationToken),
        key =>
        {
            Response.Headers.CacheControl = "no-store";
            return StatusCode(StatusCodes.Status201Created, NewSigningKeyResource.Of(key));
        });

    /// <summary>Revokes a signing key at once, or retires it: then its addresses serve the cards that are kept, and draw nothing new. It stays in the list.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="keyId">The key.</param>
    /// <param name="mode">`revoke` (default) or `retire`.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{keyId:guid}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status409Conflict, Problems.ContentType)]
    public async Task<IActionResult> End(Guid projectId, Guid keyId, string? mode, CancellationToken cancellationToken) =>
        ReadMode(mode).TryGetValue(out var end, out var failure)
            ? Answer(await mediator.Send(new EndSigningKey(projectId, keyId, end), cancellationToken), _ => NoContent())
            : new ProblemResult(failure);

    private static Result<SigningKeyEnd> ReadMode(string? text) => text switch
    {
        null or "revoke" => SigningKeyEnd.Revoke,
        "retire" => SigningKeyEnd.Retire,
        _ => Invalid.Field("mode", "'mode' must be revoke or retire."),
    };
}
