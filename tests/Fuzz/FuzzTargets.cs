using PearlIo.Fuzz.Targets;

namespace PearlIo.Fuzz;

/// <summary>The list of all that is run.</summary>
internal static class FuzzTargets
{
    /// <summary>Makes them.</summary>
    /// <param name="server">A server for those that need one.</param>
    public static IReadOnlyList<IFuzzTarget> All(FuzzServer server) =>
    [
        new RoutePatternTarget(),
        new PagePathTarget(),
        new SignatureTarget(),
        new PageTarget(),
        new PictureTarget(server),
        new TemplateTarget(server),
        new VariableTarget(server),
        new CardPathTarget(server),
        new CardQueryTarget(server),
        new HeadersTarget(server),
        new CursorTarget(server),
        new JsonTarget(server, "json-projects", "POST", "/api/projects", JsonSeeds.Projects),
        new JsonTarget(server, "json-routes", "POST", $"/api/projects/{server.ProjectId}/routes", JsonSeeds.Routes),
        new JsonTarget(server, "json-patch", "PATCH", $"/api/projects/{server.ProjectId}", JsonSeeds.Projects),
        new JsonTarget(server, "json-pages", "PUT", $"/api/projects/{server.ProjectId}/pages", JsonSeeds.Pages),
        new JsonTarget(server, "json-keys", "POST", "/api/keys", JsonSeeds.Keys),
        new JsonTarget(server, "json-templates", "POST", "/api/templates", JsonSeeds.Templates),
    ];
}
