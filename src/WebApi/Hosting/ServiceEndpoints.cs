using PearlIo.Application.Health;
using PearlIo.Application.OgImages;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Observability;

namespace PearlIo.WebApi.Hosting;

/// <summary>Addresses for operators and their tools: what this is, health, metrics.</summary>
internal static class ServiceEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds them.</summary>
    /// <param name="endpoints">Where to.</param>
    /// <param name="metricsPort">The metrics' own port, or null.</param>
    public static void Map(IEndpointRouteBuilder endpoints, int? metricsPort)
    {
        endpoints.MapMethods("/", Methods, Describe).WithTags("Service").WithSummary("What this is, for a program.");
        endpoints.MapMethods("/health", Methods, (Draining draining) => draining.IsDraining
                ? Results.Text("Stopping", statusCode: StatusCodes.Status503ServiceUnavailable)
                : Results.Text("OK")).WithTags("Service").WithSummary("OK while cards can be answered, 503 while the service is about to stop; for balancers.");
        endpoints.MapMethods("/health/live", Methods, () => Results.Text("OK")).WithTags("Service").WithSummary("OK while the process runs.");
        endpoints.MapMethods("/health/ready", Methods, ReadyAsync).WithTags("Service").WithSummary("State of database, migrations, storage and renderer; 503 when one is down.")
            .Produces<ReadinessResource>().Produces<ReadinessResource>(StatusCodes.Status503ServiceUnavailable);
        endpoints.MapMethods("/metrics", Methods, WriteMetricsAsync).WithMetadata(new MetricsAccess(metricsPort)).WithTags("Service").WithSummary("Figures in Prometheus' text format.");
    }

    /// <summary>Answers nothing but the metrics on their own port.</summary>
    public static Task KeepToMetrics(HttpContext context, RequestDelegate next, int metricsPort)
    {
        if (context.Connection.LocalPort != metricsPort || context.Request.Path == "/metrics")
        {
            return next(context);
        }

        SecurityHeaders.AddTo(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static IResult Describe() => Results.Json(new
    {
        name = "Pearl-IO",
        description = "Open Graph images for every page of a site.",
        version = typeof(ServiceEndpoints).Assembly.GetName().Version!.ToString(3),
        documentation = "/docs",
        openapi = "/openapi/v1.json",
        projects = "/api/projects",
        cards = "/og/{projectId}/{path}",
        health = "/health",
    });

    private static async Task<IResult> ReadyAsync(Readiness readiness, CancellationToken cancellationToken)
    {
        var parts = await readiness.CheckAsync(cancellationToken);
        var ready = parts.All(p => p.Value is null);
        var status = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        var report = new ReadinessResource(ready, parts.ToDictionary(p => p.Key, p => new PartResource(p.Value is null, p.Value), StringComparer.Ordinal));
        return Results.Json(report, statusCode: status);
    }

    private static async Task WriteMetricsAsync(HttpContext context, PrometheusText text)
    {
        await context.RequestServices.GetRequiredService<KeptCards>().RefreshAsync(context.RequestAborted);
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await context.Response.WriteAsync(text.Write(), context.RequestAborted);
    }
}

/// <summary>Whether the service can do all its work.</summary>
/// <param name="Ready">Whether every part works.</param>
/// <param name="Parts">The parts: database, migrations, storage, renderer.</param>
internal sealed record ReadinessResource(bool Ready, IReadOnlyDictionary<string, PartResource> Parts);

/// <summary>Whether one part works.</summary>
/// <param name="Ok">Whether it works.</param>
/// <param name="Problem">What is wrong, or null.</param>
internal sealed record PartResource(bool Ok, string? Problem);
