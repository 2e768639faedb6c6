using Microsoft.Extensions.Logging;
using PearlIo.Application.Access;
using PearlIo.Domain.ApiKeys;
using PearlIo.Domain.Common;
using PearlIo.Domain.Tenants;

namespace PearlIo.Application.ApiKeys;

/// <summary>Tells whom a key belongs to.</summary>
public sealed partial class KeyAuthentication(
    IApiKeyRepository keys, CallerContext callers, TimeProvider clock, ILogger<KeyAuthentication> logger)
{
    /// <summary>How exactly the last use of a key is kept.</summary>
    private static readonly TimeSpan UseInterval = TimeSpan.FromHours(1);

    /// <summary>Reads a key and finds its holder.</summary>
    /// <param name="text">The key as it was sent.</param>
    /// <param name="address">The address that it was sent from, for the audit.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>The caller, or Unauthenticated, or Forbidden where the tenant is suspended.</returns>
    public async Task<Result<Caller>> AuthenticateAsync(string? text, string? address, CancellationToken cancellationToken)
    {
        if (!KeyToken.TryParse(text, out var token))
        {
            return ApiKeyFailures.Wrong;
        }

        var holder = await keys.FindHolderAsync(token.Id, cancellationToken);
        if (!token.IsOf(holder?.Key))
        {
            return ApiKeyFailures.Wrong;
        }

        var now = Timestamps.Now(clock);
        if (WhyNot(holder!, now) is { } failure)
        {
            return failure;
        }

        var key = holder!.Key;
        var isOperator = key.Scopes.Allow(Scopes.Operator);
        var caller = new Caller(key.TenantId, KeyToken.FormatId(key.Id), address, isOperator) { Scopes = key.Scopes };
        await NoteUseAsync(key, caller, now, cancellationToken);
        return caller;
    }

    private static Failure? WhyNot(KeyHolder holder, DateTimeOffset now)
    {
        if (holder.Key.RevokedAt is not null)
        {
            return ApiKeyFailures.Revoked;
        }

        if (holder.Key.IsExpired(now))
        {
            return ApiKeyFailures.Expired;
        }

        return holder.IsTenantSuspended ? TenantFailures.Suspended : null;
    }

    // Nice to know, and no reason to refuse anybody: a database that can only be read must not lock its readers out.
    private async Task NoteUseAsync(ApiKey key, Caller caller, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = now - UseInterval;
        if (key.LastUsedAt > since)
        {
            return;
        }

        try
        {
            using var scope = callers.Enter(caller);
            await keys.NoteUseAsync(key.Id, now, since, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogUseNotKept(e, caller.Actor);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of key {Key} could not be kept")]
    private partial void LogUseNotKept(Exception exception, string key);
}
