using System.Text.Json.Nodes;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using PearlIo.Application.Routes;
using PearlIo.Domain.Common;
using PearlIo.Domain.Routes;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Errors;
using Route = PearlIo.Domain.Routes.Route;

namespace PearlIo.WebApi.Controllers;

/// <summary>How the cards of a project's pages are made.</summary>
[Route("api/projects/{projectId:guid}/routes")]
[Tags("Routes")]
[RequiresScopes]
[ProducesResponseType<ProblemDocument>(StatusCodes.Status400BadRequest, Problems.ContentType)]
[ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
internal sealed class RoutesController(IMediator mediator) : ApiController
{
    /// <summary>Lists the routes of a project, oldest first.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="limit">Most routes to return, 1-200; 50 by default.</param>
    /// <param name="cursor">The `nextCursor` of the page before.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    [HttpHead]
    [ProducesResponseType<RoutePage>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List(Guid projectId, int? limit, string? cursor, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new ListRoutes(projectId, limit, cursor), cancellationToken),
        page => Ok(new RoutePage([.. page.Items.Select(RouteResource.Of)], page.NextCursor)));

    /// <summary>Adds a route; 409 where the project has one for the same pages.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="body">The route.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost]
    [Consumes("application/json")]
    [ProducesResponseType<RouteResource>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status409Conflict, Problems.ContentType)]
    public async Task<IActionResult> Create(Guid projectId, RouteBody body, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new CreateRoute(projectId, body.ToInput()), cancellationToken),
        route =>
        {
            Response.Headers.ETag = Preconditions.Tag(route.Version);
            return Created($"/api/projects/{projectId}/routes/{route.Id}", RouteResource.Of(route));
        });

    /// <summary>Reads a route; its ETag names its version.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="routeId">The route.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{routeId:guid}")]
    [HttpHead("{routeId:guid}")]
    [ProducesResponseType<RouteResource>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Get(Guid projectId, Guid routeId, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new GetRoute(projectId, routeId), cancellationToken),
        route => Resource(RouteResource.Of(route), route.Version));

    /// <summary>Changes a route by JSON Merge Patch (RFC 7396); honours If-Match.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="routeId">The route.</param>
    /// <param name="patch">Members to change; null stands for the default or none.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{routeId:guid}")]
    [Consumes("application/merge-patch+json", "application/json")]
    [ProducesResponseType<RouteResource>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status409Conflict, Problems.ContentType)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status412PreconditionFailed, Problems.ContentType)]
    public async Task<IActionResult> Change(
        Guid projectId, Guid routeId, JsonObject patch, CancellationToken cancellationToken) => Answer(
        await ChangeAsync(
            () => mediator.Send(new GetRoute(projectId, routeId), cancellationToken),
            route => route.Version,
            RouteFailures.VersionChanged,
            route => ChangeAsync(route, patch, cancellationToken)),
        route => Resource(RouteResource.Of(route), route.Version));

    /// <summary>Deletes a route with its cards; honours If-Match.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="routeId">The route.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{routeId:guid}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status412PreconditionFailed, Problems.ContentType)]
    public async Task<IActionResult> Delete(Guid projectId, Guid routeId, CancellationToken cancellationToken) => Answer(
        await ChangeAsync(
            () => mediator.Send(new GetRoute(projectId, routeId), cancellationToken),
            route => route.Version,
            RouteFailures.VersionChanged,
            route => mediator.Send(new DeleteRoute(projectId, routeId, route.Version), cancellationToken)),
        _ => NoContent());

    private async Task<Result<Route>> ChangeAsync(Route route, JsonObject patch, CancellationToken cancellationToken) =>
        MergePatch.Apply(RouteBody.Of(route), patch).TryGetValue(out var body, out var failure)
            ? await mediator.Send(new ChangeRoute(route.ProjectId, route.Id, route.Version, body.ToInput()), cancellationToken)
            : failure;
}
