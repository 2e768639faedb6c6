using MediatR;
using Microsoft.AspNetCore.Mvc;
using PearlIo.Application.OgImages;
using PearlIo.Domain.ApiKeys;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Errors;
using PearlIo.WebApi.OgImages;

namespace PearlIo.WebApi.Controllers;

/// <summary>Cards that are kept nowhere.</summary>
[Route("api/preview")]
[Tags("Templates")]
[RequiresScopes(Scopes.Write)]
internal sealed class PreviewController(IMediator mediator) : ApiController
{
    /// <summary>Draws a card of a template, or of HTML that is kept nowhere, and answers the picture. 400 lists every error of the HTML with line and column.</summary>
    /// <param name="body">The card.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost]
    [Consumes("application/json")]
    [ProducesResponseType<byte[]>(StatusCodes.Status200OK, "image/png", "image/jpeg", "image/webp")]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status503ServiceUnavailable, Problems.ContentType)]
    public async Task<IActionResult> Draw(PreviewBody body, CancellationToken cancellationToken) =>
        Answer(await mediator.Send(body.ToRequest(), cancellationToken), card => new PreviewResult(card));

    private sealed class PreviewResult(RenderedCard card) : IActionResult
    {
        public Task ExecuteResultAsync(ActionContext context) => CardAnswers.WritePreviewAsync(context.HttpContext, card);
    }
}
