using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.Domain.SigningKeys;

namespace PearlIo.Application.SigningKeys;

/// <summary>How a signing key ends.</summary>
public enum SigningKeyEnd
{
    /// <summary>Its addresses serve the cards that are kept, and nothing new is drawn for them.</summary>
    Retire,

    /// <summary>Its addresses are worth nothing, at once.</summary>
    Revoke,
}

/// <summary>Retires or revokes a signing key; it stays in the list. Ending it the same way again changes nothing.</summary>
public sealed record EndSigningKey(Guid ProjectId, Guid Id, SigningKeyEnd End) : IRequest<Result<Unit>>, ITransactional
{
    internal sealed class Handler(IProjectRepository projects, ISigningKeyRepository keys, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<EndSigningKey, Result<Unit>>
    {
        public async Task<Result<Unit>> Handle(EndSigningKey request, CancellationToken cancellationToken)
        {
            // First: whoever changes keys of the project stands in line at its row.
            if (await projects.RaiseCardsRevisionAsync(request.ProjectId, cancellationToken) != WriteOutcome.Done)
            {
                return ProjectFailures.NotFound;
            }

            if (await keys.FindAsync(request.ProjectId, request.Id, cancellationToken) is not { } key)
            {
                return SigningKeyFailures.NotFound;
            }

            return request.End == SigningKeyEnd.Revoke ? await RevokeAsync(key, cancellationToken) : await RetireAsync(key, cancellationToken);
        }

        private async Task<Result<Unit>> RevokeAsync(SigningKey key, CancellationToken cancellationToken)
        {
            var now = Timestamps.Now(clock);
            if (key.State != SigningKeyState.Revoked && await keys.RevokeAsync(key.ProjectId, key.Id, now, cancellationToken) == WriteOutcome.Done)
            {
                await TellAsync("signing_keys.revoke", key, key with { RevokedAt = now }, cancellationToken);
            }

            return Unit.Value;
        }

        private async Task<Result<Unit>> RetireAsync(SigningKey key, CancellationToken cancellationToken)
        {
            if (key.State != SigningKeyState.Live)
            {
                return key.State == SigningKeyState.Revoked ? SigningKeyFailures.Revoked : Unit.Value;
            }

            var usable = await keys.ListUsableAsync(key.ProjectId, cancellationToken);
            if (usable.Count(k => k.State == SigningKeyState.Retired) >= SigningKey.MaxRetired)
            {
                return SigningKeyFailures.TooManyRetired;
            }

            var now = Timestamps.Now(clock);
            if (await keys.RetireAsync(key.ProjectId, key.Id, now, cancellationToken) == WriteOutcome.Done)
            {
                await TellAsync("signing_keys.retire", key, key with { RetiredAt = now }, cancellationToken);
            }

            return Unit.Value;
        }

        private Task TellAsync(string action, SigningKey before, SigningKey after, CancellationToken cancellationToken) =>
            audit.AddAsync(action, AuditTargets.SigningKey(before.Id), AuditJson.Of(before), AuditJson.Of(after), cancellationToken);
    }
}
