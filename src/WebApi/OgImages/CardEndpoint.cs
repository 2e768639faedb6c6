using System.Globalization;
using MediatR;
using Microsoft.Net.Http.Headers;
using PearlIo.Application.Common;
using PearlIo.Application.OgImages;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.OgImages;
using PearlIo.Domain.Routes;
using PearlIo.WebApi.Contracts;

namespace PearlIo.WebApi.OgImages;

/// <summary>
/// Answers crawlers. A hit or 304 takes the short way: plan, row, object. Only a miss is sent to the use case that draws.
/// Whatever fails behind it, the answer is a picture.
/// </summary>
internal sealed partial class CardEndpoint(
    CardPlanner planner,
    CardCache cache,
    IMediator mediator,
    Pictures pictures,
    CardMetrics metrics,
    ServiceActivity activity,
    TimeProvider clock,
    ILogger<CardEndpoint> logger)
{
    /// <summary>Most seconds that others may keep an address without a version: a change shows within minutes.</summary>
    private const int MaxAge = 300;

    /// <summary>Seconds that others may keep a picture that stands in for a card.</summary>
    private const int FallbackMaxAge = 30;

    /// <summary>Adds the addresses of cards.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];

        // Empty segments before the id do not count either, and whatever else is below /og is no card of any project.
        endpoints.MapMethods("/og/{**rest}", methods, (HttpContext context) => ByPath(context)).ExcludeFromDescription();
        endpoints.MapMethods("/og/{projectId}/{**path}", methods, (HttpContext context, string projectId, string? path) => ByPath(context))
            .WithTags("Cards").WithSummary("The card of a page.")
            .WithDescription("`path` is the page's path; a last segment `og.png`, `og.jpg` or `og.webp` is not part of it. 404 only for an unknown project, and with a small picture.")
            .WithPictures();
        endpoints.MapMethods("/api/og", methods, (HttpContext context, string? project, string? path) => ByQuery(context))
            .WithTags("Cards").WithSummary("The card of a page, for callers of the older address: `?project={id}&path=/x`.")
            .WithPictures();
    }

    private static Task ByPath(HttpContext context) =>
        context.RequestServices.GetRequiredService<CardEndpoint>().AnswerAsync(context, CardAddress.ReadPath(context));

    private static Task ByQuery(HttpContext context) =>
        context.RequestServices.GetRequiredService<CardEndpoint>().AnswerAsync(context, CardAddress.ReadQuery(context));

    private async Task AnswerAsync(HttpContext context, Result<CardRequest> request)
    {
        if (!request.TryGetValue(out var wanted, out var failure))
        {
            await RefuseAsync(context, failure);
            return;
        }

        // What a fallback is drawn in; the route may name another format once it is known.
        var format = ImageFormat.Png;
        try
        {
            activity.EnsureStarted();
            if (!(await planner.PlanAsync(wanted, context.RequestAborted)).TryGetValue(out var plan, out failure))
            {
                await RefuseAsync(context, failure);
                return;
            }

            format = plan.FallbackFormat;
            await AnswerAsync(context, plan);
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            LogFallback(e, "fault", e is DatabaseUnavailableException { IsKnown: true } ? LogLevel.Debug : LogLevel.Error);
            await WriteFallbackAsync(context, format);
        }
    }

    private async Task AnswerAsync(HttpContext context, CardPlan plan)
    {
        var kept = await cache.FindAsync(plan, context.RequestAborted);
        if (kept is not null && IsNotModified(context.Request, kept))
        {
            metrics.Answered("not_modified");
            WriteValidators(context.Response, kept.ContentHash, kept.CreatedAt, kept.FreshUntil);
            context.Response.Headers["X-Pearl-Cache"] = "hit";
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (kept is not null && await cache.LoadAsync(kept, context.RequestAborted) is { } image)
        {
            await WriteAsync(context, image);
            return;
        }

        if (plan.KeptOnly)
        {
            await RefuseAsync(context, OgImageFailures.KeyRetired);
            return;
        }

        if ((await mediator.Send(new GetOgImage(plan), context.RequestAborted)).TryGetValue(out var drawn, out var failure))
        {
            await WriteAsync(context, drawn);
            return;
        }

        LogRefused(failure.Code);
        await WriteFallbackAsync(context, plan.FallbackFormat);
    }

    private Task RefuseAsync(HttpContext context, Failure failure)
    {
        if (failure == OgImageFailures.Suspended)
        {
            return WriteFallbackAsync(context, ImageFormat.Png);
        }

        var (status, picture, outcome) = failure.Kind switch
        {
            FailureKind.Forbidden => (StatusCodes.Status403Forbidden, pictures.Forbidden, "forbidden"),
            FailureKind.NotFound => (StatusCodes.Status404NotFound, pictures.Unknown, "unknown"),
            _ when failure == PagePath.TooLong => (StatusCodes.Status414UriTooLong, pictures.Malformed, "malformed"),
            _ => (StatusCodes.Status400BadRequest, pictures.Malformed, "malformed"),
        };
        metrics.Answered(outcome);
        context.Response.StatusCode = status;
        return WritePictureAsync(context, picture);
    }

    private Task WriteFallbackAsync(HttpContext context, ImageFormat format)
    {
        metrics.Answered("fallback");
        context.Response.Headers["X-Pearl-Cache"] = "fallback";
        return WritePictureAsync(context, pictures.Fallback(format));
    }

    private static Task WritePictureAsync(HttpContext context, OgImage picture)
    {
        context.Response.Headers.CacheControl = $"public, max-age={FallbackMaxAge}";
        return WriteBytesAsync(context, picture);
    }

    private Task WriteAsync(HttpContext context, OgImage image)
    {
        var response = context.Response;
        var outcome = image.Outcome == CardOutcome.Hit ? "hit" : "miss";
        metrics.Answered(outcome);
        response.Headers["X-Pearl-Cache"] = outcome;
        WriteValidators(response, image.ContentHash, image.CreatedAt, image.FreshUntil);
        if (image.Times is { } times)
        {
            response.Headers["Server-Timing"] = string.Create(CultureInfo.InvariantCulture, $"draw;dur={times.DrawMs:0.0}, encode;dur={times.EncodeMs:0.0}");
        }

        if (IsNotModified(context.Request, image))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return WriteBytesAsync(context, image);
    }

    private static async Task WriteBytesAsync(HttpContext context, OgImage image)
    {
        var response = context.Response;
        response.ContentType = image.Format.ContentType();
        response.ContentLength = image.Bytes.Length;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.AccessControlAllowOrigin = "*";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(image.Bytes, context.RequestAborted);
        }
    }

    private void WriteValidators(HttpResponse response, Sha256Hash contentHash, DateTimeOffset createdAt, DateTimeOffset? freshUntil)
    {
        var headers = response.Headers;
        headers.ETag = Tag(contentHash);
        headers.LastModified = HeaderUtilities.FormatDate(createdAt);
        headers.AccessControlAllowOrigin = "*";
        headers.CacheControl = freshUntil is { } due ? Lifetime(due - clock.GetUtcNow()) : "no-store";
    }

    private static string Lifetime(TimeSpan left)
    {
        var seconds = Math.Clamp((long)left.TotalSeconds, 0, MaxAge);
        return string.Create(CultureInfo.InvariantCulture, $"public, max-age={seconds}, stale-while-revalidate=86400, stale-if-error=604800");
    }

    private static bool IsNotModified(HttpRequest request, StoredCard card) => IsNotModified(request, card.ContentHash, card.CreatedAt);

    private static bool IsNotModified(HttpRequest request, OgImage image) => IsNotModified(request, image.ContentHash, image.CreatedAt);

    // RFC 9110 section 13.2.2: If-Modified-Since counts only where there is no If-None-Match. Only the very time counts, for
    // after a change back an older card may be the current one again.
    private static bool IsNotModified(HttpRequest request, Sha256Hash contentHash, DateTimeOffset createdAt)
    {
        if (request.Headers.ContainsKey(HeaderNames.IfNoneMatch))
        {
            return Preconditions.IsKnown(request, Tag(contentHash));
        }

        return HeaderUtilities.TryParseDate(request.Headers.IfModifiedSince.ToString(), out var since)
            && createdAt.ToUnixTimeSeconds() == since.ToUnixTimeSeconds();
    }

    private static string Tag(Sha256Hash contentHash) => $"\"{contentHash.Hex}\"";

    // While the database is away the log says so once for all.
    [LoggerMessage(Message = "A general card was answered, for the card could not be had: {Cause}")]
    private partial void LogFallback(Exception exception, string cause, LogLevel level);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A general card was answered, for the card was refused: {Cause}")]
    private partial void LogRefused(string cause);
}
