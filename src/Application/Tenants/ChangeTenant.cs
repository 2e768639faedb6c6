using FluentValidation;
using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Domain.Common;
using PearlIo.Domain.Tenants;

namespace PearlIo.Application.Tenants;

/// <summary>Replaces what an operator says of a tenant, where the tenant still has the version that the operator read.</summary>
public sealed record ChangeTenant(Guid Id, long ExpectedVersion, TenantInput Input) : IRequest<Result<Tenant>>, ITransactional
{
    internal sealed class Validator : AbstractValidator<ChangeTenant>
    {
        public Validator(IValidator<TenantInput> input) => RuleFor(c => c.Input).SetValidator(input);
    }

    internal sealed class Handler(ITenantRepository tenants, AuditTrail audit) : IRequestHandler<ChangeTenant, Result<Tenant>>
    {
        public async Task<Result<Tenant>> Handle(ChangeTenant request, CancellationToken cancellationToken)
        {
            if (await tenants.FindAsync(request.Id, cancellationToken) is not { } current)
            {
                return TenantFailures.NotFound;
            }

            var changed = request.Input.ApplyTo(current) with { Version = request.ExpectedVersion + 1 };
            var outcome = await tenants.UpdateAsync(changed, request.ExpectedVersion, cancellationToken);
            if (outcome != WriteOutcome.Done)
            {
                return outcome == WriteOutcome.NotFound ? TenantFailures.NotFound : TenantFailures.VersionChanged;
            }

            await audit.AddAsync("tenants.change", AuditTargets.Tenant(changed.Id), AuditJson.Of(current), AuditJson.Of(changed), cancellationToken);
            return changed;
        }
    }
}
