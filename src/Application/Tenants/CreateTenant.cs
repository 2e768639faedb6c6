using FluentValidation;
using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Domain.Common;
using PearlIo.Domain.Tenants;

namespace PearlIo.Application.Tenants;

/// <summary>Makes a tenant; it has no key yet.</summary>
public sealed record CreateTenant(TenantInput Input) : IRequest<Result<Tenant>>, ITransactional
{
    internal sealed class Validator : AbstractValidator<CreateTenant>
    {
        public Validator(IValidator<TenantInput> input) => RuleFor(c => c.Input).SetValidator(input);
    }

    internal sealed class Handler(ITenantRepository tenants, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<CreateTenant, Result<Tenant>>
    {
        public async Task<Result<Tenant>> Handle(CreateTenant request, CancellationToken cancellationToken)
        {
            if (!tenants.HoldsMany)
            {
                return TenantFailures.NeedPostgreSql;
            }

            var now = Timestamps.Now(clock);
            var tenant = request.Input.ApplyTo(new Tenant { Id = Guid.CreateVersion7(now), Name = string.Empty, CreatedAt = now });
            await tenants.AddAsync(tenant, cancellationToken);
            await audit.AddAsync("tenants.create", AuditTargets.Tenant(tenant.Id), before: null, AuditJson.Of(tenant), cancellationToken);
            return tenant;
        }
    }
}
