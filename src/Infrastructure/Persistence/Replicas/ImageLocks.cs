using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Persistence.Replicas;

/// <summary>
/// Locks the images that a delete is about to take along. All who delete take images before slots, so that none waits
/// for another in a circle. On SQLite the transaction itself is the only writer.
/// </summary>
internal static class ImageLocks
{
    private const string OfProject = "select id from cached_images where project_id = @id order by id for update";
    private const string OfRoute = "select id from cached_images where route_id = @id order by id for update";

    public static Task OfProjectAsync(DatabaseSession session, Guid id, CancellationToken cancellationToken) =>
        LockAsync(session, OfProject, id, cancellationToken);

    public static Task OfRouteAsync(DatabaseSession session, Guid id, CancellationToken cancellationToken) =>
        LockAsync(session, OfRoute, id, cancellationToken);

    private static Task LockAsync(DatabaseSession session, Statement statement, Guid id, CancellationToken cancellationToken) =>
        session.Engine is DatabaseEngine.Sqlite ? Task.CompletedTask : session.ExecuteAsync(statement, new { id }, cancellationToken);
}
