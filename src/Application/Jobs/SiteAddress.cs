namespace PearlIo.Application.Jobs;

/// <summary>Which addresses belong to a project's site.</summary>
public static class SiteAddress
{
    /// <summary>
    /// Whether an address is of the site's host: http or https, without a user, at the site's port or the usual one of its scheme. The host is
    /// compared as the DNS sees it, for many spellings are the same.
    /// </summary>
    public static bool IsSameSite(Uri address, Uri site)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(site);
        return address.Scheme is "http" or "https"
            && address.UserInfo.Length == 0
            && (address.IsDefaultPort ? site.IsDefaultPort : address.Port == site.Port)
            && TryGetHost(address) is { } host
            && string.Equals(host, TryGetHost(site), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The path of an address within the site, percent-encoded, or null where it is outside.</summary>
    public static string? PathWithin(Uri address, Uri site)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(site);
        var root = site.AbsolutePath.TrimEnd('/');
        var path = address.AbsolutePath;
        if (!IsSameSite(address, site) || !path.StartsWith(root, StringComparison.Ordinal))
        {
            return null;
        }

        var within = path[root.Length..];
        return within.Length == 0 ? "/" : within[0] == '/' ? within : null;
    }

    private static string? TryGetHost(Uri address)
    {
        try
        {
            return address.IdnHost is { Length: > 0 } host ? host : null;
        }
        catch (UriFormatException)
        {
            // A host that has no form in the DNS shows only when that form is asked for.
            return null;
        }
    }
}
