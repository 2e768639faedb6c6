using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using PearlIo.Application.Common;

namespace PearlIo.WebApi.Errors;

/// <summary>Turns exceptions into problems; nothing of the exception but its kind gets out.</summary>
internal sealed partial class FaultHandler(ILogger<FaultHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        await AnswerAsync(httpContext, exception);
        return true;
    }

    private Task AnswerAsync(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case RequestException refused:
                return Problems.WriteAsync(context, refused.Failure);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Problems.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, "request.body_too_large", $"The body is larger than {MostMebibytes(context)} MiB.");
            case BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout }:
                context.Response.Headers.Connection = "close";
                return Problems.WriteAsync(context, StatusCodes.Status408RequestTimeout, "request.too_slow", "The body did not come in time. Send it again, all at once.");
            case BadHttpRequestException bad:
                return Problems.WriteAsync(context, bad.StatusCode, "request.malformed", "The request is malformed, or its body ended early.");
            case DatabaseUnavailableException unavailable:
                LogDatabase(exception, context.TraceIdentifier, unavailable.IsKnown ? LogLevel.Debug : LogLevel.Error);
                context.Response.Headers.RetryAfter = "5";
                return Problems.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "service.database_unavailable", "The database cannot do this at the moment. Try again in a few seconds.");
            default:
                LogFault(exception, context.TraceIdentifier);
                return Problems.WriteAsync(context, StatusCodes.Status500InternalServerError, "service.fault", "Something went wrong here. The operator finds it in the log by the traceId.");
        }
    }

    private static long? MostMebibytes(HttpContext context) => context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize >> 20;

    // While the database is away the log says so once for all.
    [LoggerMessage(Message = "The database failed in request {TraceId}")]
    private partial void LogDatabase(Exception exception, string traceId, LogLevel level);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {TraceId} met a fault")]
    private partial void LogFault(Exception exception, string traceId);
}
