using Microsoft.AspNetCore.HttpOverrides;
using PearlIo.WebApi.Access;
using IPNetwork = System.Net.IPNetwork;

namespace PearlIo.WebApi.Hosting;

/// <summary>
/// Whom a request comes from and by which scheme, where proxies stand between: what <c>X-Forwarded-For</c> and
/// <c>X-Forwarded-Proto</c> say is believed of the proxies of the settings only, hop by hop from the nearest, and of nobody else. What
/// they say of the host is never believed: <c>PUBLIC_URL</c> says where the service is found.
/// </summary>
internal static class ForwardedRequests
{
    /// <summary>Adds it, where there are proxies.</summary>
    public static void Map(WebApplication app, IReadOnlyList<IPNetwork> proxies)
    {
        if (proxies.Count == 0)
        {
            return;
        }

        app.UseForwardedHeaders(Options(proxies));
        app.Use(MendScheme);
        if (app.Environment.IsProduction())
        {
            app.Use((context, next) =>
            {
                SecurityHeaders.AddTransport(context);
                return next(context);
            });
        }
    }

    private static ForwardedHeadersOptions Options(IReadOnlyList<IPNetwork> proxies)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,

            // As many hops as are known proxies.
            ForwardLimit = null,
        };

        // Loopback is known by default, and any program of this machine could then forge an address.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            options.KnownIPNetworks.Add(proxy);
        }

        return options;
    }

    // A trusted proxy that hands on whatever it was sent may hand on any word.
    private static Task MendScheme(HttpContext context, RequestDelegate next)
    {
        var isSecure = string.Equals(context.Request.Scheme, Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);
        context.Request.Scheme = isSecure ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        return next(context);
    }
}
