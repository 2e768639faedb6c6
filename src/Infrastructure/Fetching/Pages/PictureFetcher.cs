using System.Net;
using PearlIo.Application.Common;
using PearlIo.Application.Pages;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <inheritdoc />
internal sealed class PictureFetcher(OutsideFetch outside, TimeProvider clock) : IPictureFetcher
{
    private const string Accept = "image/avif;q=0, image/webp, image/png, image/jpeg, image/svg+xml, image/*;q=0.5, */*;q=0.1";
    private const long MaxBytes = 10 * 1024 * 1024;

    private readonly SingleFlight<FetchedAddress, PictureFetch> _flights = new();

    public Task<PictureFetch> FetchAsync(FetchedAddress request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _flights.RunAsync(request, token => RunAsync(request, token), cancellationToken);
    }

    private Task<PictureFetch> RunAsync(FetchedAddress request, CancellationToken cancellationToken) => outside.RunAsync(
        new OutsideAsk(request.Address, request.Site, request.Known, Accept, MaxBytes, IsCut: false),
        (answer, token) => ReadAsync(request, answer, token),
        cause => new PictureFetch(FetchKind.Failed, Freshness.OfFailure) { Cause = cause },
        cancellationToken);

    private async Task<PictureFetch> ReadAsync(FetchedAddress request, FetchAnswer answer, CancellationToken cancellationToken)
    {
        var response = answer.Response;
        var now = clock.GetUtcNow();
        if (response.StatusCode is HttpStatusCode.NotModified && request.Known is not null)
        {
            return new PictureFetch(FetchKind.NotModified, Freshness.Of(response, now)) { Validators = OutsideFetch.ValidatorsOf(response) ?? request.Known };
        }

        if (response.StatusCode is not HttpStatusCode.OK)
        {
            return new PictureFetch(FetchKind.Failed, Freshness.AfterRefusal(response, now)) { Cause = PageCauses.Status };
        }

        using var bytes = new MemoryStream();
        await answer.Body.CopyToAsync(bytes, cancellationToken);
        return bytes.Length == 0
            ? new PictureFetch(FetchKind.Failed, Freshness.OfFailure) { Cause = PageCauses.Empty }
            : new PictureFetch(FetchKind.Found, Freshness.Of(response, now)) { Bytes = bytes.ToArray(), Validators = OutsideFetch.ValidatorsOf(response) };
    }
}
