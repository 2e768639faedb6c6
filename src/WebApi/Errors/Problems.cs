using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using PearlIo.Domain.Common;

namespace PearlIo.WebApi.Errors;

/// <summary>An error as programs read it (RFC 9457).</summary>
/// <param name="Type">A URI that names the kind of problem: <c>urn:pearl-io:problem:</c> and the code.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong and what to do.</param>
/// <param name="Code">A stable code, such as <c>routes.path_taken</c>.</param>
/// <param name="TraceId">What to name when asking the operator: the log has it too.</param>
/// <param name="Errors">Messages per field, for input that breaks rules.</param>
internal sealed record ProblemDocument(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    string TraceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors);

/// <summary>The one place that turns failures into HTTP.</summary>
internal static class Problems
{
    /// <summary>The media type of every error.</summary>
    public const string ContentType = "application/problem+json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The status of a kind of failure.</summary>
    public static int StatusOf(FailureKind kind) => kind switch
    {
        FailureKind.Invalid => StatusCodes.Status400BadRequest,
        FailureKind.NotFound => StatusCodes.Status404NotFound,
        FailureKind.Conflict => StatusCodes.Status409Conflict,
        FailureKind.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        FailureKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        FailureKind.Forbidden => StatusCodes.Status403Forbidden,
        FailureKind.TooBusy => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind of failure without a status."),
    };

    /// <summary>Answers with a failure.</summary>
    public static Task WriteAsync(HttpContext context, Failure failure)
    {
        if (failure.Kind == FailureKind.TooBusy)
        {
            context.Response.Headers.RetryAfter = "2";
        }

        return WriteAsync(context, StatusOf(failure.Kind), failure.Code, failure.Message, failure.Errors);
    }

    /// <summary>Answers with any status.</summary>
    public static Task WriteAsync(
        HttpContext context, int status, string code, string detail, IReadOnlyDictionary<string, string[]>? errors = null)
    {
        var title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
        var problem = new ProblemDocument(
            $"urn:pearl-io:problem:{code}", title, status, detail, code, context.TraceIdentifier, errors);
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(problem, Json, ContentType, context.RequestAborted);
    }

    /// <summary>Answers a status that the framework set without a body.</summary>
    public static Task WriteForStatusAsync(HttpContext context)
    {
        var (code, detail) = context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ("request.not_found", "There is nothing at this address. /docs lists what there is."),
            StatusCodes.Status405MethodNotAllowed => ("request.method_not_allowed", "This address does not know this method; see the Allow header."),
            StatusCodes.Status415UnsupportedMediaType => (
                "request.media_type_unsupported",
                "Send the body as application/json (a change also as application/merge-patch+json) and say so in Content-Type."),
            _ => ("request.refused", "The request cannot be answered."),
        };
        return WriteAsync(context, context.Response.StatusCode, code, detail);
    }
}

/// <summary>A failure as the result of an action.</summary>
internal sealed class ProblemResult(Failure failure) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) => Problems.WriteAsync(context.HttpContext, failure);
}
