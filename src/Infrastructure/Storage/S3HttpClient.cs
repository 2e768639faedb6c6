using Amazon.Runtime;

namespace PearlIo.Infrastructure.Storage;

/// <summary>The connections of one store: bounded in time, and made anew now and then so that a change of address is seen.</summary>
internal sealed class S3HttpClient(TimeSpan firstByte) : HttpClientFactory, IDisposable
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    // The SDK asks for headers first, so that this is the time for them and not for the body.
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectTimeout = ConnectTime,
        PooledConnectionLifetime = Lifetime,
        UseCookies = false,
    })
    {
        Timeout = firstByte,
    };

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose() => _client.Dispose();
}
