using System.Net;
using PearlIo.Application.Common;
using PearlIo.Application.Pages;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <inheritdoc />
internal sealed class PageFetcher(OutsideFetch outside, IPageReader reader, TimeProvider clock) : IPageFetcher
{
    private const string Accept = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";

    private readonly SingleFlight<PageRequest, PageFetch> _flights = new();

    public Task<PageFetch> FetchAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _flights.RunAsync(request, token => RunAsync(request, token), cancellationToken);
    }

    private Task<PageFetch> RunAsync(PageRequest request, CancellationToken cancellationToken) => outside.RunAsync(
        new OutsideAsk(request.Page, request.Site, request.Known, Accept, PageReader.MaxBytes, IsCut: true),
        (answer, token) => ReadAsync(request, answer, token),
        cause => new PageFetch(FetchKind.Failed, Freshness.OfFailure) { Cause = cause },
        cancellationToken);

    private async Task<PageFetch> ReadAsync(PageRequest request, FetchAnswer answer, CancellationToken cancellationToken)
    {
        var response = answer.Response;
        var now = clock.GetUtcNow();
        if (response.StatusCode is HttpStatusCode.NotModified && request.Known is not null)
        {
            return new PageFetch(FetchKind.NotModified, Freshness.Of(response, now))
            {
                Validators = OutsideFetch.ValidatorsOf(response) ?? request.Known,
                Status = (int)response.StatusCode,
                Address = answer.Address,
            };
        }

        var known = Describe(request, answer);
        if (PageVerdict.OfAnswer(known) is { } cause)
        {
            return Refuse(answer, cause, now);
        }

        var bytes = await ReadBodyAsync(answer.Body, cancellationToken);
        var reading = bytes.IsEmpty ? null : Read(answer, bytes);
        if (reading is null || (known.MediaType is null && !LooksLikeHtml(bytes.Span)))
        {
            return Refuse(answer, reading is null ? PageCauses.Empty : PageCauses.NotHtml, now);
        }

        if (reading.Cause is not null || PageVerdict.IsLoginBehindRedirect(known, reading.HeadTitle))
        {
            return Refuse(answer, reading.Cause ?? PageCauses.Login, now);
        }

        return new PageFetch(FetchKind.Found, Freshness.Of(response, now))
        {
            Metadata = reading.Metadata,
            Validators = OutsideFetch.ValidatorsOf(response),
            Status = (int)response.StatusCode,
            Address = answer.Address,
        };
    }

    private PageReading Read(FetchAnswer answer, ReadOnlyMemory<byte> bytes) => reader.Read(new PageSource(bytes, answer.Address)
    {
        ContentType = OutsideFetch.HeaderOf(answer.Response, "Content-Type"),
        ContentLanguage = OutsideFetch.HeaderOf(answer.Response, "Content-Language"),
    });

    private static PageAnswer Describe(PageRequest request, FetchAnswer answer)
    {
        var type = OutsideFetch.HeaderOf(answer.Response, "Content-Type")?.Split(';')[0].Trim();
        return new PageAnswer(
            request.Page, answer.Address, (int)answer.Response.StatusCode, string.IsNullOrEmpty(type) ? null : type, name => OutsideFetch.HeaderOf(answer.Response, name));
    }

    private static PageFetch Refuse(FetchAnswer answer, string cause, DateTimeOffset now) =>
        new(FetchKind.NoMetadata, Freshness.AfterRefusal(answer.Response, now))
        {
            Cause = cause,
            Status = (int)answer.Response.StatusCode,
            Address = answer.Address,
        };

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(Stream body, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await body.CopyToAsync(bytes, cancellationToken);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    // https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type, roughly: what does not say what it is begins with a tag.
    private static bool LooksLikeHtml(ReadOnlySpan<byte> bytes)
    {
        var start = bytes[..Math.Min(bytes.Length, 1024)];
        start = start.StartsWith("\uFEFF"u8) ? start[3..] : start;
        var first = start.IndexOfAnyExcept(" \t\r\n\f"u8);
        return first >= 0 && start[first] == '<';
    }
}
