using PearlIo.Application.Access;
using PearlIo.Application.ApiKeys;
using PearlIo.Domain.ApiKeys;
using PearlIo.Domain.Common;
using PearlIo.Domain.Tenants;
using PearlIo.WebApi.Errors;

namespace PearlIo.WebApi.Access;

/// <summary>
/// Stands before the management API: finds out whose the key of a request is, refuses what the key does not allow, and lets the
/// rest run on behalf of the key's tenant. Outside Production the program listens on loopback only, and a request without a key
/// is the default tenant's.
/// </summary>
internal sealed class AccessGuard(
    AdminKey adminKey, KeyAuthentication keys, ApiLimits limits, CallerContext callers, IHostEnvironment environment)
{
    private const string Scheme = "Bearer ";

    /// <summary>Lets a request through or answers 401, 403 or 429.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var rule = context.GetEndpoint()?.Metadata.GetMetadata<IAccessRule>();
        if (rule is null ? !IsManagement(context.Request.Path) : rule.IsWaived(context))
        {
            await next(context);
            return;
        }

        var needed = Needed(context, rule);
        var found = await FindCallerAsync(context);
        if (await limits.RefusesAsync(context, found))
        {
            return;
        }

        if (!found.TryGetValue(out var caller, out var failure))
        {
            await RefuseAsync(context, failure, needed);
            return;
        }

        if (!caller.Scopes.Allow(needed))
        {
            await RefuseAsync(context, ApiKeyFailures.ScopeMissing(caller.Scopes.Missing(needed)), needed);
            return;
        }

        using var scope = callers.Enter(caller);
        await next(context);
    }

    /// <summary>Whether a path is of the management API. Cards need no key.</summary>
    public static bool IsManagement(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && !path.StartsWithSegments("/api/og", StringComparison.OrdinalIgnoreCase);

    // What no route matches is answered 404 or 405 to any key; a route that says nothing of scopes is a mistake of ours.
    private static Scopes Needed(HttpContext context, IAccessRule? rule) => (rule, context.GetEndpoint()) switch
    {
        ({ }, _) => rule.Needs(context.Request.Method),
        (null, RouteEndpoint endpoint) => throw new InvalidOperationException($"{endpoint.DisplayName} does not say which scopes it needs."),
        _ => Scopes.None,
    };

    private async Task<Result<Caller>> FindCallerAsync(HttpContext context)
    {
        var address = ClientAddress.Of(context)?.ToString();
        var header = context.Request.Headers.Authorization;
        if (header.Count == 0 && !environment.IsProduction())
        {
            return Everything("development", address);
        }

        // Several headers become one with commas, which no key has.
        var text = header.ToString();
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return ApiKeyFailures.Required;
        }

        var key = text[Scheme.Length..].Trim();
        if (adminKey.Matches(key))
        {
            return Everything(AdminKey.Actor, address);
        }

        return limits.MayLookUp(context, key) ? await keys.AuthenticateAsync(key, address, context.RequestAborted) : ApiLimits.NotLookedUp;
    }

    private static Caller Everything(string actor, string? address) =>
        new(Tenant.DefaultId, actor, address, IsOperator: true) { Scopes = ScopeRules.All };

    // RFC 6750 section 3.
    private static Task RefuseAsync(HttpContext context, Failure failure, Scopes needed)
    {
        context.Response.Headers.WWWAuthenticate = failure.Kind switch
        {
            FailureKind.Unauthenticated when failure == ApiKeyFailures.Required => "Bearer",
            FailureKind.Unauthenticated => "Bearer error=\"invalid_token\"",
            _ when failure == TenantFailures.Suspended => default,
            _ => $"Bearer error=\"insufficient_scope\", scope=\"{string.Join(' ', needed.ToNames())}\"",
        };
        return Problems.WriteAsync(context, failure);
    }
}
