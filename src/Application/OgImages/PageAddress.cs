using System.Globalization;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.OgImages;

/// <summary>Addresses of pages as people read them.</summary>
internal static class PageAddress
{
    private const int MaxLength = 200;
    private static readonly IdnMapping Idn = new();

    /// <summary>Host and path without scheme, <c>www.</c> and escapes, such as <c>acme.dev/blog/héllo</c>.</summary>
    public static string Display(Project project, PagePath path)
    {
        var site = new Uri(project.Url);
        var host = site.IsDefaultPort ? UnicodeHost(site) : string.Create(CultureInfo.InvariantCulture, $"{UnicodeHost(site)}:{site.Port}");
        var below = Uri.UnescapeDataString(site.AbsolutePath).Trim('/');
        var parts = new[] { host, below }.Concat(path.Segments).Where(p => p.Length > 0);
        return Text.Clean(string.Join('/', parts), MaxLength);
    }

    private static string UnicodeHost(Uri site)
    {
        if (site.HostNameType == UriHostNameType.IPv6)
        {
            return site.Host;
        }

        var host = site.IdnHost;
        host = host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;
        try
        {
            return host.Contains("xn--", StringComparison.OrdinalIgnoreCase) ? Idn.GetUnicode(host) : host;
        }
        catch (ArgumentException)
        {
            // A host that looks like Punycode and is none is shown as it is written.
            return host;
        }
    }
}
