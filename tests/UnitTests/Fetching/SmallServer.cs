using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PearlIo.UnitTests.Fetching;

/// <summary>
/// Answers each path with bytes as they are, or as a handler writes them; what it does not know is 404, and an empty answer never comes. Does what no
/// web server would.
/// </summary>
internal sealed class SmallServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private int _requests;

    public SmallServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public Dictionary<string, byte[]> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>What writes the answer to a path itself, from the status line on.</summary>
    public Dictionary<string, Func<Stream, CancellationToken, Task>> Handlers { get; } = new(StringComparer.Ordinal);

    /// <summary>The header lines of each request, in the order of the requests.</summary>
    public ConcurrentQueue<IReadOnlyList<string>> Headers { get; } = [];

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Requests => _requests;

    public static byte[] Answer(int status, byte[] body, params string[] headers) =>
    [
        .. Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} X\r\n{string.Join("\r\n", headers)}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n")),
        .. body,
    ];

    public static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> answering = [];
        try
        {
            while (true)
            {
                answering.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(answering);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
                var path = (await reader.ReadLineAsync(_stop.Token))!.Split(' ')[1];
                List<string> headers = [];
                while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
                {
                    headers.Add(line);
                }

                Headers.Enqueue(headers);
                Interlocked.Increment(ref _requests);
                await AnswerAsync(path, client.GetStream());
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The other side has seen enough.
            }
        }
    }

    private async Task AnswerAsync(string path, Stream stream)
    {
        if (Handlers.TryGetValue(path, out var handler))
        {
            await handler(stream, _stop.Token);
            return;
        }

        var answer = Answers.GetValueOrDefault(path) ?? Answer(404, [], "X-Nothing: x");
        if (answer.Length == 0)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }

        await stream.WriteAsync(answer, _stop.Token);
    }
}
