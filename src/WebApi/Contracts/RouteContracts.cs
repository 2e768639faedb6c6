using PearlIo.Application.Routes;
using PearlIo.Domain.Routes;
using Route = PearlIo.Domain.Routes.Route;

namespace PearlIo.WebApi.Contracts;

/// <summary>What a caller says of a route.</summary>
internal sealed record RouteBody
{
    /// <summary>Pattern of pages' paths, at most 512 characters: literal segments, `{name}` or `*` for one segment, `**` at the end for any rest; required.</summary>
    public string? Path { get; init; }

    /// <summary>Format of the cards; png by default.</summary>
    public ReturnType? ReturnType { get; init; }

    /// <summary>Seconds that a card stays fresh, 0 (never kept) to 31536000; the project's by default.</summary>
    public int? CacheDuration { get; init; }

    /// <summary>Template: a built-in one or your own, by `name` (its published version) or `name@3` (that version); the project's by default.</summary>
    public string? Template { get; init; }

    /// <summary>Values of the template's variables (`title`, `description`, `siteName`); `{name}` stands for that part of the page's path.</summary>
    public IReadOnlyDictionary<string, string>? Variables { get; init; }

    /// <summary>Names of the query parameters that an unsigned request may set; none by default.</summary>
    public IReadOnlyList<string>? Query { get; init; }

    /// <summary>Where variables come from that nobody gave: `page` for the page's own metadata, `none`.</summary>
    public RouteSource? Source { get; init; }

    /// <summary>Bytes that a card may have at most, 20000 to 5000000; 300000 by default.</summary>
    public int? ByteBudget { get; init; }

    /// <summary>The body that would give this route.</summary>
    public static RouteBody Of(Route route) => new()
    {
        Path = route.Path,
        ReturnType = route.ReturnType,
        CacheDuration = route.CacheDuration,
        Template = route.Template,
        Variables = route.Variables,
        Query = route.Query,
        Source = route.Source,
        ByteBudget = route.ByteBudget,
    };

    /// <summary>The same for the application.</summary>
    public RouteInput ToInput() => new(Path, ReturnType, CacheDuration, Template, Variables, Query, Source, ByteBudget);
}

/// <summary>A route as the API shows it.</summary>
/// <param name="Id">UUID v7.</param>
/// <param name="ProjectId">The project that the route belongs to.</param>
/// <param name="Path">Pattern of pages' paths.</param>
/// <param name="ReturnType">Format of the cards.</param>
/// <param name="CacheDuration">Seconds that a card stays fresh.</param>
/// <param name="Template">Name of the template, or null for the project's.</param>
/// <param name="Variables">Values of the template's variables by name.</param>
/// <param name="Query">Names of the query parameters that an unsigned request may set.</param>
/// <param name="Source">Where variables come from that nobody gave, or null for the default.</param>
/// <param name="ByteBudget">Bytes that a card may have at most.</param>
/// <param name="CreatedAt">When the route was made, UTC.</param>
/// <param name="UpdatedAt">When the route was last changed, UTC.</param>
internal sealed record RouteResource(
    Guid Id,
    Guid ProjectId,
    string Path,
    ReturnType ReturnType,
    int CacheDuration,
    string? Template,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<string> Query,
    RouteSource? Source,
    int ByteBudget,
    DateTime CreatedAt,
    DateTime UpdatedAt)
{
    public static RouteResource Of(Route route) => new(
        route.Id,
        route.ProjectId,
        route.Path,
        route.ReturnType,
        route.CacheDuration,
        route.Template,
        route.Variables,
        route.Query,
        route.Source,
        route.ByteBudget,
        route.CreatedAt.UtcDateTime,
        route.UpdatedAt.UtcDateTime);
}

/// <summary>A page of routes.</summary>
/// <param name="Items">The routes, oldest first.</param>
/// <param name="NextCursor">What to pass as `cursor` for the next page, or null on the last.</param>
internal sealed record RoutePage(IReadOnlyList<RouteResource> Items, string? NextCursor);
