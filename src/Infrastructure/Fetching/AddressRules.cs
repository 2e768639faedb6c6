using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace PearlIo.Infrastructure.Fetching;

/// <summary>
/// Which addresses of the network may be fetched from: those of the public internet and no others. Judged by the address that is connected to,
/// whatever name or spelling led there; IPv4 addresses inside of IPv6 ones are judged as themselves.
/// </summary>
/// <remarks>IANA's registries of special-purpose addresses: https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry.</remarks>
internal static class AddressRules
{
    // The last one is public, but within Azure it is the machine's host, which tells its secrets.
    private static readonly (uint Network, uint Mask)[] DeniedV4 = RangesV4(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32");

    // Of IPv6 only what is given out to networks of the internet is taken, less what of it is special: Teredo and other protocols of the
    // IETF, documentation, 6to4.
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] DeniedV6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    // RFC 6052: where a network has IPv6 only, all of IPv4 is reached through this.
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether an address may be connected to.</summary>
    /// <param name="address">The address.</param>
    /// <param name="allowLoopback">Whether this machine itself may be; for tests and development.</param>
    public static bool IsAllowed(IPAddress address, bool allowLoopback = false)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return (allowLoopback && IPAddress.IsLoopback(address)) || (address.AddressFamily switch
        {
            AddressFamily.InterNetwork => IsAllowedV4(address),
            AddressFamily.InterNetworkV6 => IsAllowedV6(address),
            _ => false,
        });
    }

    private static bool IsAllowedV4(IPAddress address)
    {
        var value = ValueOf(address);
        foreach (var (network, mask) in DeniedV4)
        {
            if ((value & mask) == network)
            {
                return false;
            }
        }

        return true;
    }

    private static uint ValueOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        return address.TryWriteBytes(bytes, out _) ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;
    }

    private static bool IsAllowedV6(IPAddress address)
    {
        // A zone is of links and sites of this machine.
        var plain = new IPAddress(address.GetAddressBytes());
        if (Nat64.Contains(plain))
        {
            return IsAllowed(LastV4(plain));
        }

        return GlobalV6.Contains(plain)
            && !Array.Exists(DeniedV6, n => n.Contains(plain))
            && (!IsIsatap(plain) || IsAllowed(LastV4(plain)));
    }

    // RFC 5214 section 6.1: the interface's id is 0000:5efe or 0200:5efe and an IPv4 address.
    private static bool IsIsatap(IPAddress address)
    {
        var interfaceId = BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes().AsSpan(8));
        return (interfaceId & 0xFDFFFFFF) == 0x00005EFE;
    }

    private static IPAddress LastV4(IPAddress address) => new(address.GetAddressBytes().AsSpan(12));

    private static (uint Network, uint Mask)[] RangesV4(params string[] texts) =>
        [.. Networks(texts).Select(n => (ValueOf(n.BaseAddress), n.PrefixLength == 0 ? 0 : uint.MaxValue << (32 - n.PrefixLength)))];

    private static IPNetwork[] Networks(params string[] texts) => [.. texts.Select(t => IPNetwork.Parse(t))];
}
