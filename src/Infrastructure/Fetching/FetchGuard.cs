using System.Net;
using PearlIo.Application.Common;

namespace PearlIo.Infrastructure.Fetching;

/// <summary>
/// Decides what may be fetched from: before anything is asked by the address as it is written, and once more by where a connection leads. Both
/// must agree.
/// </summary>
/// <param name="allowed">What an operator lets be fetched beside the public internet.</param>
/// <param name="allowLoopback">Whether this machine itself may be fetched from, at every port.</param>
internal sealed class FetchGuard(AllowList allowed, bool allowLoopback) : IAddressJudge
{
    /// <summary>Lets the public internet be fetched from and nothing else.</summary>
    public static FetchGuard Strict { get; } = new(AllowList.Empty, allowLoopback: false);

    /// <summary>Whether a port is that of http or of https; others are of services that are not meant for strangers.</summary>
    public static bool IsUsualPort(int port) => port is 80 or 443;

    /// <inheritdoc />
    public bool IsAllowed(string address) => WebAddress.TryParse(address) is { } uri && MayFetch(uri);

    /// <summary>Whether an address may be asked, as far as it tells without being resolved.</summary>
    /// <param name="address">The address.</param>
    /// <param name="ownSite">A site whose host may be this machine, or null.</param>
    public bool MayFetch(Uri address, Uri? ownSite = null)
    {
        if (!WebAddress.IsUsable(address) || WebAddress.HostOf(address) is not { } host)
        {
            return false;
        }

        if (allowed.HasHost(host, address.Port) || IsOwn(host, address.Port, ownSite))
        {
            return true;
        }

        if (HostRules.AddressOf(host) is { } literal)
        {
            return MayConnect(host, address.Port, literal, ownSite);
        }

        if (HostRules.IsLoopback(host))
        {
            return allowLoopback || allowed.HasAddress(IPAddress.Loopback, address.Port) || allowed.HasAddress(IPAddress.IPv6Loopback, address.Port);
        }

        return (IsUsualPort(address.Port) || allowLoopback || allowed.HasNetworkAt(address.Port))
            && HostRules.IsAllowed(host)
            && (host.Equals(address.Host, StringComparison.Ordinal) || HostRules.IsAllowed(address.Host));
    }

    /// <summary>Whether a connection may be made.</summary>
    /// <param name="host">The host that was asked for.</param>
    /// <param name="port">The port.</param>
    /// <param name="address">One of the addresses that the host has.</param>
    /// <param name="ownSite">A site whose host may be this machine, or null.</param>
    public bool MayConnect(string host, int port, IPAddress address, Uri? ownSite = null) =>
        allowed.HasHost(host, port)
        || allowed.HasAddress(address, port)
        || (IPAddress.IsLoopback(address) && (allowLoopback || IsOwn(host, port, ownSite)))
        || (AddressRules.IsAllowed(address) && (IsUsualPort(port) || IsOwn(host, port, ownSite)));

    private static bool IsOwn(string host, int port, Uri? ownSite) =>
        ownSite is not null && port == ownSite.Port && string.Equals(host, WebAddress.HostOf(ownSite), StringComparison.OrdinalIgnoreCase);
}
