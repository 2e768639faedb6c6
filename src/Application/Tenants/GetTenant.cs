using MediatR;
using PearlIo.Domain.Common;
using PearlIo.Domain.Tenants;

namespace PearlIo.Application.Tenants;

/// <summary>Reads one tenant.</summary>
public sealed record GetTenant(Guid Id) : IRequest<Result<Tenant>>
{
    internal sealed class Handler(ITenantRepository tenants) : IRequestHandler<GetTenant, Result<Tenant>>
    {
        public async Task<Result<Tenant>> Handle(GetTenant request, CancellationToken cancellationToken) =>
            await tenants.FindAsync(request.Id, cancellationToken) is { } tenant ? tenant : TenantFailures.NotFound;
    }
}
