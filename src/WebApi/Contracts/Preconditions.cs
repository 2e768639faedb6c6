using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace PearlIo.WebApi.Contracts;

/// <summary>Entity tags of resources and the conditions that requests put on them (RFC 9110 section 13).</summary>
internal static class Preconditions
{
    /// <summary>The strong entity tag of a version.</summary>
    public static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Whether the request asks for a certain version at all.</summary>
    public static bool HasIfMatch(HttpRequest request) => request.Headers.ContainsKey(HeaderNames.IfMatch);

    /// <summary>Whether <c>If-Match</c> allows a write on this version; a header that cannot be read allows none.</summary>
    public static bool AllowsWrite(HttpRequest request, long version)
    {
        if (!HasIfMatch(request))
        {
            return true;
        }

        return EntityTagHeaderValue.TryParseStrictList(request.Headers.IfMatch, out var tags)
            && tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(Own(version), useStrongComparison: true));
    }

    /// <summary>Whether <c>If-None-Match</c> says that the caller has this tag already.</summary>
    public static bool IsKnown(StringValues ifNoneMatch, string tag) =>
        ifNoneMatch.Count > 0
        && EntityTagHeaderValue.TryParseList(ifNoneMatch, out var tags)
        && tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(new EntityTagHeaderValue(tag), useStrongComparison: false));

    private static EntityTagHeaderValue Own(long version) => new(Tag(version));
}
