using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Net.Http.Headers;

namespace PearlIo.WebApi.Access;

/// <summary>
/// Lets pages of listed origins call the management API (CORS, Fetch standard), with keys in headers and never with cookies. Cards are
/// anybody's by a header of their own.
/// </summary>
internal static class ApiOrigins
{
    private static readonly TimeSpan PreflightLifetime = TimeSpan.FromMinutes(10);

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    private static readonly string[] Asked = [HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.IfMatch, HeaderNames.IfNoneMatch];

    private static readonly string[] Told =
        [HeaderNames.ETag, HeaderNames.Location, HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate, ApiLimits.Header, ApiLimits.PolicyHeader];

    /// <summary>Adds it, where there are origins. A question ahead of a request has no key, and is answered before one is asked for.</summary>
    public static void Map(WebApplication app, IReadOnlyList<string> origins)
    {
        if (origins.Count > 0)
        {
            app.UseWhen(context => AccessGuard.IsManagement(context.Request.Path), api => api.UseCors(policy => Describe(policy, origins)));
        }
    }

    private static void Describe(CorsPolicyBuilder policy, IReadOnlyList<string> origins) => policy
        .WithOrigins([.. origins])
        .WithMethods(Methods)
        .WithHeaders(Asked)
        .WithExposedHeaders(Told)
        .SetPreflightMaxAge(PreflightLifetime)
        .DisallowCredentials();
}
