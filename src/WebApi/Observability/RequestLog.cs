using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;

namespace PearlIo.WebApi.Observability;

/// <summary>Logs a line per request: method, path template, status, ms. No ids, no query, no body.</summary>
internal sealed partial class RequestLog(ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            Write(context, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    private void Write(HttpContext context, double ms)
    {
        // Whoever handles an exception takes the endpoint off the request and keeps it here.
        var endpoint = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        var template = (endpoint as RouteEndpoint)?.RoutePattern.RawText is { } text ? "/" + text.TrimStart('/') : "(no route)";
        var quiet = template.StartsWith("/health", StringComparison.Ordinal) || template is "/metrics";
        var rounded = Math.Round(ms, 2);
        Log(quiet ? LogLevel.Debug : LogLevel.Information, context.Request.Method, template, context.Response.StatusCode, rounded);
    }

    [LoggerMessage(Message = "{Method} {Template} {Status} in {Ms} ms")]
    private partial void Log(LogLevel level, string method, string template, int status, double ms);
}
