using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using PearlIo.Application.OgImages;
using PearlIo.Domain.OgImages;
using PearlIo.WebApi.Contracts;

namespace PearlIo.WebApi.OgImages;

/// <summary>Writes pictures as HTTP wants them: validators, conditions, ranges, lifetimes. No redirects, ever.</summary>
internal static class CardAnswers
{
    private static readonly StringValues Anyone = "*";
    private static readonly StringValues NoSniffing = "nosniff";
    private static readonly StringValues Bytes = "bytes";

    // A picture that is opened by itself can do nothing, whatever is in it.
    private static readonly StringValues Sandbox = "default-src 'none'; sandbox";

    private static readonly StringValues[] Outcomes = ["hit", "stale", "miss", "fallback"];

    /// <summary>The word for an outcome, as the header and the metric say it.</summary>
    public static StringValues Word(CardOutcome outcome) => Outcomes[(int)outcome];

    /// <summary>Answers with a card, or says that the caller has it already.</summary>
    /// <param name="context">The request.</param>
    /// <param name="image">The card.</param>
    /// <param name="version">How the version that was asked for stands to the card's.</param>
    /// <param name="until">When the address itself ends to be good, or null.</param>
    /// <param name="now">The time.</param>
    /// <param name="body">What is to be sent.</param>
    /// <returns>How many bytes of it are sent.</returns>
    public static int Begin(
        HttpContext context, OgImage image, AskedVersion version, DateTimeOffset? until, DateTimeOffset now, out ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        var headers = response.Headers;
        headers["X-Pearl-Cache"] = Word(image.Outcome);
        headers.CacheControl = CardLifetime.Of(image, version, now, until);
        headers.AccessControlAllowOrigin = Anyone;
        if (image.Outcome is not CardOutcome.Fallback)
        {
            headers.ETag = image.EntityTag;
            if (image.CreatedAt <= now)
            {
                // RFC 9110 section 8.8.2.1: a time to come, of a clock that was wrong, says nothing.
                headers.LastModified = image.LastModified;
            }

            if (CardLifetime.Age(image, version, now, until) is { } age)
            {
                headers.Age = age;
            }

            if (IsNotModified(context.Request.Headers, image))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                body = default;
                return 0;
            }
        }

        if (image.Times is { } times)
        {
            headers["Server-Timing"] = Timing(times);
        }

        body = Part(context, image);
        return body.Length;
    }

    /// <summary>Answers with a picture that is no card, with a status that was set.</summary>
    public static Task WritePictureAsync(HttpContext context, OgImage picture)
    {
        context.Response.Headers.CacheControl = CardLifetime.Short;
        context.Response.Headers.AccessControlAllowOrigin = Anyone;
        Describe(context.Response, picture.Format, picture.Bytes.Length);
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(picture.Bytes, context.RequestAborted).AsTask();
    }

    /// <summary>Answers with a card that is kept nowhere.</summary>
    public static Task WritePreviewAsync(HttpContext context, RenderedCard card)
    {
        var response = context.Response;
        response.Headers.CacheControl = CardLifetime.NoStore;
        response.Headers["Server-Timing"] = Timing(new RenderTimes(card.DrawMs, card.EncodeMs, card.Encoding));
        if (card.MissingCharacters.Count > 0)
        {
            response.Headers["X-Pearl-Missing-Characters"] = string.Join(' ', card.MissingCharacters);
        }

        Describe(response, card.Format, card.Bytes.Length);
        return response.Body.WriteAsync(card.Bytes, context.RequestAborted).AsTask();
    }

    private static string Timing(RenderTimes times) =>
        string.Create(CultureInfo.InvariantCulture, $"draw;dur={times.DrawMs:0.0}, encode;dur={times.EncodeMs:0.0};desc=\"{times.Encoding}\"");

    private static ReadOnlyMemory<byte> Part(HttpContext context, OgImage image)
    {
        var response = context.Response;
        var total = image.Bytes.Length;
        response.Headers.AcceptRanges = Bytes;
        var isHead = HttpMethods.IsHead(context.Request.Method);
        var range = isHead ? default : AskedRange(context.Request.Headers, image);
        if (range.Kind is CardRangeKind.Unsatisfiable)
        {
            // Nobody may keep this in place of the card.
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            response.Headers.CacheControl = CardLifetime.NoStore;
            response.Headers.Age = default;
            response.ContentLength = 0;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{total}");
            return default;
        }

        if (range.Kind is CardRangeKind.Part)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {range.First}-{range.First + range.Length - 1}/{total}");
            Describe(response, image.Format, range.Length);
            return image.Bytes.Slice(range.First, range.Length);
        }

        Describe(response, image.Format, total);
        return isHead ? default : image.Bytes;
    }

    private static void Describe(HttpResponse response, ImageFormat format, int length)
    {
        response.ContentType = format.ContentType();
        response.ContentLength = length;
        response.Headers.XContentTypeOptions = NoSniffing;
        response.Headers.ContentSecurityPolicy = Sandbox;
    }

    // RFC 9110 section 13.1.5: a part is only of use to whoever has the other parts of the very same picture.
    private static CardRange AskedRange(IHeaderDictionary request, OgImage image)
    {
        if (request.Range.Count != 1)
        {
            return default;
        }

        var condition = request.IfRange.ToString();
        var isSame = condition.Length == 0
            || string.Equals(condition, image.EntityTag, StringComparison.Ordinal)
            || (!condition.StartsWith('"') && IsTimeOf(condition, image));
        return isSame && image.Outcome is not CardOutcome.Fallback ? CardRange.Read(request.Range[0], image.Bytes.Length) : default;
    }

    // RFC 9110 section 13.2.2: If-Modified-Since counts only where there is no If-None-Match. Only the very time counts, for
    // after a change back an older card may be the current one again.
    private static bool IsNotModified(IHeaderDictionary request, OgImage image)
    {
        var tags = request.IfNoneMatch;
        if (tags.Count > 0)
        {
            return string.Equals(tags, image.EntityTag, StringComparison.Ordinal) || Preconditions.IsKnown(tags, image.EntityTag);
        }

        return request.IfModifiedSince is { Count: > 0 } since && IsTimeOf(since.ToString(), image);
    }

    private static bool IsTimeOf(string date, OgImage image) =>
        HeaderUtilities.TryParseDate(date, out var time) && image.CreatedAt.ToUnixTimeSeconds() == time.ToUnixTimeSeconds();
}
