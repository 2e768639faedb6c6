using PearlIo.WebApi.Errors;

namespace PearlIo.WebApi.Access;

/// <summary>
/// Outside Production the management API is open on loopback. A web page must not reach it by a name of its own that resolves
/// there (DNS rebinding), so requests must name loopback as their host.
/// </summary>
internal static class LoopbackHosts
{
    private static readonly string[] Names = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Refuses every other host.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (Names.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase))
        {
            return next(context);
        }

        SecurityHeaders.AddTo(context);
        return Problems.WriteAsync(
            context, StatusCodes.Status400BadRequest, "request.host_unknown", "Outside Production only localhost, 127.0.0.1 and [::1] are answered.");
    }
}
