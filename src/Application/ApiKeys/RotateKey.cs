using FluentValidation;
using MediatR;
using PearlIo.Application.Access;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Domain.ApiKeys;
using PearlIo.Domain.Common;
using PearlIo.Domain.Tenants;

namespace PearlIo.Application.ApiKeys;

/// <summary>
/// Makes a key of the same name and scopes, that lives as long from now on as the old one was to live; the old one still works
/// for a while. A key is rotated once: of two at the same time one is told so.
/// </summary>
/// <param name="Id">The key.</param>
/// <param name="GraceSeconds">How long the old key still works, 0 to 30 days; a day by default.</param>
public sealed record RotateKey(Guid Id, int? GraceSeconds) : IRequest<Result<NewKey>>, ITransactional
{
    /// <summary>Seconds that a rotated key still works when nobody says otherwise: a day.</summary>
    public const int DefaultGraceSeconds = 86_400;

    /// <summary>Most seconds that a rotated key may still work: 30 days.</summary>
    public const int MaxGraceSeconds = 30 * 86_400;

    internal sealed class Validator : AbstractValidator<RotateKey>
    {
        public Validator() => RuleFor(k => k.GraceSeconds).Must(s => s is null or (>= 0 and <= MaxGraceSeconds))
            .WithMessage($"'graceSeconds' must be between 0 (at once) and {MaxGraceSeconds} (30 days).");
    }

    internal sealed class Handler(IApiKeyRepository keys, AuditTrail audit, CallerContext callers, TimeProvider clock)
        : IRequestHandler<RotateKey, Result<NewKey>>
    {
        public async Task<Result<NewKey>> Handle(RotateKey request, CancellationToken cancellationToken)
        {
            var now = Timestamps.Now(clock);
            if (await keys.FindAsync(request.Id, cancellationToken) is not { } old)
            {
                return ApiKeyFailures.NotFound;
            }

            if (WhyNot(old, now) is { } failure)
            {
                return failure;
            }

            var token = KeyToken.Create(now);
            var replaced = old with { ReplacedBy = token.Id, ExpiresAt = End(old, now.AddSeconds(request.GraceSeconds ?? DefaultGraceSeconds)) };
            if (await keys.ReplaceAsync(old.Id, token.Id, replaced.ExpiresAt.Value, cancellationToken) != WriteOutcome.Done)
            {
                return ApiKeyFailures.Rotated;
            }

            var key = Successor(old, token, now);
            if (await keys.AddAsync(key, cancellationToken) != WriteOutcome.Done)
            {
                return TenantFailures.NotFound;
            }

            await audit.AddAsync("keys.rotate", AuditTargets.Key(old.Id), AuditJson.Of(old), AuditJson.Of(replaced), cancellationToken);
            await audit.AddAsync("keys.create", AuditTargets.Key(key.Id), before: null, AuditJson.Of(key), cancellationToken);
            return new NewKey(key, token);
        }

        private Failure? WhyNot(ApiKey old, DateTimeOffset now)
        {
            if (old.ReplacedBy is not null)
            {
                return ApiKeyFailures.Rotated;
            }

            if (!old.IsUsable(now))
            {
                return ApiKeyFailures.NotUsable;
            }

            var missing = callers.Current.Scopes.Missing(old.Scopes);
            return missing == Scopes.None ? null : ApiKeyFailures.CannotGive(missing);
        }

        private static DateTimeOffset End(ApiKey old, DateTimeOffset graceEnd) =>
            old.ExpiresAt is { } expiresAt && expiresAt < graceEnd ? expiresAt : graceEnd;

        private static ApiKey Successor(ApiKey old, KeyToken token, DateTimeOffset now) => new()
        {
            Id = token.Id,
            TenantId = old.TenantId,
            Name = old.Name,
            SecretHash = token.SecretHash,
            Scopes = old.Scopes,
            CreatedAt = now,
            ExpiresAt = old.ExpiresAt is { } expiresAt ? AsLong(old.CreatedAt, expiresAt, now) : null,
        };

        // Behind a key that expires at the end of time there is no room for a later one.
        private static DateTimeOffset AsLong(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) =>
            to - from < DateTimeOffset.MaxValue - now ? now + (to - from) : to;
    }
}
