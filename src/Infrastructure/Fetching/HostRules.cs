using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Text;
using PearlIo.Domain.Common;

namespace PearlIo.Infrastructure.Fetching;

/// <summary>
/// Which hosts may be asked, by how they are written: every spelling of an address is judged as that address, and names of this machine, of
/// networks such as this one and of clouds' metadata are denied. A name that is none of these is judged by its addresses when it is connected to.
/// </summary>
internal static class HostRules
{
    /// <summary>
    /// Names and ends of names that mean something in a network of one's own only: RFC 6761 (localhost), 6762 (local, and appendix G), 8375 (home.arpa),
    /// ICANN's internal, those of containers and of the hosts files of Linux, public names that lead to this machine, which is all they are there for, and public
    /// names at which clouds tell a machine its secrets (Google, Tencent, Equinix, IBM, Exoscale).
    /// </summary>
    private static readonly FrozenSet<string> PrivateEnds = FrozenSet.Create(
        StringComparer.Ordinal,
        "localhost", "localdomain", "localdomain4", "localdomain6", "local", "internal", "intranet", "private", "corp", "home", "lan", "home.arpa", "svc", "cluster", "consul",
        "localtest.me", "lvh.me", "vcap.me", "lacolhost.com", "localho.st",
        "metadata.goog", "metadata.tencentyun.com", "metadata.packet.net", "metadata.platformequinix.com", "metadata.cloud.ibm.com", "metadata.exoscale.com");

    /// <summary>Public names that lead to whatever address stands in front of them.</summary>
    private static readonly FrozenSet<string> MirrorEnds = FrozenSet.Create(StringComparer.Ordinal, "nip.io", "sslip.io", "xip.io", "traefik.me", "local.gd");

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether a host is this machine, by name or address.</summary>
    public static bool IsLoopback(string host)
    {
        var name = Plain(host);
        return name is not null && (IPAddress.TryParse(name, out var address) ? IPAddress.IsLoopback(address) : EndsWith(name, "localhost"));
    }

    /// <summary>The address that a host is a spelling of, or null where it is a name.</summary>
    public static IPAddress? AddressOf(string host) => Plain(host) is { } plain && IPAddress.TryParse(plain, out var address) ? address : null;

    /// <summary>Whether a host may be asked.</summary>
    /// <param name="host">As it was written or as the DNS sees it; IPv6 with or without brackets.</param>
    public static bool IsAllowed(string host)
    {
        if (Plain(host) is not { } plain)
        {
            return false;
        }

        if (IPAddress.TryParse(plain, out var address))
        {
            return AddressRules.IsAllowed(address);
        }

        return !EndsInNumber(plain) && IsName(plain) && IsPublicName(plain);
    }

    // Spelled as the DNS takes it: in NFKC, so that ① is 1 and ⓛ is l, digits of every script, all dots, nothing that cannot be seen.
    private static string? Plain(string host)
    {
        if (!Text.IsWellFormed(host))
        {
            return null;
        }

        var plain = Ascii.IsValid(host) ? host : Fold(host);
        if (plain is ['[', .. var inner, ']'])
        {
            return inner.Contains('%', StringComparison.Ordinal) ? null : inner;
        }

        plain = plain.ToLowerInvariant();
        return plain.EndsWith('.') ? plain[..^1] : plain;
    }

    private static string Fold(string host)
    {
        var folded = new StringBuilder(host.Length);
        foreach (var rune in host.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Text.IsInvisible(rune))
            {
                continue;
            }

            var isDigit = Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber;
            folded.Append(rune.Value is '。' or '｡' or '．' ? "." : isDigit ? ((int)Rune.GetNumericValue(rune)).ToString(CultureInfo.InvariantCulture) : rune.ToString());
        }

        return folded.ToString();
    }

    // What ends in a number is an address or nothing (https://url.spec.whatwg.org/#ends-in-a-number-checker).
    private static bool EndsInNumber(string name)
    {
        var last = name.AsSpan(name.LastIndexOf('.') + 1);
        return last.Length > 0
            && (!last.ContainsAnyExceptInRange('0', '9') || (last.StartsWith("0x") && !last[2..].ContainsAnyExcept(HexDigits)));
    }

    private static bool IsName(string name)
    {
        const int MaxNameLength = 253;
        const int MaxLabelLength = 63;
        if (name.Length is 0 or > MaxNameLength)
        {
            return false;
        }

        foreach (var label in name.AsSpan().Split('.'))
        {
            if (name[label].Length is 0 or > MaxLabelLength)
            {
                return false;
            }
        }

        foreach (var rune in name.EnumerateRunes())
        {
            if (!IsOfNames(rune))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOfNames(Rune rune) => rune.IsAscii
        ? rune.Value is '-' or '_' or '.' || char.IsAsciiLetterOrDigit((char)rune.Value)
        : Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.EnclosingMark or UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator);

    // A single label is looked for in networks of one's own: metadata, instance-data, kubernetes, router.
    private static bool IsPublicName(string name)
    {
        var ends = PrivateEnds.GetAlternateLookup<ReadOnlySpan<char>>();
        var mirrors = MirrorEnds.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = 0; ; at++)
        {
            var end = name.AsSpan(at);
            if (ends.Contains(end) || (mirrors.Contains(end) && MirrorsDenied(name[..at])))
            {
                return false;
            }

            var dot = end.IndexOf('.');
            if (dot < 0)
            {
                return at > 0;
            }

            at += dot;
        }
    }

    private static bool EndsWith(string name, string end) =>
        name.EndsWith(end, StringComparison.Ordinal) && (name.Length == end.Length || name[^(end.Length + 1)] == '.');

    // The address stands there with dots or hyphens, behind anything else: app.10-0-0-1.nip.io; or as eight hexadecimal digits.
    private static bool MirrorsDenied(string front)
    {
        const int Parts = 4;
        const int HexLength = 8;
        var labels = front.Trim('.').Split('.', '-');
        for (var i = 0; i + Parts <= labels.Length; i++)
        {
            if (IPAddress.TryParse(string.Join('.', labels.AsSpan(i, Parts)!), out var address) && !AddressRules.IsAllowed(address))
            {
                return true;
            }
        }

        return labels.Any(l => l.Length == HexLength && IPAddress.TryParse("0x" + l, out var address) && !AddressRules.IsAllowed(address))
            || (front.Contains('-', StringComparison.Ordinal)
                && IPAddress.TryParse(front.Trim('.').Split('.')[^1].Replace('-', ':'), out var last)
                && !AddressRules.IsAllowed(last));
    }
}
