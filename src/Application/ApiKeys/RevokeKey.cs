using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Domain.ApiKeys;
using PearlIo.Domain.Common;

namespace PearlIo.Application.ApiKeys;

/// <summary>Makes a key of the tenant useless at once; it stays in the list. Revoking it again changes nothing.</summary>
public sealed record RevokeKey(Guid Id) : IRequest<Result<Unit>>, ITransactional
{
    internal sealed class Handler(IApiKeyRepository keys, IAdminKey adminKey, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<RevokeKey, Result<Unit>>
    {
        public async Task<Result<Unit>> Handle(RevokeKey request, CancellationToken cancellationToken)
        {
            if (await keys.FindAsync(request.Id, cancellationToken) is not { } key)
            {
                return ApiKeyFailures.NotFound;
            }

            var now = Timestamps.Now(clock);
            if (await IsLastAdminAsync(key, now, cancellationToken))
            {
                return ApiKeyFailures.LastAdmin;
            }

            if (key.RevokedAt is null && await keys.RevokeAsync(key.Id, now, cancellationToken) == WriteOutcome.Done)
            {
                var revoked = key with { RevokedAt = now };
                await audit.AddAsync("keys.revoke", AuditTargets.Key(key.Id), AuditJson.Of(key), AuditJson.Of(revoked), cancellationToken);
            }

            return Unit.Value;
        }

        private async Task<bool> IsLastAdminAsync(ApiKey key, DateTimeOffset now, CancellationToken cancellationToken)
        {
            if (adminKey.IsSet || !key.IsUsable(now) || !key.Scopes.Allow(Scopes.Admin))
            {
                return false;
            }

            var admins = await keys.LockUsableAdminsAsync(now, cancellationToken);
            return admins.All(a => a == key.Id);
        }
    }
}
