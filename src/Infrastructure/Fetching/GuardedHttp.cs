using System.IO.Compression;
using System.Net;
using System.Net.Sockets;

namespace PearlIo.Infrastructure.Fetching;

/// <summary>
/// Fetches from outside. Everything that is named by strangers goes through here: each connection is made to an address that was looked at
/// itself, so that neither a name that changes its address nor a redirect leads into this network; no proxy and no cookies; few redirects, each
/// looked at by whoever fetches; bounds for time and for bytes, counted after decompression.
/// </summary>
internal sealed class GuardedHttp : IDisposable
{
    private const int MaxRedirects = 3;
    private const int MaxHeaderKilobytes = 32;
    private static readonly byte[] GzipMagic = [0x1F, 0x8B];
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    private readonly bool _allowLoopback;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly HttpClient _client;

    /// <param name="allowLoopback">Whether this machine itself may be fetched from.</param>
    /// <param name="resolve">Finds the addresses of a name.</param>
    public GuardedHttp(bool allowLoopback, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        _allowLoopback = allowLoopback;
        _resolve = resolve;
        _client = new HttpClient(MakeHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("Pearl-IO/1.0");
        _client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");
    }

    /// <summary>Fetches and reads a body.</summary>
    /// <param name="request">What, and within which bounds.</param>
    /// <param name="read">Reads the body, decompressed; reading past the bound throws.</param>
    /// <param name="cancellationToken">Stops the fetch.</param>
    /// <exception cref="FetchException">It cannot be had: denied, unreachable, too slow, too large, or answered with something else than 200. They look alike on purpose.</exception>
    public async Task<T> GetAsync<T>(FetchRequest request, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(request.Timeout);
        try
        {
            using var response = await FollowAsync(request, bounded.Token);
            await using var raw = await response.Content.ReadAsStreamAsync(bounded.Token);
            await using var body = await DecompressAsync(new BoundedStream(raw, request.MaxBytes), request.MaxBytes, bounded.Token);
            return await read(body, bounded.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or InvalidDataException)
        {
            throw new FetchException(e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FetchException(e);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private SocketsHttpHandler MakeHandler() => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = ConnectTimeout,
        MaxConnectionsPerServer = 4,
        MaxResponseHeadersLength = MaxHeaderKilobytes,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = ConnectAsync,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await _resolve(context.DnsEndPoint.Host, cancellationToken);

        // A name with an address of this network among others is there to be tried until that one is taken.
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, a => AddressRules.IsAllowed(a, _allowLoopback)))
        {
            throw new IOException("The host has no address that may be connected to.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> FollowAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        var address = request.Address;
        for (var redirects = 0; ; redirects++)
        {
            if (address.Scheme is not ("http" or "https") || !request.MayFetch(address))
            {
                throw new HttpRequestException("The address is not one that may be fetched.");
            }

            using var message = new HttpRequestMessage(HttpMethod.Get, address);
            var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode is HttpStatusCode.OK)
            {
                return response;
            }

            var location = IsRedirect(response.StatusCode) ? response.Headers.Location : null;
            response.Dispose();
            if (location is null || redirects == MaxRedirects)
            {
                throw new HttpRequestException("The answer is neither 200 nor one of few redirects.");
            }

            address = new Uri(address, location);
        }
    }

    private static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
        or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    // By what the bytes are, for names and headers tell it differently: a sitemap that is kept compressed may be sent compressed once more.
    private static async Task<Stream> DecompressAsync(Stream stream, long maxBytes, CancellationToken cancellationToken)
    {
        const int Layers = 2;
        for (var layer = 0; layer < Layers; layer++)
        {
            var peeked = new PeekedStream(stream);
            stream = peeked;
            if (!await peeked.StartsWithAsync(GzipMagic, cancellationToken))
            {
                break;
            }

            stream = new BoundedStream(new GZipStream(stream, CompressionMode.Decompress), maxBytes);
        }

        return stream;
    }
}

/// <summary>What to fetch.</summary>
/// <param name="Address">The address.</param>
/// <param name="MayFetch">Whether an address may be asked: the first one and that of each redirect.</param>
/// <param name="MaxBytes">Most bytes, as they come and once decompressed.</param>
/// <param name="Timeout">Longest time for all of it.</param>
internal sealed record FetchRequest(Uri Address, Func<Uri, bool> MayFetch, long MaxBytes, TimeSpan Timeout);

/// <summary>Something outside cannot be had. Why is told to the log only, for the reason of a denial shows what is there.</summary>
/// <param name="inner">The reason.</param>
internal sealed class FetchException(Exception inner) : Exception("It cannot be fetched.", inner);
