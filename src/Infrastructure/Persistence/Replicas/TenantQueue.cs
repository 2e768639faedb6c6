using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Persistence.Replicas;

/// <summary>Lets those who add to something of a tenant's that has a limit stand in line, until their transaction ends: rows that are not there yet cannot be locked.</summary>
internal static class TenantQueue
{
    /// <summary>Waits for the caller's turn. SQLite has one writer at a time anyway.</summary>
    /// <param name="table">What is added to.</param>
    public static Statement Of(string table) => new(
        Sqlite: "select 1",
        PostgreSql: $"select id, cast(pg_advisory_xact_lock(hashtextextended('{table} ' || id, 0)) as text) as held from tenants where id = pearl_tenant()");
}
