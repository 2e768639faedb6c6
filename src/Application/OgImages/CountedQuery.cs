using PearlIo.Application.Common;
using PearlIo.Domain.Common;
using PearlIo.Domain.Routes;
using PearlIo.Domain.SigningKeys;

namespace PearlIo.Application.OgImages;

/// <summary>
/// The parameters of a query that count for a card. Everything else (<c>utm_*</c> and the like) neither changes the picture nor
/// splits the cache.
/// </summary>
internal static class CountedQuery
{
    /// <summary>Parameters that mean something to the card endpoint itself, and are no variables.</summary>
    public static readonly string[] Reserved =
        [CardSignature.VersionParameter, CardSignature.Parameter, CardSignature.ExpiryParameter, "project", "path"];

    // Who follows where visitors come from adds these to any address, signed ones too.
    private const string Tracking = "utm_";

    /// <summary>The counted parameters, cleaned and sorted by name.</summary>
    /// <param name="query">All parameters, the first value of each.</param>
    /// <param name="route">The route, whose list names what an unsigned request may set; null where none matched.</param>
    /// <param name="isSigned">Whether the query is signed: then it may set any variable.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(IReadOnlyDictionary<string, string> query, Route? route, bool isSigned)
    {
        if (query.Count == 0 || (!isSigned && route is not { Query.Count: > 0 }))
        {
            return [];
        }

        var names = isSigned ? query.Keys.Where(IsVariable) : route!.Query.Where(query.ContainsKey);
        return [.. names
            .Select(name => KeyValuePair.Create(name, Text.Clean(query[name], CardVariables.MaxLength)))
            .Where(parameter => parameter.Value.Length > 0)
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)];
    }

    private static bool IsVariable(string name) =>
        Rules.IsName(name) && !Reserved.Contains(name, StringComparer.Ordinal) && !name.StartsWith(Tracking, StringComparison.Ordinal);
}
