using System.Globalization;
using System.Net;

namespace PearlIo.Infrastructure.Fetching;

/// <summary>What an operator lets be fetched from beside the public internet: names, addresses and networks, each with a port or with the usual ones.</summary>
internal sealed class AllowList
{
    private readonly IReadOnlyList<Entry> _entries;

    private AllowList(IReadOnlyList<Entry> entries) => _entries = entries;

    /// <summary>Lets nothing more.</summary>
    public static AllowList Empty { get; } = new([]);

    /// <summary>Reads entries: <c>host</c>, <c>host:8080</c>, <c>10.0.0.0/8</c>, <c>127.0.0.1:8080</c>, <c>[::1]:8080</c>, <c>[fd00::/8]:8080</c>.</summary>
    /// <param name="texts">The entries.</param>
    /// <param name="wrong">Those that are none.</param>
    public static AllowList Read(IEnumerable<string> texts, out IReadOnlyList<string> wrong)
    {
        List<string> unread = [];
        List<Entry> entries = [];
        foreach (var text in texts)
        {
            if (Parse(text) is { } entry)
            {
                entries.Add(entry);
            }
            else
            {
                unread.Add(text);
            }
        }

        wrong = unread;
        return new AllowList(entries);
    }

    /// <summary>Whether a host is listed by name, with all addresses that it has.</summary>
    public bool HasHost(string host, int port) =>
        _entries.Any(e => e.Host is not null && e.HasPort(port) && e.Host.Equals(host.TrimEnd('.'), StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an address is listed.</summary>
    public bool HasAddress(IPAddress address, int port)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _entries.Any(e => e.Network is { } network && e.HasPort(port) && network.Contains(plain));
    }

    /// <summary>Whether anything is listed with a port, so that only its addresses tell.</summary>
    public bool HasNetworkAt(int port) => _entries.Any(e => e.Network is not null && e.HasPort(port));

    private static Entry? Parse(string text)
    {
        var (target, port) = Split(text.Trim());
        if (port is < IPEndPoint.MinPort + 1 or > IPEndPoint.MaxPort)
        {
            return null;
        }

        if (IPAddress.TryParse(target, out var address))
        {
            const int V4Bits = 32;
            const int V6Bits = 128;
            return new Entry(null, new IPNetwork(address, address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetwork ? V4Bits : V6Bits), port);
        }

        if (IPNetwork.TryParse(target, out var network))
        {
            return new Entry(null, network, port);
        }

        return Uri.CheckHostName(target) is UriHostNameType.Dns && target.All(char.IsAscii) ? new Entry(target.TrimEnd('.'), null, port) : null;
    }

    // A port that is no number is one that no entry has.
    private static (string Target, int? Port) Split(string text)
    {
        var end = text.LastIndexOf(':');
        if (text.StartsWith('['))
        {
            var close = text.IndexOf(']', StringComparison.Ordinal);
            return close < 0 ? ("", null) : (text[1..close], close == text.Length - 1 ? null : end == close + 1 ? PortOf(text[(end + 1)..]) : 0);
        }

        // Bare IPv6 has no port.
        return end < 0 || text.IndexOf(':', StringComparison.Ordinal) != end ? (text, null) : (text[..end], PortOf(text[(end + 1)..]));
    }

    private static int PortOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0;

    private sealed record Entry(string? Host, IPNetwork? Network, int? Port)
    {
        public bool HasPort(int port) => Port is { } only ? only == port : FetchGuard.IsUsualPort(port);
    }
}
