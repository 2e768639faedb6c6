using MediatR;
using Microsoft.AspNetCore.Mvc;
using PearlIo.Application.Fonts;
using PearlIo.Domain.Fonts;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Errors;

namespace PearlIo.WebApi.Controllers;

/// <summary>Fonts that your own templates name.</summary>
[Route("api/fonts")]
[Tags("Fonts")]
[RequiresScopes]
internal sealed class FontsController(IMediator mediator) : ApiController
{
    // A font never changes.
    private const long Version = 1;

    /// <summary>Lists your fonts, oldest first.</summary>
    /// <param name="limit">Most fonts to return, 1-200; 50 by default.</param>
    /// <param name="cursor">The `nextCursor` of the page before.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    [HttpHead]
    [ProducesResponseType<FontPage>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List(int? limit, string? cursor, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new ListFonts(limit, cursor), cancellationToken),
        page => Ok(new FontPage([.. page.Items.Select(FontResource.Of)], page.NextCursor)));

    /// <summary>Uploads a font: a TTF, OTF, WOFF or WOFF2 file as the body. It is unpacked and checked first; 400 says what is wrong with it.</summary>
    /// <param name="family">What templates will call it; what it calls itself by default.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost]
    [TakesFile(Font.MaxFileBytes)]
    [RequestSizeLimit(Font.MaxFileBytes)]
    [ProducesResponseType<FontResource>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status409Conflict, Problems.ContentType)]
    public async Task<IActionResult> Upload(string? family, CancellationToken cancellationToken)
    {
        if (!(await FileBody.ReadAsync(Request, cancellationToken)).TryGetValue(out var file, out var refusal))
        {
            return new ProblemResult(refusal);
        }

        return Answer(await mediator.Send(new UploadFont(file, family), cancellationToken), font =>
        {
            Response.Headers.ETag = Preconditions.Tag(Version);
            return Created($"/api/fonts/{font.Id:D}", FontResource.Of(font));
        });
    }

    /// <summary>Reads what is known of a font.</summary>
    /// <param name="fontId">The font.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{fontId:guid}")]
    [HttpHead("{fontId:guid}")]
    [ProducesResponseType<FontResource>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    public async Task<IActionResult> Get(Guid fontId, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new GetFont(fontId), cancellationToken), font => Resource(FontResource.Of(font), Version));

    /// <summary>Deletes a font. Cards whose templates name it are drawn with the next font that these name, or with the application's own.</summary>
    /// <param name="fontId">The font.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{fontId:guid}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status412PreconditionFailed, Problems.ContentType)]
    public async Task<IActionResult> Delete(Guid fontId, CancellationToken cancellationToken) => Answer(
        await ChangeAsync(
            () => mediator.Send(new GetFont(fontId), cancellationToken),
            _ => Version,
            FontFailures.VersionChanged,
            font => mediator.Send(new DeleteFont(font.Id), cancellationToken)),
        _ => NoContent());
}
