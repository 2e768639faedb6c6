using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PearlIo.Benchmarks.Delivery;

/// <summary>A site on this machine: what it answers by path, or takes calls and never answers.</summary>
internal sealed class Origin : IDisposable
{
    private readonly TcpListener _listener;
    private readonly List<TcpClient> _open = [];
    private readonly Func<string, OriginAnswer>? _answer;

    /// <param name="answer">The answer of a path, or null for none ever.</param>
    /// <param name="host">The last number of its address, 127.0.0.n: each is a host of its own.</param>
    public Origin(Func<string, OriginAnswer>? answer, byte host = 1)
    {
        _answer = answer;
        _listener = new TcpListener(new IPAddress([127, 0, 0, host]), 0);
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}/");
        _ = AcceptAsync();
    }

    /// <summary>Its address.</summary>
    public Uri Address { get; }

    public void Dispose()
    {
        _listener.Dispose();
        lock (_open)
        {
            _open.ForEach(c => c.Dispose());
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Take(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The run is over.
            return;
        }
    }

    private void Take(TcpClient client)
    {
        if (_answer is not null)
        {
            _ = AnswerAsync(client, _answer);
            return;
        }

        lock (_open)
        {
            _open.Add(client);
        }
    }

    private static async Task AnswerAsync(TcpClient client, Func<string, OriginAnswer> answer)
    {
        using (client)
        {
            var buffer = new byte[16_384];
            try
            {
                var read = await client.GetStream().ReadAsync(buffer);
                var line = Encoding.ASCII.GetString(buffer, 0, read).Split(' ', 3);
                if (line.Length < 3)
                {
                    return;
                }

                var (type, body) = answer(line[1]);
                var head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n");
                await client.GetStream().WriteAsync((byte[])[.. head, .. body]);
            }
            catch (IOException)
            {
                // Whoever asked has left.
                return;
            }
        }
    }
}

/// <summary>What a site answers.</summary>
/// <param name="Type">Its <c>Content-Type</c>.</param>
/// <param name="Body">Its bytes.</param>
internal sealed record OriginAnswer(string Type, byte[] Body)
{
    /// <summary>A page.</summary>
    public static OriginAnswer Page(string html) => new("text/html; charset=utf-8", Encoding.UTF8.GetBytes(html));
}
