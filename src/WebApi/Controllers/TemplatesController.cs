using System.Text.Json.Nodes;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using PearlIo.Application.Templates;
using PearlIo.Domain.Common;
using PearlIo.Domain.Templates;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Errors;

namespace PearlIo.WebApi.Controllers;

/// <summary>What cards are drawn with. A change is a draft until it is published.</summary>
[Route("api/templates")]
[Tags("Templates")]
[RequiresScopes]
internal sealed class TemplatesController(IMediator mediator) : ApiController
{
    /// <summary>Lists your own templates, oldest first.</summary>
    /// <param name="limit">Most templates to return, 1-200; 50 by default.</param>
    /// <param name="cursor">The `nextCursor` of the page before.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    [HttpHead]
    [ProducesResponseType<TemplatePage>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List(int? limit, string? cursor, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new ListTemplates(limit, cursor), cancellationToken),
        page => Ok(new TemplatePage([.. page.Items.Select(TemplateSummary.Of)], page.NextCursor)));

    /// <summary>Makes a template; version 1 is a draft until it is published. 400 lists every error of the HTML with line and column.</summary>
    /// <param name="body">The template.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost]
    [Consumes("application/json")]
    [ProducesResponseType<TemplateResource>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status409Conflict, Problems.ContentType)]
    public async Task<IActionResult> Create(TemplateBody body, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new CreateTemplate(body.Name, body.Html), cancellationToken),
        detail =>
        {
            Response.Headers.ETag = Preconditions.Tag(detail.Template!.Version);
            return Created($"/api/templates/{detail.Name}", TemplateResource.Of(detail));
        });

    /// <summary>Reads a version of a template with its HTML; built-in ones too, which cannot be changed.</summary>
    /// <param name="name">The template.</param>
    /// <param name="version">Number of the version; the newest by default.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{name}")]
    [HttpHead("{name}")]
    [ProducesResponseType<TemplateResource>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    public async Task<IActionResult> Get(string name, int? version, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new GetTemplate(name, version), cancellationToken),
        detail => detail.Template is null ? Ok(TemplateResource.Of(detail)) : Resource(TemplateResource.Of(detail), detail.Template.Version));

    /// <summary>Adds a version by JSON Merge Patch (RFC 7396), as a draft: cards do not show it before it is published. Honours If-Match.</summary>
    /// <param name="name">The template.</param>
    /// <param name="patch">`html`.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{name}")]
    [Consumes("application/merge-patch+json", "application/json")]
    [ProducesResponseType<TemplateResource>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status409Conflict, Problems.ContentType)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status412PreconditionFailed, Problems.ContentType)]
    public async Task<IActionResult> Change(string name, JsonObject patch, CancellationToken cancellationToken) => Answer(
        await ChangeOwnAsync(name, (template, detail) => ChangeAsync(template, detail.Html, patch, cancellationToken), cancellationToken),
        detail => Resource(TemplateResource.Of(detail), detail.Template!.Version));

    /// <summary>Publishes a version, an older one too: cards of projects and routes that name the template without a version show it at once. Honours If-Match.</summary>
    /// <param name="name">The template.</param>
    /// <param name="body">The version.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{name}/publish")]
    [Consumes("application/json")]
    [ProducesResponseType<PublicationResource>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status409Conflict, Problems.ContentType)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status412PreconditionFailed, Problems.ContentType)]
    public async Task<IActionResult> Publish(string name, PublishBody body, CancellationToken cancellationToken) => Answer(
        await ChangeOwnAsync(
            name, (template, _) => mediator.Send(new PublishTemplate(name, template.Version, body.Version), cancellationToken), cancellationToken),
        template => Resource(PublicationResource.Of(template), template.Version));

    /// <summary>Deletes a template with its versions; 409 while a project or route names it. Honours If-Match.</summary>
    /// <param name="name">The template.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{name}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status409Conflict, Problems.ContentType)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status412PreconditionFailed, Problems.ContentType)]
    public async Task<IActionResult> Delete(string name, CancellationToken cancellationToken) => Answer(
        await ChangeOwnAsync(name, (template, _) => mediator.Send(new DeleteTemplate(name, template.Version), cancellationToken), cancellationToken),
        _ => NoContent());

    private Task<Result<T>> ChangeOwnAsync<T>(
        string name, Func<Template, TemplateDetail, Task<Result<T>>> write, CancellationToken cancellationToken) => ChangeAsync(
        () => mediator.Send(new GetTemplate(name), cancellationToken),
        detail => detail.Template?.Version ?? 0,
        TemplateFailures.VersionChanged,
        async detail => detail.Template is { } template ? await write(template, detail) : TemplateFailures.BuiltIn);

    private async Task<Result<TemplateDetail>> ChangeAsync(Template template, string html, JsonObject patch, CancellationToken cancellationToken) =>
        MergePatch.Apply(new TemplateChangeBody { Html = html }, patch).TryGetValue(out var body, out var failure)
            ? await mediator.Send(new ChangeTemplate(template.Name, template.Version, body.Html), cancellationToken)
            : failure;
}
