using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using PearlIo.Application.Fetching;

namespace PearlIo.Infrastructure.Fetching;

/// <summary>
/// Fetches from outside. Everything that is named by strangers goes through here: each connection is made to an address that was looked at
/// itself, so that neither a name that changes its address nor a redirect leads into this network; no proxy and no cookies; few redirects, each
/// looked at by the guard and by whoever fetches; bounds for time and for bytes, counted after decompression.
/// </summary>
internal sealed class GuardedHttp : IDisposable
{
    /// <summary>What we call ourselves to others.</summary>
    public const string UserAgent = FetchAgent.Value;

    private const int MaxRedirects = 3;
    private const int MaxHeaderKilobytes = 32;
    private static readonly byte[] GzipMagic = [0x1F, 0x8B];
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);
    private static readonly HttpRequestOptionsKey<Uri?> OwnSite = new("own-site");

    private readonly FetchGuard _guard;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly HttpClient _client;

    /// <param name="guard">Decides what may be fetched from.</param>
    /// <param name="resolve">Finds the addresses of a name.</param>
    public GuardedHttp(FetchGuard guard, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        _guard = guard;
        _resolve = resolve;
        _client = new HttpClient(MakeHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);
        _client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");
    }

    /// <summary>Fetches and reads a body.</summary>
    /// <param name="request">What, and within which bounds.</param>
    /// <param name="read">Reads the body, decompressed; reading past the bound throws.</param>
    /// <param name="cancellationToken">Stops the fetch.</param>
    /// <exception cref="FetchException">It cannot be had: denied, unreachable, too slow, too large, or answered with something else than 200. They look alike on purpose.</exception>
    public Task<T> GetAsync<T>(FetchRequest request, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken) => SendAsync(
        request,
        (answer, token) => answer.Response.StatusCode is HttpStatusCode.OK
            ? read(answer.Body, token)
            : throw new HttpRequestException("The answer is neither 200 nor one of few redirects."),
        cancellationToken);

    /// <summary>Fetches and reads an answer, whatever its status.</summary>
    /// <param name="request">What, and within which bounds.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="cancellationToken">Stops the fetch.</param>
    /// <exception cref="FetchException">It cannot be had: denied, unreachable, too slow, too large, or redirected too often. They look alike on purpose.</exception>
    public async Task<T> SendAsync<T>(FetchRequest request, Func<FetchAnswer, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(request.Timeout);
        try
        {
            var (response, address) = await FollowAsync(request, bounded.Token);
            using (response)
            {
                await using var raw = await response.Content.ReadAsStreamAsync(bounded.Token);
                await using var body = await DecompressAsync(raw, response, request, bounded.Token);
                return await read(new FetchAnswer(address, response, body), bounded.Token);
            }
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
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        context.InitialRequestMessage.Options.TryGetValue(OwnSite, out var ownSite);
        var addresses = await _resolve(host, cancellationToken);

        // A name with an address of this network among others is there to be tried until that one is taken.
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, a => _guard.MayConnect(host, port, a, ownSite)))
        {
            throw new IOException("The host has no address that may be connected to.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<(HttpResponseMessage Response, Uri Address)> FollowAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        var address = request.Address;
        for (var redirects = 0; ; redirects++)
        {
            if (!_guard.MayFetch(address, request.OwnSite) || !request.MayFetch(address))
            {
                throw new HttpRequestException("The address is not one that may be fetched.");
            }

            using var message = MakeMessage(request, address);
            var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!IsRedirect(response.StatusCode))
            {
                return (response, address);
            }

            var location = response.Headers.Location;
            response.Dispose();
            if (location is null || location.OriginalString.Length > WebAddress.MaxLength || redirects == MaxRedirects || !Uri.TryCreate(address, location, out var next))
            {
                throw new HttpRequestException("The answer is neither 200 nor one of few redirects.");
            }

            address = next;
        }
    }

    private static HttpRequestMessage MakeMessage(FetchRequest request, Uri address)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, address);
        message.Options.Set(OwnSite, request.OwnSite);
        foreach (var (name, value) in request.Headers)
        {
            // As servers gave them: not all validators are of the form that they should have.
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    private static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
        or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    // Gzip by what the bytes are, for names and headers tell it differently: a sitemap that is kept compressed may be sent compressed once
    // more. The others, which nobody asked for, by the header.
    private static async Task<Stream> DecompressAsync(Stream raw, HttpResponseMessage response, FetchRequest request, CancellationToken cancellationToken)
    {
        const int Layers = 2;
        Stream stream = Bound(raw, request);
        switch (response.Content.Headers.ContentEncoding.LastOrDefault()?.ToUpperInvariant())
        {
            case "BR":
                return Bound(new BrotliStream(stream, CompressionMode.Decompress), request);
            case "DEFLATE":
                return Bound(new ZLibStream(stream, CompressionMode.Decompress), request);
        }

        for (var layer = 0; layer < Layers; layer++)
        {
            var peeked = new PeekedStream(stream);
            stream = peeked;
            if (!await peeked.StartsWithAsync(GzipMagic, cancellationToken))
            {
                break;
            }

            stream = Bound(new GZipStream(stream, CompressionMode.Decompress), request);
        }

        return stream;
    }

    private static BoundedStream Bound(Stream stream, FetchRequest request) => new(stream, request.MaxBytes, request.IsCut);
}

/// <summary>What to fetch.</summary>
/// <param name="Address">The address.</param>
/// <param name="MayFetch">Whether an address may be asked, of those that the guard allows: the first one and that of each redirect.</param>
/// <param name="MaxBytes">Most bytes, as they come and once decompressed.</param>
/// <param name="Timeout">Longest time for all of it.</param>
internal sealed record FetchRequest(Uri Address, Func<Uri, bool> MayFetch, long MaxBytes, TimeSpan Timeout)
{
    /// <summary>Whether a body ends at the bound, rather than being refused.</summary>
    public bool IsCut { get; init; }

    /// <summary>A site whose host may be this machine, or null. For sites under construction.</summary>
    public Uri? OwnSite { get; init; }

    /// <summary>Headers of the request.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}

/// <summary>What was answered; to be read while it is fetched.</summary>
/// <param name="Address">Where redirects ended.</param>
/// <param name="Response">Status and headers.</param>
/// <param name="Body">The body, decompressed and bounded.</param>
internal sealed record FetchAnswer(Uri Address, HttpResponseMessage Response, Stream Body);

/// <summary>Something outside cannot be had. Why is told to the log only, for the reason of a denial shows what is there.</summary>
/// <param name="inner">The reason.</param>
internal sealed class FetchException(Exception inner) : Exception("It cannot be fetched.", inner)
{
    /// <summary>Whether the time was over; only what may be asked at all takes time.</summary>
    public bool IsTimeout => InnerException is OperationCanceledException;
}
