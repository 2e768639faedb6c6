using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Domain.Common;
using PearlIo.Domain.Tenants;

namespace PearlIo.Application.Tenants;

/// <summary>Deletes a tenant that has nothing any more, with its keys; what the audit says of it stays.</summary>
/// <param name="Id">The tenant.</param>
/// <param name="ExpectedVersion">The version it must have.</param>
public sealed record DeleteTenant(Guid Id, long ExpectedVersion) : IRequest<Result<Unit>>, ITransactional
{
    internal sealed class Handler(ITenantRepository tenants, AuditTrail audit) : IRequestHandler<DeleteTenant, Result<Unit>>
    {
        public async Task<Result<Unit>> Handle(DeleteTenant request, CancellationToken cancellationToken)
        {
            if (await tenants.FindAsync(request.Id, cancellationToken) is not { } tenant)
            {
                return TenantFailures.NotFound;
            }

            if (tenant.Id == Tenant.DefaultId)
            {
                return TenantFailures.IsDefault;
            }

            await audit.AddAsync("tenants.delete", AuditTargets.Tenant(tenant.Id), AuditJson.Of(tenant), after: null, cancellationToken);
            return await tenants.DeleteAsync(tenant.Id, request.ExpectedVersion, cancellationToken) switch
            {
                WriteOutcome.Done => Unit.Value,
                WriteOutcome.NotFound => TenantFailures.NotFound,
                WriteOutcome.InUse => TenantFailures.NotEmpty,
                _ => TenantFailures.VersionChanged,
            };
        }
    }
}
