using System.Text.Json.Nodes;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using PearlIo.Application.Tenants;
using PearlIo.Domain.ApiKeys;
using PearlIo.Domain.Common;
using PearlIo.Domain.Tenants;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Errors;

namespace PearlIo.WebApi.Controllers;

/// <summary>Whoever projects belong to; for operators.</summary>
[Route("api/tenants")]
[Tags("Tenants")]
[RequiresScopes(Scopes.Operator)]
internal sealed class TenantsController(IMediator mediator) : ApiController
{
    /// <summary>Lists tenants, oldest first.</summary>
    /// <param name="limit">Most tenants to return, 1-200; 50 by default.</param>
    /// <param name="cursor">The `nextCursor` of the page before.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    [HttpHead]
    [ProducesResponseType<TenantPage>(StatusCodes.Status200OK)]
    public async Task<IActionResult> List(int? limit, string? cursor, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new ListTenants(limit, cursor), cancellationToken),
        page => Ok(new TenantPage([.. page.Items.Select(TenantResource.Of)], page.NextCursor)));

    /// <summary>Makes a tenant, on PostgreSQL (else 409); its first key is made by `pearl keys create --admin --tenant ID`.</summary>
    /// <param name="body">The tenant.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost]
    [Consumes("application/json")]
    [ProducesResponseType<TenantResource>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status409Conflict, Problems.ContentType)]
    public async Task<IActionResult> Create(TenantBody body, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new CreateTenant(body.ToInput()), cancellationToken),
        tenant =>
        {
            Response.Headers.ETag = Preconditions.Tag(tenant.Version);
            return Created($"/api/tenants/{tenant.Id}", TenantResource.Of(tenant));
        });

    /// <summary>Reads a tenant; its ETag names its version.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{tenantId:guid}")]
    [HttpHead("{tenantId:guid}")]
    [ProducesResponseType<TenantResource>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    public async Task<IActionResult> Get(Guid tenantId, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new GetTenant(tenantId), cancellationToken),
        tenant => Resource(TenantResource.Of(tenant), tenant.Version));

    /// <summary>Changes a tenant by JSON Merge Patch (RFC 7396), suspends or resumes it; honours If-Match.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="patch">Members to change; null stands for the default or none.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPatch("{tenantId:guid}")]
    [Consumes("application/merge-patch+json", "application/json")]
    [ProducesResponseType<TenantResource>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status412PreconditionFailed, Problems.ContentType)]
    public async Task<IActionResult> Change(Guid tenantId, JsonObject patch, CancellationToken cancellationToken) => Answer(
        await ChangeAsync(
            () => mediator.Send(new GetTenant(tenantId), cancellationToken),
            tenant => tenant.Version,
            TenantFailures.VersionChanged,
            tenant => ChangeAsync(tenant, patch, cancellationToken)),
        tenant => Resource(TenantResource.Of(tenant), tenant.Version));

    /// <summary>Deletes a tenant that has no projects any more, with its keys; honours If-Match.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpDelete("{tenantId:guid}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status409Conflict, Problems.ContentType)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status412PreconditionFailed, Problems.ContentType)]
    public async Task<IActionResult> Delete(Guid tenantId, CancellationToken cancellationToken) => Answer(
        await ChangeAsync(
            () => mediator.Send(new GetTenant(tenantId), cancellationToken),
            tenant => tenant.Version,
            TenantFailures.VersionChanged,
            tenant => mediator.Send(new DeleteTenant(tenantId, tenant.Version), cancellationToken)),
        _ => NoContent());

    /// <summary>Reads what a tenant used in a month, in UTC.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="month">The month, such as `2026-11`; the current one by default.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("{tenantId:guid}/usage")]
    [HttpHead("{tenantId:guid}/usage")]
    [ProducesResponseType<UsageResource>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDocument>(StatusCodes.Status404NotFound, Problems.ContentType)]
    public async Task<IActionResult> Usage(Guid tenantId, string? month, CancellationToken cancellationToken) => Answer(
        await mediator.Send(new GetTenantUsage(tenantId, month), cancellationToken), usage => Ok(UsageResource.Of(usage)));

    private async Task<Result<Tenant>> ChangeAsync(Tenant tenant, JsonObject patch, CancellationToken cancellationToken) =>
        MergePatch.Apply(TenantBody.Of(tenant), patch).TryGetValue(out var body, out var failure)
            ? await mediator.Send(new ChangeTenant(tenant.Id, tenant.Version, body.ToInput()), cancellationToken)
            : failure;
}
