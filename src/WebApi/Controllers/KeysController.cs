using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PearlIo.Application.ApiKeys;
using PearlIo.Domain.ApiKeys;
using PearlIo.Domain.Common;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Errors;

namespace PearlIo.WebApi.Controllers;

/// <summary>Keys of the tenant.</summary>
[Route("api/keys")]
[Tags("Keys")]
[RequiresScopes(Scopes.Admin)]
internal sealed class KeysController(IMediator mediator) : ApiController
{
    /// <summary>Lists keys, oldest first, revoked ones too; never their secrets.</summary>
    /// <param name="limit">Most keys to return, 1-200; 50 by default.</param>
    /// <param name="cursor">The `nextCursor` of the page before.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    [HttpHead]
    [ProducesResponseType<KeyPage>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List(int? limit, string? cursor, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new ListKeys(limit, cursor), cancellationToken),
        page => Ok(new KeyPage([.. page.Items.Select(KeyResource.Of)], page.NextCursor)));

    /// <summary>Makes a key; the answer is the only one that ever has its secret.</summary>
    /// <param name="body">The key.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost]
    [Consumes("application/json")]
    [ProducesResponseType<NewKeyResource>(StatusCodes.Status201Created)]
    public async Task<IActionResult> Create(KeyBody body, CancellationToken cancellationToken) =>
        body.ToCommand().TryGetValue(out var command, out var failure)
            ? Made(await mediator.Send(command, cancellationToken))
            : new ProblemResult(failure);

    /// <summary>Makes a key of the same name and scopes; the old one works for `graceSeconds` more. A key is rotated once (409).</summary>
    /// <param name="keyId">The key.</param>
    /// <param name="body">How; may be left out.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{keyId}/rotate")]
    [Consumes("application/json")]
    [ProducesResponseType<NewKeyResource>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status409Conflict, Problems.ContentType)]
    public async Task<IActionResult> Rotate(
        string keyId, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] RotateBody? body, CancellationToken cancellationToken) =>
        KeyToken.TryParseId(keyId, out var id)
            ? Made(await mediator.Send(new RotateKey(id, body?.GraceSeconds), cancellationToken))
            : new ProblemResult(ApiKeyFailures.NotFound);

    /// <summary>Revokes a key at once; it stays in the list. 409 for the last one that can manage the tenant.</summary>
    /// <param name="keyId">The key.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{keyId}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status409Conflict, Problems.ContentType)]
    public async Task<IActionResult> Revoke(string keyId, CancellationToken cancellationToken) => KeyToken.TryParseId(keyId, out var id)
        ? Answer(await mediator.Send(new RevokeKey(id), cancellationToken), _ => NoContent())
        : new ProblemResult(ApiKeyFailures.NotFound);

    private IActionResult Made(Result<NewKey> result) => Answer(result, made =>
    {
        Response.Headers.CacheControl = "no-store";
        return StatusCode(StatusCodes.Status201Created, NewKeyResource.Of(made));
    });
}
