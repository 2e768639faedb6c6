using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.WebApi.Hosting;

namespace PearlIo.WebApi.OgImages;

/// <summary>Reads which card a request is for, from its raw target: the framework has decoded the path once too often.</summary>
internal static class CardAddress
{
    /// <summary>What stands before the project's id in <c>/og/{projectId}/{**path}</c>.</summary>
    private const string Root = "og";

    /// <summary>Reads <c>/og/{projectId}/{**path}</c>.</summary>
    public static Result<CardRequest> ReadPath(HttpContext context)
    {
        if (QueryBounds.IsExceeded(context.Request.QueryString))
        {
            return QueryBounds.TooMany;
        }

        if (!PagePath.Parse(RawPath(context)).TryGetValue(out var whole, out var failure))
        {
            return failure;
        }

        var segments = whole.Segments;
        if (segments.Count < 2 || !string.Equals(segments[0], Root, StringComparison.OrdinalIgnoreCase) || !Guid.TryParseExact(segments[1], "D", out var projectId))
        {
            return ProjectFailures.NotFound;
        }

        // A file name for content delivery networks that cache by extension.
        var page = whole.Below(2).WithoutLast("og.png", "og.jpg", "og.webp");
        return Make(projectId, page, ReadParameters(context.Request));
    }

    /// <summary>Reads <c>/api/og?project={id}&amp;path=/x</c>.</summary>
    public static Result<CardRequest> ReadQuery(HttpContext context)
    {
        if (QueryBounds.IsExceeded(context.Request.QueryString))
        {
            return QueryBounds.TooMany;
        }

        var parameters = ReadParameters(context.Request);
        var query = FirstOfEach(parameters);
        if (!Guid.TryParseExact(query.GetValueOrDefault("project"), "D", out var projectId))
        {
            return ProjectFailures.NotFound;
        }

        var path = query.GetValueOrDefault("path", "/");
        var end = path.AsSpan().IndexOfAny('?', '#');
        if (!PagePath.Parse(end < 0 ? path : path[..end]).TryGetValue(out var page, out var failure))
        {
            return failure;
        }

        // What is signed is the other form, where project and page are no parameters.
        return Make(projectId, page, [.. parameters.Where(p => p.Key is not ("project" or "path"))]);
    }

    private static CardRequest Make(Guid projectId, PagePath page, IReadOnlyList<KeyValuePair<string, string>> parameters) =>
        new(projectId, page, FirstOfEach(parameters)) { SignedQuery = SignedQuery.Read(projectId, page, parameters) };

    private static string RawPath(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

        // The absolute form (RFC 9112 section 3.2.2) has scheme and host before the path.
        var authority = target.StartsWith('/') ? -1 : target.IndexOf("://", StringComparison.Ordinal);
        if (authority >= 0)
        {
            var start = target.IndexOf('/', authority + 3);
            target = start < 0 ? "/" : target[start..];
        }

        var end = target.IndexOf('?', StringComparison.Ordinal);
        return end < 0 ? target : target[..end];
    }

    // In their order, for a signature is over all of them.
    private static List<KeyValuePair<string, string>> ReadParameters(HttpRequest request)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            parameters.Add(KeyValuePair.Create(pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        }

        return parameters;
    }

    // Names are told apart by case, and the first of several values counts; the framework's collection does neither.
    private static Dictionary<string, string> FirstOfEach(IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
        {
            first.TryAdd(name, value);
        }

        return first;
    }
}
