using System.Net;
using System.Net.Sockets;
using Npgsql;
using PearlIo.Infrastructure.Persistence;

namespace PearlIo.TestKit;

/// <summary>Lets the server for tests, which listens on a Unix socket only and has no TLS, be reached over TCP.</summary>
public sealed class PostgresTcpFront : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly EndPoint _server;
    private readonly Task _accepting;

    /// <summary>Listens at once.</summary>
    /// <param name="url">Address of a database of the server for tests.</param>
    public PostgresTcpFront(string url)
    {
        var settings = new NpgsqlConnectionStringBuilder(DatabaseAddress.Parse(url).ConnectionString);
        _server = settings.Host!.StartsWith('/')
            ? new UnixDomainSocketEndPoint($"{settings.Host}/.s.PGSQL.{settings.Port}")
            : new DnsEndPoint(settings.Host, settings.Port);
        _listener.Start();
        var end = url.IndexOf('@', StringComparison.Ordinal) + 1;
        Url = $"{url[..end]}127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{settings.Database}";
        _accepting = AcceptAsync();
    }

    /// <summary>The same database, over TCP.</summary>
    public string Url { get; }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        var relays = new List<Task>();
        try
        {
            while (true)
            {
                relays.Add(RelayAsync(await _listener.AcceptSocketAsync(_stopped.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(relays);
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using var server = new Socket(_server.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await server.ConnectAsync(_server, _stopped.Token);
            await using var there = new NetworkStream(server);
            await using var here = new NetworkStream(client, ownsSocket: true);
            await Task.WhenAny(here.CopyToAsync(there, _stopped.Token), there.CopyToAsync(here, _stopped.Token));
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // Either end went away, which closes the other.
        }
    }
}
