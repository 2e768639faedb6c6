using System.Globalization;
using System.Net.Sockets;
using System.Text;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.OgImages;

/// <summary>Sends a request target exactly as it is written, which no HTTP client does.</summary>
internal static class RawHttp
{
    /// <summary>The status and headers of the answer to a GET.</summary>
    public static async Task<(int Status, string Head)> GetAsync(Uri server, string target, string headers = "")
    {
        var (status, head, _) = await SendAsync(server, "GET", target, headers);
        return (status, head);
    }

    /// <summary>Status, headers and all that follows of the answer.</summary>
    /// <param name="server">Whom to ask.</param>
    /// <param name="method">The method.</param>
    /// <param name="target">The target.</param>
    /// <param name="headers">Further header lines, each with its line end.</param>
    /// <param name="body">What follows them, of the length that they say.</param>
    public static async Task<(int Status, string Head, byte[] Body)> SendAsync(Uri server, string method, string target, string headers = "", string body = "")
    {
        using var client = await BeginAsync(server, method, target, headers, body);
        using var answer = new MemoryStream();
        await client.GetStream().CopyToAsync(answer);
        var bytes = answer.ToArray();
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        var head = Encoding.Latin1.GetString(bytes.AsSpan(0, end)).Replace("\r\n", "\n", StringComparison.Ordinal) + '\n';
        return (int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture), head, bytes[(end + 4)..]);
    }

    /// <summary>The answer from the cache, once there is one: a machine that is busy with much else may draw too late for the first.</summary>
    public static async Task<(string Head, byte[] Body)> UntilHitAsync(Uri server, string target)
    {
        (int Status, string Head, byte[] Body) answer = (0, "", []);
        await Eventually.TrueAsync(async () =>
        {
            answer = await SendAsync(server, "GET", target);
            return Header(answer.Head, "X-Pearl-Cache") is "hit";
        });
        return (answer.Head, answer.Body);
    }

    /// <summary>Sends a request and hangs up without an answer.</summary>
    public static async Task LeaveAsync(Uri server, string target) => (await BeginAsync(server, "GET", target, headers: "", body: "")).Dispose();

    /// <summary>The value of a header, or null.</summary>
    public static string? Header(string head, string name) => head
        .Split('\n')
        .FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    private static async Task<TcpClient> BeginAsync(Uri server, string method, string target, string headers, string body)
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(server.Host, server.Port);
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"{method} {target} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n{headers}\r\n{body}"));
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
