namespace PearlIo.WebApi.Access;

/// <summary>
/// Headers that keep browsers from doing more with an answer than it is for. Cards bring their own policy; what is set before an answer
/// is cleared by whoever handles an exception, so that it is set last.
/// </summary>
internal static class SecurityHeaders
{
    /// <summary>Nothing is loaded or run by an answer of the API, and nobody frames it.</summary>
    public const string Policy = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>The page of documents runs its own files only; of styles within them, that of the logo alone, by its hash.</summary>
    public const string DocumentsPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>A year (RFC 6797); whether other hosts of the domain have TLS is not known here.</summary>
    public const string Transport = "max-age=31536000";

    /// <summary>Sets them once the answer begins.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(
            static state =>
            {
                AddTo((HttpContext)state);
                return Task.CompletedTask;
            },
            context);
        return next(context);
    }

    /// <summary>Sets them at once.</summary>
    public static void AddTo(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";

        // Cards bring their policy, and leave from memory past here too: both ways have the same headers.
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers["Referrer-Policy"] = "no-referrer";
            var isDocuments = context.Request.Path.StartsWithSegments("/docs", StringComparison.OrdinalIgnoreCase);
            headers.ContentSecurityPolicy = isDocuments ? DocumentsPolicy : Policy;
        }

        if (context.RequestServices.GetRequiredService<IHostEnvironment>().IsProduction())
        {
            AddTransport(context);
        }
    }

    /// <summary>Tells browsers to come by TLS only, where they came so: by any other way nobody can be believed to mean it.</summary>
    public static void AddTransport(HttpContext context)
    {
        if (context.Request.IsHttps)
        {
            context.Response.Headers.StrictTransportSecurity = Transport;
        }
    }
}
