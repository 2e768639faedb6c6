using System.Net.Sockets;
using System.Text;
using PearlIo.FunctionalTests.OgImages;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Hosting;

/// <summary>A server of little patience.</summary>
public sealed class HastyServer : IAsyncLifetime
{
    internal RunningServer Server { get; } = new(new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Requests:HeaderSeconds"] = "1",
        ["Requests:BodySeconds"] = "2",
        ["Requests:KeepAliveSeconds"] = "1",
        ["Requests:GraceSeconds"] = "2",
        ["Requests:MinBytesPerSecond"] = "1000000",
    });

    public Task InitializeAsync() => Server.InitializeAsync();

    public Task DisposeAsync() => Server.DisposeAsync();
}

/// <summary>Requests that are too large, and whoever is too slow. A connection that is never cut fails a test by its patience, not by a time.</summary>
public sealed class SlowClientTests(HastyServer fixture) : IClassFixture<HastyServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private RunningServer Server => fixture.Server;

    [Fact]
    public async Task Cuts_whoever_sends_a_header_byte_by_byte()
    {
        var answer = await DripAsync("GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cuts_whoever_sends_nothing()
    {
        using var client = await ConnectAsync();
        Assert.Equal("", await ReadToEndAsync(client));
    }

    [Fact]
    public async Task Cuts_whoever_keeps_a_connection_without_a_request()
    {
        using var client = await ConnectAsync();
        await client.GetStream().WriteAsync("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());

        Assert.EndsWith("OK", await ReadToEndAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_body_that_does_not_come_in_time()
    {
        var answer = await DripAsync("POST /api/projects HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{\"title\": \"");

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("request.too_slow", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cuts_whoever_does_not_take_what_they_asked_for()
    {
        var target = $"/og/{await Server.CreateProjectIdAsync()}/large";
        await RawHttp.UntilHitAsync(Server.Address, target);
        using var client = await ConnectAsync(receiveBuffer: 4096);
        var request = Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n");

        // Far more than the buffers between hold.
        await client.GetStream().WriteAsync(Enumerable.Repeat(request, 2_000).SelectMany(r => r).ToArray()).AsTask().WaitAsync(Patience);

        await Eventually.TrueAsync(() => IsCut(client.Client));
    }

    [Theory]
    [InlineData(8_300, "", 414)]
    [InlineData(10, "X-Long: @40000\r\n", 431)]
    [InlineData(10, "@many", 431)]
    public async Task Refuses_what_is_too_long(int targetLength, string headers, int expected)
    {
        var lines = headers switch
        {
            "@many" => string.Concat(Enumerable.Range(0, 101).Select(i => $"X-{i}: 1\r\n")),
            _ => headers.Replace("@40000", new string('x', 40_000), StringComparison.Ordinal),
        };

        var (status, _) = await RawHttp.GetAsync(Server.Address, "/og/" + new string('a', targetLength), lines);

        Assert.Equal(expected, status);
    }

    [Fact]
    public async Task Refuses_queries_of_many_parameters_with_a_picture_where_a_card_was_asked_for()
    {
        var project = await Server.CreateProjectIdAsync();
        var most = string.Join('&', Enumerable.Range(0, 100).Select(i => $"utm_{i}=1"));

        Assert.Equal(200, (await RawHttp.GetAsync(Server.Address, $"/og/{project}/x?{most}")).Status);
        Assert.Equal(200, (await RawHttp.GetAsync(Server.Address, $"/api/projects?{most}")).Status);
        foreach (var target in new[] { $"/og/{project}/x?{most}&a", $"/api/og?project={project}&path=/x&{most}" })
        {
            var (status, head) = await RawHttp.GetAsync(Server.Address, target);
            Assert.Equal((400, "image/png"), (status, RawHttp.Header(head, "Content-Type")));
        }

        var refused = await Server.SendAsync(HttpMethod.Get, $"/api/projects?{most}&a");
        Assert.Equal((400, "request.query_too_long"), ((int)refused.Response.StatusCode, (string?)refused.Body["code"]));
    }

    private static bool IsCut(Socket socket)
    {
        try
        {
            return socket.Send("G"u8) < 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static async Task<string> ReadToEndAsync(TcpClient client)
    {
        using var text = new StreamReader(client.GetStream(), Encoding.Latin1, leaveOpen: true);
        return await text.ReadToEndAsync().WaitAsync(Patience);
    }

    /// <summary>Sends the beginning, and then a byte now and then until the server answers; returns what it said.</summary>
    private async Task<string> DripAsync(string beginning)
    {
        using var client = await ConnectAsync();
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(beginning));
        var answer = ReadAnswerAsync(client.GetStream());
        using var drops = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!answer.IsCompleted && await drops.WaitForNextTickAsync() && !IsCut(client.Client))
        {
            // IsCut sends the byte.
        }

        return await answer;
    }

    /// <summary>Reads what is sent at once: a byte that comes behind it resets the connection, and nothing more can be read.</summary>
    private static async Task<string> ReadAnswerAsync(NetworkStream stream)
    {
        var answer = new byte[64 * 1024];
        var length = await stream.ReadAsync(answer).AsTask().WaitAsync(Patience);
        try
        {
            while (await stream.ReadAsync(answer.AsMemory(length)).AsTask().WaitAsync(Patience) is > 0 and var more)
            {
                length += more;
            }
        }
        catch (IOException reset) when (reset.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            // The bytes before it are the answer.
        }

        return Encoding.Latin1.GetString(answer, 0, length);
    }

    private async Task<TcpClient> ConnectAsync(int? receiveBuffer = null)
    {
        var client = new TcpClient();
        client.ReceiveBufferSize = receiveBuffer ?? client.ReceiveBufferSize;
        await client.ConnectAsync(Server.Address.Host, Server.Address.Port);
        return client;
    }
}
