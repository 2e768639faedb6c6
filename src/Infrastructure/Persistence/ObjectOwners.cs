using PearlIo.Application.CachedImages;
using PearlIo.Domain.CachedImages;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Values;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class ObjectOwners(Database database) : IObjectOwners
{
    // Rows are looked up by their ids, which are in the names of their objects and have the index.
    private static readonly Statement FindOwned = new(
        Sqlite: """
            select storage_path from cards
            where image_id in (select value from json_each(@ids)) and storage_path in (select value from json_each(@names))
            union
            select storage_path from cached_images
            where id in (select value from json_each(@ids)) and storage_path in (select value from json_each(@names))
            union
            select name from doomed_objects where name in (select value from json_each(@names))
            """,
        PostgreSql: """
            select owned_objects(
                array(select jsonb_array_elements_text(@names)), array(select cast(jsonb_array_elements_text(@ids) as uuid)))
            """);

    public async Task<IReadOnlySet<ObjectName>> FindOwnedAsync(IReadOnlyCollection<ObjectName> names, CancellationToken cancellationToken)
    {
        var byProject = names.ToLookup(n => ObjectPrefix.ProjectOf(n).Value, StringComparer.Ordinal);
        var parameters = new
        {
            names = JsonValue.Of(names.Select(n => n.Value).Concat(byProject.Select(p => p.Key))),
            ids = JsonValue.Of(names.Select(n => n.ImageId)),
        };
        var found = await database.ReadAsync(
            DatabaseScope.NoTenant, session => session.QueryAsync<string>(FindOwned, parameters, cancellationToken), cancellationToken);
        return found.SelectMany(f => f.EndsWith('/') ? byProject[f] : [ObjectName.Parse(f)]).ToHashSet();
    }
}
