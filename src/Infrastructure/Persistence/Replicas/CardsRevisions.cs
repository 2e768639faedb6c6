using PearlIo.Application.Common;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Persistence.Replicas;

/// <summary>Raises the counters by which every replica sees that cards of projects may be others now.</summary>
internal static class CardsRevisions
{
    /// <summary>Raises the counters of those of the tenant's projects that a condition holds for.</summary>
    /// <param name="condition">The condition, in SQL.</param>
    public static Statement RaiseWhere(string condition) => new(Sqlite: Raise(condition, ""), PostgreSql: Raise(condition, "for update"));

    /// <summary>Raises counters, and tells of the projects once that is committed.</summary>
    public static async Task RaiseAsync(DatabaseSession session, Statement raise, ChangeFeed changes, CancellationToken cancellationToken)
    {
        var projects = await session.QueryAsync<Guid>(raise, parameters: null, cancellationToken);
        session.AfterCommit.AddRange(projects.Select(project => (Action)(() => changes.TellProject(project))));
    }

    // In one order, so that two changes never wait in a circle.
    private static string Raise(string condition, string locking) => $"""
        update projects set cards_revision = cards_revision + 1 where id in (
            select id from projects where {condition} order by id {locking})
        returning id
        """;
}
