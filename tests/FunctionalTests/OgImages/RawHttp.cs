using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace PearlIo.FunctionalTests.OgImages;

/// <summary>Sends a request target exactly as it is written, which no HTTP client does.</summary>
internal static class RawHttp
{
    /// <summary>The status and headers of the answer; the body is not read.</summary>
    public static async Task<(int Status, string Head)> GetAsync(Uri server, string target, string headers = "")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"GET {target} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n{headers}\r\n"));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var head = new StringBuilder();
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            head.Append(line).Append('\n');
        }

        var text = head.ToString();
        return (int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture), text);
    }

    /// <summary>The value of a header, or null.</summary>
    public static string? Header(string head, string name) => head
        .Split('\n')
        .FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
