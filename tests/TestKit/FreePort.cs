using System.Net;
using System.Net.Sockets;

namespace PearlIo.TestKit;

/// <summary>Ports for servers that cannot be told to take a free one.</summary>
public static class FreePort
{
    private const int First = 20_000;
    private const uint Count = 10_000;

    private static int _last = Random.Shared.Next((int)Count);

    /// <summary>A free port of loopback, below the range that systems hand out for port 0, so that no other test is given it in between; a process gives each out once.</summary>
    public static int Find()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _last) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }

    /// <summary>Whether something listens on a port of loopback.</summary>
    public static async Task<bool> IsListeningAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
