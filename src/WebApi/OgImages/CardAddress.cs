using Microsoft.AspNetCore.Http.Features;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.WebApi.OgImages;

/// <summary>Reads which card a request is for, from its raw target: the framework has decoded the path once too often.</summary>
internal static class CardAddress
{
    /// <summary>What stands before the project's id in <c>/og/{projectId}/{**path}</c>.</summary>
    private const string Root = "og";

    /// <summary>Reads <c>/og/{projectId}/{**path}</c>.</summary>
    public static Result<CardRequest> ReadPath(HttpContext context)
    {
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
        return new CardRequest(projectId, page, Query(context.Request.Query));
    }

    /// <summary>Reads <c>/api/og?project={id}&amp;path=/x</c>.</summary>
    public static Result<CardRequest> ReadQuery(HttpContext context)
    {
        var query = context.Request.Query;
        if (!Guid.TryParseExact(query["project"].ToString(), "D", out var projectId))
        {
            return ProjectFailures.NotFound;
        }

        var path = query["path"].ToString();
        var end = path.AsSpan().IndexOfAny('?', '#');
        return PagePath.Parse(end < 0 ? path : path[..end]).TryGetValue(out var page, out var failure)
            ? new CardRequest(projectId, page, Query(query))
            : failure;
    }

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

    private static Dictionary<string, string> Query(IQueryCollection query)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in query)
        {
            if (values is [{ } first, ..])
            {
                parameters[name] = first;
            }
        }

        return parameters;
    }
}
