using Microsoft.AspNetCore.Http.Features;
using PearlIo.Application.Common;
using PearlIo.Application.Fetching;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.OgImages;
using PearlIo.Domain.Routes;

namespace PearlIo.WebApi.OgImages;

/// <summary>
/// Answers crawlers the long way, where <see cref="HotCards"/> has no answer. Whatever fails behind it, the answer is a picture.
/// </summary>
internal sealed partial class CardEndpoint(
    CardDelivery delivery,
    CardMemory memory,
    Pictures pictures,
    CardMetrics metrics,
    CardAccounts accounts,
    ServiceActivity activity,
    TimeProvider clock,
    ILogger<CardEndpoint> logger)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    private long _toldAt;
    private long _untold;

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

        wanted = wanted with { IsOwnFetch = FetchAgent.Is(context.Request.Headers.UserAgent.ToString()) };
        try
        {
            activity.EnsureStarted();
            if (!(await delivery.AnswerAsync(wanted, context.RequestAborted)).TryGetValue(out var answer, out failure))
            {
                await RefuseAsync(context, failure);
                return;
            }

            await AnswerAsync(context, wanted, answer);
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            Note(e);
            accounts.AddGeneral();
            await WriteGeneralAsync(context, ImageFormat.Png);
        }
    }

    private async Task AnswerAsync(HttpContext context, CardRequest wanted, CardAnswer answer)
    {
        var plan = answer.Plan;
        if (answer.Image is not { } image)
        {
            accounts.Add(context, plan, CardOutcome.Fallback, pictures.Fallback(plan.FallbackFormat).Bytes.Length);
            await WriteGeneralAsync(context, plan.FallbackFormat);
            return;
        }

        var version = Asked(wanted, plan);
        var length = CardAnswers.Begin(context, image, version, wanted.SignedQuery?.ExpiresAt, clock.GetUtcNow(), out var body);
        accounts.Add(context, plan, image.Outcome, length);
        Remember(context, wanted, plan, version);
        if (length > 0 && !body.IsEmpty)
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    // The next request with the very same target goes the short way.
    private void Remember(HttpContext context, CardRequest wanted, CardPlan plan, AskedVersion version)
    {
        if (memory.Find(plan) is { } held)
        {
            var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            memory.Name(target, new HeldTarget(held, plan.Site, version, wanted.SignedQuery?.ExpiresAt));
        }
    }

    private static AskedVersion Asked(CardRequest wanted, CardPlan plan)
    {
        if (wanted.Version is not { } version)
        {
            return AskedVersion.None;
        }

        return string.Equals(version, plan.Version, StringComparison.Ordinal) ? AskedVersion.Current : AskedVersion.Other;
    }

    // A database that is away or answers too late is no fault of the request: a line now and then says so, however many ask.
    private void Note(Exception exception)
    {
        if (exception is not (DatabaseUnavailableException or TimeoutException))
        {
            metrics.FellBack(Fallbacks.Cause.Fault);
            LogFallback(exception);
            return;
        }

        metrics.FellBack(exception is TimeoutException ? Fallbacks.Cause.Deadline : Fallbacks.Cause.Database);
        Interlocked.Increment(ref _untold);
        var (before, now) = (Interlocked.Read(ref _toldAt), clock.GetTimestamp());
        var isTold = exception is DatabaseUnavailableException { IsKnown: true } || (before != 0 && clock.GetElapsedTime(before, now) < BetweenLines);
        if (!isTold && Interlocked.CompareExchange(ref _toldAt, now, before) == before)
        {
            LogNotInTime(Interlocked.Exchange(ref _untold, 0), exception.Message);
        }
    }

    private Task RefuseAsync(HttpContext context, Failure failure)
    {
        if (failure == OgImageFailures.Suspended)
        {
            accounts.AddGeneral();
            return WriteGeneralAsync(context, ImageFormat.Png);
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
        return CardAnswers.WritePictureAsync(context, picture);
    }

    private Task WriteGeneralAsync(HttpContext context, ImageFormat format)
    {
        context.Response.Headers["X-Pearl-Cache"] = CardAnswers.Word(CardOutcome.Fallback);
        return CardAnswers.WritePictureAsync(context, pictures.Fallback(format));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A general card was answered, for the card could not be had")]
    private partial void LogFallback(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} general cards were answered, for the database did not say in time what to draw: {Reason}")]
    private partial void LogNotInTime(long count, string reason);
}
