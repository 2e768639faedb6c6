using System.Net;

namespace PearlIo.WebApi.Access;

/// <summary>The address that a request came from, behind the proxies that are believed.</summary>
internal static class ClientAddress
{
    /// <summary>The address, or null where the connection has none. One of version 4 is told as such, whichever way it was heard.</summary>
    public static IPAddress? Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        return address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
    }
}
