namespace PearlIo.Infrastructure.Fetching;

/// <summary>Addresses that strangers name, read so that nobody can read them otherwise.</summary>
internal static class WebAddress
{
    /// <summary>Longest address, in UTF-16 code units.</summary>
    public const int MaxLength = 8 * 1024;

    /// <summary>
    /// An absolute http or https address, or null for anything else: also for one with a user, with white space, backslashes or control
    /// characters, or with escapes in its host, which programs take in different ways.
    /// </summary>
    public static Uri? TryParse(string text)
    {
        var isSpelledOut = text.Length <= MaxLength
            && text.All(c => !char.IsWhiteSpace(c) && !char.IsControl(c) && c != '\\')
            && Authority(text) is { Length: > 0 } authority
            && !authority.ContainsAny('@', '%');
        return isSpelledOut && Uri.TryCreate(text, UriKind.Absolute, out var address) && IsUsable(address) ? address : null;
    }

    /// <summary>Whether an address is of http or https, without a user and with a host that has a form in the DNS.</summary>
    public static bool IsUsable(Uri address) =>
        address.IsAbsoluteUri && address.Scheme is "http" or "https" && address.UserInfo.Length == 0 && HostOf(address) is not null;

    /// <summary>The host as the DNS sees it, of IPv6 without brackets, or null where it has no such form.</summary>
    public static string? HostOf(Uri address)
    {
        try
        {
            return address.IdnHost is { Length: > 0 } host ? host : null;
        }
        catch (UriFormatException)
        {
            // Shows only when that form is asked for.
            return null;
        }
    }

    private static ReadOnlySpan<char> Authority(string text)
    {
        foreach (var start in (ReadOnlySpan<string>)["http://", "https://"])
        {
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                var rest = text.AsSpan(start.Length);
                var end = rest.IndexOfAny('/', '?', '#');
                return end < 0 ? rest : rest[..end];
            }
        }

        return [];
    }
}
