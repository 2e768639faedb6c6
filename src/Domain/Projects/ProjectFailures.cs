using PearlIo.Domain.Common;

namespace PearlIo.Domain.Projects;

/// <summary>Expected outcomes of working with projects.</summary>
public static class ProjectFailures
{
    /// <summary>There is no such project.</summary>
    public static readonly Failure NotFound = new(FailureKind.NotFound, "projects.not_found", "There is no project with this id.");

    /// <summary>The caller's <c>If-Match</c> names an older version.</summary>
    public static readonly Failure VersionChanged = new(
        FailureKind.PreconditionFailed,
        "projects.version_changed",
        "The project was changed since you read it. Read it again and repeat the change with its new ETag.");
}
