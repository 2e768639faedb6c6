using PearlIo.Application.CachedImages;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class DoomedObjectRepository(Database database) : IDoomedObjectRepository
{
    private static readonly Statement List = """
        select id, name, doomed_at from doomed_objects
        where (doomed_at, id) > (@doomedAt, @id) order by doomed_at, id limit @limit
        """;

    private static readonly Statement Delete = "delete from doomed_objects where id = @id";

    public async Task<IReadOnlyList<DoomedObject>> ListAsync(DoomedObject? after, int limit, CancellationToken cancellationToken)
    {
        var parameters = new { doomedAt = after?.DoomedAt ?? DateTimeOffset.UnixEpoch, id = after?.Id ?? Guid.Empty, limit };
        var rows = await database.ReadAsync(
            session => session.QueryAsync<DoomedRow>(List, parameters, cancellationToken), cancellationToken);
        return [.. rows.Select(r => new DoomedObject(r.Id, r.Name, r.DoomedAt))];
    }

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.ExecuteAsync(Delete, new { id }, cancellationToken), cancellationToken);

    private sealed class DoomedRow
    {
        public Guid Id { get; init; }

        public string Name { get; init; } = "";

        public DateTimeOffset DoomedAt { get; init; }
    }
}
