using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.TestKit;

/// <summary>A proxy on loopback that stands before a server and can be told to be at fault.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly EndPoint _target;
    private readonly ConcurrentQueue<Func<Task<bool>>> _next = [];
    private readonly ConcurrentDictionary<Task, Socket> _open = [];
    private TcpListener? _listener;
    private volatile TaskCompletionSource? _frozen;
    private Task _accepting = Task.CompletedTask;
    private long _bytes;
    private int _connections;

    private TcpProxy(EndPoint target)
    {
        _target = target;
        Port = FreePort.Find();
    }

    /// <summary>The port of loopback that it listens on.</summary>
    public int Port { get; }

    /// <summary>How many bytes came from clients.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>How many clients came.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>How many clients are connected.</summary>
    public int Open => _open.Count;

    /// <summary>Starts a proxy before a database.</summary>
    public static TcpProxy Start(string databaseUrl)
    {
        var address = new NpgsqlConnectionStringBuilder(DatabaseAddress.Parse(databaseUrl).ConnectionString);
        EndPoint target = address.Host!.StartsWith('/')
            ? new UnixDomainSocketEndPoint(string.Create(CultureInfo.InvariantCulture, $"{address.Host}/.s.PGSQL.{address.Port}"))
            : new DnsEndPoint(address.Host, address.Port);
        var proxy = new TcpProxy(target);
        proxy.Start();
        return proxy;
    }

    /// <summary>The same database, through this proxy.</summary>
    public string Before(string databaseUrl, string query = "?sslmode=disable")
    {
        var user = databaseUrl[..(databaseUrl.IndexOf('@', StringComparison.Ordinal) + 1)];
        return string.Create(CultureInfo.InvariantCulture, $"{user}127.0.0.1:{Port}/{DatabaseAddress.Parse(databaseUrl).DatabaseName}{query}");
    }

    /// <summary>Takes the next clients in and hangs up on them at once.</summary>
    public void RefuseNext(int clients = 1)
    {
        for (var i = 0; i < clients; i++)
        {
            _next.Enqueue(() => Task.FromResult(false));
        }
    }

    /// <summary>Takes the next client in, says nothing until the task ends, and then serves it where that says true, else hangs up.</summary>
    public void HoldNext(Func<Task<bool>> until) => _next.Enqueue(until);

    /// <summary>Listens, after <see cref="Stop"/> on the same port again.</summary>
    public void Start()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Keeps all connections, takes new ones, and lets nothing through until <see cref="Thaw"/>, as a server that hangs.</summary>
    public void Freeze() => _frozen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets everything through again.</summary>
    public void Thaw()
    {
        var frozen = _frozen;
        _frozen = null;
        frozen?.TrySetResult();
    }

    /// <summary>Listens no longer, so that clients are refused, and cuts those that are there.</summary>
    public void Stop()
    {
        _listener?.Stop();
        CutAll();
        Thaw();
    }

    /// <summary>Cuts all connections.</summary>
    public void CutAll()
    {
        foreach (var socket in _open.Values)
        {
            Reset(socket);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Stop();
        await _accepting;
        await Task.WhenAll(_open.Keys);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            Interlocked.Increment(ref _connections);
            var begin = new TaskCompletionSource();
            var serving = ServeAsync(client, begin.Task);
            _open[serving] = client;
            begin.SetResult();
            _ = serving.ContinueWith(t => _open.TryRemove(t, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task ServeAsync(Socket client, Task begin)
    {
        await begin;
        using (client)
        {
            try
            {
                if (_next.TryDequeue(out var decide) && !await decide())
                {
                    Reset(client);
                    return;
                }

                await ForwardAsync(client);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
            {
                // Cut, from whichever side.
                Reset(client);
            }
        }
    }

    private async Task ForwardAsync(Socket client)
    {
        using var server = _target is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await server.ConnectAsync(_target);
        var up = CopyAsync(client, server, count: true);
        var down = CopyAsync(server, client, count: false);
        await await Task.WhenAny(up, down);
    }

    private async Task CopyAsync(Socket from, Socket to, bool count)
    {
        var buffer = new byte[16_384];
        while (await from.ReceiveAsync(buffer) is var length and > 0)
        {
            if (count)
            {
                Interlocked.Add(ref _bytes, length);
            }

            if (_frozen is { } frozen)
            {
                await frozen.Task;
            }

            await to.SendAsync(buffer.AsMemory(0, length));
        }
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed already.
        }

        socket.Dispose();
    }
}
