using PearlIo.Domain.Common;

namespace PearlIo.Domain.Routes;

/// <summary>Expected outcomes of working with routes.</summary>
public static class RouteFailures
{
    /// <summary>There is no such route in the project.</summary>
    public static readonly Failure NotFound = new(FailureKind.NotFound, "routes.not_found", "There is no route with this id in the project.");

    /// <summary>Another route of the project matches exactly the same pages.</summary>
    public static readonly Failure PathTaken = new(
        FailureKind.Conflict,
        "routes.path_taken",
        "The project already has a route for this path. Names of variables do not count: /blog/{slug} and /blog/{id} are the same path.");

    /// <summary>The caller's <c>If-Match</c> names an older version.</summary>
    public static readonly Failure VersionChanged = new(
        FailureKind.PreconditionFailed,
        "routes.version_changed",
        "The route was changed since you read it. Read it again and repeat the change with its new ETag.");
}
