using System.Text;
using PearlIo.Domain.Common;

namespace PearlIo.Domain.Routes;

/// <summary>
/// Path of a page within its site, read from a raw request target. Equal pages have equal <see cref="Canonical"/> forms:
/// each segment is decoded once, empty segments (also of a trailing slash) do not count, dot segments are resolved.
/// </summary>
public sealed class PagePath
{
    /// <summary>Longest raw path, in bytes.</summary>
    public const int MaxBytes = 2_048;

    /// <summary>The path could not be read.</summary>
    public static readonly Failure Invalid = new(
        FailureKind.Invalid, "pages.path_invalid", "The path has a control character or is no Unicode text.");

    /// <summary>The path is longer than <see cref="MaxBytes"/>.</summary>
    public static readonly Failure TooLong = new(
        FailureKind.Invalid, "pages.path_too_long", "The path is longer than 2,048 bytes.");

    private PagePath(IReadOnlyList<string> segments)
    {
        Segments = segments;
        Canonical = segments.Count == 0 ? "/" : string.Concat(segments.Select(s => "/" + Uri.EscapeDataString(s)));
    }

    /// <summary>The site's first page.</summary>
    public static PagePath Root { get; } = new([]);

    /// <summary>The decoded segments; none for the site's root.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>The one spelling of the path: each segment percent-encoded by RFC 3986, <c>/</c> for the root.</summary>
    public string Canonical { get; }

    /// <summary>Reads the path of a raw request target, without its query.</summary>
    /// <param name="raw">The percent-encoded path; a leading slash may be missing.</param>
    public static Result<PagePath> Parse(string raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        if (!Text.IsWellFormed(raw))
        {
            return Invalid;
        }

        if (Encoding.UTF8.GetByteCount(raw) > MaxBytes)
        {
            return TooLong;
        }

        var segments = Resolve(raw);
        return segments.TrueForAll(PathSegments.IsReadable) ? new PagePath(segments) : Invalid;
    }

    /// <summary>The path below its first <paramref name="count"/> segments.</summary>
    public PagePath Below(int count) => new([.. Segments.Skip(count)]);

    /// <summary>The same path without its last segment where that is one of <paramref name="names"/>.</summary>
    public PagePath WithoutLast(params ReadOnlySpan<string> names) =>
        Segments.Count > 0 && names.Contains(Segments[^1]) ? new PagePath([.. Segments.SkipLast(1)]) : this;

    /// <inheritdoc />
    public override string ToString() => Canonical;

    private static List<string> Resolve(string raw)
    {
        var segments = new List<string>();
        foreach (var part in raw.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var segment = PathSegments.Decode(part);
            if (!PathSegments.IsDot(segment))
            {
                segments.Add(segment);
            }
            else if (segment is ".." && segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
        }

        return segments;
    }
}
