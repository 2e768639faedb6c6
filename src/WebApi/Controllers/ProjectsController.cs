using System.Text.Json.Nodes;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using PearlIo.Application.Projects;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Errors;

namespace PearlIo.WebApi.Controllers;

/// <summary>Sites whose pages get cards.</summary>
[Route("api/projects")]
[Tags("Projects")]
[RequiresScopes]
internal sealed class ProjectsController(IMediator mediator) : ApiController
{
    /// <summary>Lists projects, oldest first.</summary>
    /// <param name="limit">Most projects to return, 1-200; 50 by default.</param>
    /// <param name="cursor">The `nextCursor` of the page before.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    [HttpHead]
    [ProducesResponseType<ProjectPage>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List(int? limit, string? cursor, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new ListProjects(limit, cursor), cancellationToken),
        page => Ok(new ProjectPage([.. page.Items.Select(ProjectResource.Of)], page.NextCursor)));

    /// <summary>Registers a project.</summary>
    /// <param name="body">The project.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost]
    [Consumes("application/json")]
    [ProducesResponseType<ProjectResource>(StatusCodes.Status201Created)]
    public async Task<IActionResult> Create(ProjectBody body, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new CreateProject(body.ToInput()), cancellationToken),
        project =>
        {
            Response.Headers.ETag = Preconditions.Tag(project.Version);
            return Created($"/api/projects/{project.Id}", ProjectResource.Of(project));
        });

    /// <summary>Reads a project; its ETag names its version.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{projectId:guid}")]
    [HttpHead("{projectId:guid}")]
    [ProducesResponseType<ProjectResource>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    public async Task<IActionResult> Get(Guid projectId, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new GetProject(projectId), cancellationToken),
        project => Resource(ProjectResource.Of(project), project.Version));

    /// <summary>Changes a project by JSON Merge Patch (RFC 7396); honours If-Match.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="patch">Members to change; null stands for the default or none.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{projectId:guid}")]
    [Consumes("application/merge-patch+json", "application/json")]
    [ProducesResponseType<ProjectResource>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status412PreconditionFailed, Problems.ContentType)]
    public async Task<IActionResult> Change(Guid projectId, JsonObject patch, CancellationToken cancellationToken) => Answer(
        await ChangeAsync(
            () => mediator.Send(new GetProject(projectId), cancellationToken),
            project => project.Version,
            ProjectFailures.VersionChanged,
            project => ChangeAsync(project, patch, cancellationToken)),
        project => Resource(ProjectResource.Of(project), project.Version));

    /// <summary>Deletes a project with its routes and cards; honours If-Match.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{projectId:guid}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status412PreconditionFailed, Problems.ContentType)]
    public async Task<IActionResult> Delete(Guid projectId, CancellationToken cancellationToken) => Answer(
        await ChangeAsync(
            () => mediator.Send(new GetProject(projectId), cancellationToken),
            project => project.Version,
            ProjectFailures.VersionChanged,
            project => mediator.Send(new DeleteProject(projectId, project.Version), cancellationToken)),
        _ => NoContent());

    private async Task<Result<Project>> ChangeAsync(Project project, JsonObject patch, CancellationToken cancellationToken) =>
        MergePatch.Apply(ProjectBody.Of(project), patch).TryGetValue(out var body, out var failure)
            ? await mediator.Send(new ChangeProject(project.Id, project.Version, body.ToInput()), cancellationToken)
            : failure;
}
