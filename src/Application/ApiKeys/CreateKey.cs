using FluentValidation;
using MediatR;
using PearlIo.Application.Access;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Domain.ApiKeys;
using PearlIo.Domain.Common;
using PearlIo.Domain.Tenants;

namespace PearlIo.Application.ApiKeys;

/// <summary>Makes a key of the caller's tenant; the answer is the only place that ever has its secret.</summary>
/// <param name="Name">What it is for, 1-255 characters.</param>
/// <param name="Scopes">Names of what it may do; the caller must be allowed all of it.</param>
/// <param name="ExpiresAt">From when on it is refused, or null for never.</param>
public sealed record CreateKey(string? Name, IReadOnlyList<string?>? Scopes, DateTimeOffset? ExpiresAt = null)
    : IRequest<Result<NewKey>>, ITransactional
{
    internal sealed class Validator : AbstractValidator<CreateKey>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(k => k.Name).RequiredText(ApiKey.MaxNameLength);
            RuleFor(k => k.Scopes).Must(s => s is { Count: > 0 } && ScopeRules.TryParse(s, out _))
                .WithMessage($"'scopes' must name at least one of: {string.Join(", ", ScopeRules.Names)}.");
            RuleFor(k => k.ExpiresAt).Must(e => e is null || Timestamps.Cut(e.Value) > clock.GetUtcNow())
                .WithMessage("'expiresAt' must be in the future.");
        }
    }

    internal sealed class Handler(IApiKeyRepository keys, AuditTrail audit, CallerContext callers, TimeProvider clock)
        : IRequestHandler<CreateKey, Result<NewKey>>
    {
        public async Task<Result<NewKey>> Handle(CreateKey request, CancellationToken cancellationToken)
        {
            var scopes = ScopeRules.Parse(request.Scopes!);
            var caller = callers.Current;
            if (caller.Scopes.Missing(scopes) is not Domain.ApiKeys.Scopes.None and var missing)
            {
                return ApiKeyFailures.CannotGive(missing);
            }

            var now = Timestamps.Now(clock);
            var token = KeyToken.Create(now);
            var key = new ApiKey
            {
                Id = token.Id,
                TenantId = caller.TenantId,
                Name = request.Name!.Normalize().Trim(),
                SecretHash = token.SecretHash,
                Scopes = scopes,
                CreatedAt = now,
                ExpiresAt = request.ExpiresAt is { } expiresAt ? Timestamps.Cut(expiresAt) : null,
            };
            if (await keys.AddAsync(key, cancellationToken) != WriteOutcome.Done)
            {
                return TenantFailures.NotFound;
            }

            await audit.AddAsync("keys.create", AuditTargets.Key(key.Id), before: null, AuditJson.Of(key), cancellationToken);
            return new NewKey(key, token);
        }
    }
}

/// <summary>A key that was made just now.</summary>
/// <param name="Key">What is kept of it.</param>
/// <param name="Token">The key with its secret.</param>
public sealed record NewKey(ApiKey Key, KeyToken Token);
