using PearlIo.Domain.Common;

namespace PearlIo.Domain.Routes;

/// <summary>Parts of a path as RFC 3986 and the URL Standard see them.</summary>
internal static class PathSegments
{
    /// <summary>
    /// Percent-decodes one segment once, so that <c>%2F</c> becomes a slash inside its segment, and brings it to NFC, so
    /// that two spellings of one letter are one page. An escape that is broken or no UTF-8 stays as it is written; what
    /// cannot be brought to NFC is for <see cref="IsReadable"/> to refuse.
    /// </summary>
    public static string Decode(string segment)
    {
        var decoded = segment.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(segment) : segment;
        return !Text.IsWellFormed(decoded) || decoded.IsNormalized() ? decoded : decoded.Normalize();
    }

    /// <summary>Whether a decoded segment is Unicode text without control characters.</summary>
    public static bool IsReadable(string decoded) => Text.IsWellFormed(decoded) && !Text.HasControl(decoded);

    /// <summary>Whether a decoded segment means "here" or "one up" (RFC 3986 section 5.2.4, also as <c>%2e</c>).</summary>
    public static bool IsDot(string decoded) => decoded is "." or "..";
}
