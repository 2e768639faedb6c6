using PearlIo.Application.Common;

namespace PearlIo.WebApi.Hosting;

/// <summary>Tells that requests come that have to do with the database, and refuses those of the API while it was never there.</summary>
internal sealed class RequestActivity(ServiceActivity activity)
{
    /// <summary>Passes the request on.</summary>
    /// <exception cref="DatabaseUnavailableException">The API was asked, and the database has not been there since the start.</exception>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        var isApi = path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
        if (!isApi && !path.StartsWithSegments("/og", StringComparison.OrdinalIgnoreCase))
        {
            // Health, metrics, documents: whoever polls them must not keep a database awake.
            await next(context);
            return;
        }

        activity.See();
        if (isApi && !path.StartsWithSegments("/api/og", StringComparison.OrdinalIgnoreCase))
        {
            activity.EnsureStarted();
        }

        try
        {
            await next(context);
        }
        finally
        {
            activity.See();
        }
    }
}
