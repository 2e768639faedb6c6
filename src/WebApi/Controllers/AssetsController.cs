using MediatR;
using Microsoft.AspNetCore.Mvc;
using PearlIo.Application.Assets;
using PearlIo.Domain.Assets;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Errors;

namespace PearlIo.WebApi.Controllers;

/// <summary>Pictures of your own that cards show.</summary>
[Route("api/assets")]
[Tags("Assets")]
[RequiresScopes]
internal sealed class AssetsController(IMediator mediator) : ApiController
{
    /// <summary>Lists your assets, oldest first.</summary>
    /// <param name="limit">Most assets to return, 1-200; 50 by default.</param>
    /// <param name="cursor">The `nextCursor` of the page before.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    [HttpHead]
    [ProducesResponseType<AssetPage>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List(int? limit, string? cursor, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new ListAssets(limit, cursor), cancellationToken),
        page => Ok(new AssetPage([.. page.Items.Select(AssetResource.Of)], page.NextCursor)));

    /// <summary>Uploads a picture: a PNG, JPEG, WebP, GIF, ICO or SVG file as the body. It is decoded first; 400 says what is wrong with it.</summary>
    /// <param name="name">What `asset:` will name it by: a lower-case letter, then letters, digits and `-`, at most 40 characters.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost]
    [TakesFile(Asset.MaxFileBytes)]
    [RequestSizeLimit(Asset.MaxFileBytes)]
    [ProducesResponseType<AssetResource>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status409Conflict, Problems.ContentType)]
    public async Task<IActionResult> Upload(string? name, CancellationToken cancellationToken)
    {
        if (!(await FileBody.ReadAsync(Request, cancellationToken)).TryGetValue(out var file, out var refusal))
        {
            return new ProblemResult(refusal);
        }

        return Answer(await mediator.Send(new UploadAsset(name, file), cancellationToken), asset =>
        {
            Response.Headers.ETag = Preconditions.Tag(asset.Version);
            return Created($"/api/assets/{asset.Id:D}", AssetResource.Of(asset));
        });
    }

    /// <summary>Reads what is known of an asset.</summary>
    /// <param name="assetId">The asset.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{assetId:guid}")]
    [HttpHead("{assetId:guid}")]
    [ProducesResponseType<AssetResource>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    public async Task<IActionResult> Get(Guid assetId, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new GetAsset(assetId), cancellationToken), asset => Resource(AssetResource.Of(asset), asset.Version));

    /// <summary>Gives an asset other bytes: a file as the body. Cards that show it get another version at once.</summary>
    /// <param name="assetId">The asset.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut("{assetId:guid}")]
    [TakesFile(Asset.MaxFileBytes)]
    [RequestSizeLimit(Asset.MaxFileBytes)]
    [ProducesResponseType<AssetResource>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status409Conflict, Problems.ContentType)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status412PreconditionFailed, Problems.ContentType)]
    public async Task<IActionResult> Replace(Guid assetId, CancellationToken cancellationToken)
    {
        if (!(await FileBody.ReadAsync(Request, cancellationToken)).TryGetValue(out var file, out var refusal))
        {
            return new ProblemResult(refusal);
        }

        return Answer(
            await ChangeAsync(
                () => mediator.Send(new GetAsset(assetId), cancellationToken),
                asset => asset.Version,
                AssetFailures.VersionChanged,
                asset => mediator.Send(new ReplaceAsset(asset, file), cancellationToken)),
            asset => Resource(AssetResource.Of(asset), asset.Version));
    }

    /// <summary>Deletes an asset. Cards that name it are drawn without it.</summary>
    /// <param name="assetId">The asset.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{assetId:guid}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status412PreconditionFailed, Problems.ContentType)]
    public async Task<IActionResult> Delete(Guid assetId, CancellationToken cancellationToken) => Answer(
        await ChangeAsync(
            () => mediator.Send(new GetAsset(assetId), cancellationToken),
            asset => asset.Version,
            AssetFailures.VersionChanged,
            asset => mediator.Send(new DeleteAsset(asset.Id, asset.Version), cancellationToken)),
        _ => NoContent());
}
