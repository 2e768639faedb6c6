using PearlIo.Domain.Common;
using PearlIo.WebApi.Errors;

namespace PearlIo.WebApi.Hosting;

/// <summary>How many parameters a query may have: each is decoded, sorted and signed.</summary>
internal static class QueryBounds
{
    /// <summary>Most parameters, counted with their repetitions.</summary>
    public const int MaxParameters = 100;

    /// <summary>What is wrong with a longer query.</summary>
    public static readonly Failure TooMany = new(
        FailureKind.Invalid, "request.query_too_long", "The query has more than 100 parameters. Send fewer.");

    /// <summary>Refuses longer queries, but those of cards, which are answered with a picture.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        IsExceeded(context.Request.QueryString) && !IsCard(context.Request.Path) ? Problems.WriteAsync(context, TooMany) : next(context);

    /// <summary>Whether a query has too many parameters.</summary>
    public static bool IsExceeded(QueryString query) => query.Value is { Length: > MaxParameters } text && text.AsSpan().Count('&') >= MaxParameters;

    private static bool IsCard(PathString path) =>
        path.StartsWithSegments("/og", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/api/og", StringComparison.OrdinalIgnoreCase);
}
