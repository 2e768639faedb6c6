using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace PearlIo.WebApi.Hosting;

/// <summary>Sets up the addresses that the server listens on, and what it takes from whoever connects.</summary>
internal static class Listening
{
    /// <summary>Sets up Kestrel. Wrong settings are told by their validators, with all others; here they only must not throw first.</summary>
    public static void Configure(WebApplicationBuilder builder, ServerOptions options, RequestLimits limits)
    {
        // A card in memory is answered on the thread that has read its request, without two hand-overs to others. Threads are the pool's
        // all the same: whatever waits on one holds up its own connection only.
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // Addresses come from HOST and PORT alone: a section of the framework's own could open others.
            kestrel.Configure();
            kestrel.AddServerHeader = false;
            limits.ApplyTo(kestrel.Limits);
            if (!ServerOptions.TryReadPort(options.Port, out var port))
            {
                return;
            }

            var address = TryGetAddress(options, builder.Environment.IsProduction());
            Listen(kestrel, address, port);
            if (MetricsPort(options) is { } metricsPort && metricsPort != port)
            {
                Listen(kestrel, address, metricsPort);
            }
        });
    }

    /// <summary>The metrics' own port, or null.</summary>
    public static int? MetricsPort(ServerOptions options) =>
        options.MetricsPort is not null && ServerOptions.TryReadPort(options.MetricsPort, out var port) ? port : null;

    private static void Listen(KestrelServerOptions kestrel, IPAddress address, int port)
    {
        if (address.Equals(IPAddress.IPv6Any))
        {
            // Takes IPv4 alone where a machine has no IPv6.
            kestrel.ListenAnyIP(port);
        }
        else
        {
            kestrel.Listen(address, port);
        }
    }

    private static IPAddress TryGetAddress(ServerOptions options, bool production) =>
        options.Host is null or "localhost" or "*" || IPAddress.TryParse(options.Host.Trim('[', ']'), out _)
            ? options.Address(production)
            : IPAddress.Loopback;
}
