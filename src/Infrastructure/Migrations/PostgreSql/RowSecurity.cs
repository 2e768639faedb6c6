using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>
/// Statements that keep the rows of tenants apart. Each step that makes a table with tenants' data isolates it; a test looks
/// through the catalogue for one that does not.
/// </summary>
internal static class RowSecurity
{
    /// <summary>
    /// Lets the service's role see and write only rows whose <c>tenant_id</c> is the tenant of its transaction. Forced, so that it
    /// holds for an owner too; the owner's own policy is for functions that cross tenants and for steps that move data.
    /// </summary>
    /// <param name="table">The table, or a partition: those do not take over the policies of their parent.</param>
    public static string Isolate(string table) => $"""
        {Isolate(table, "tenant_id")}

        grant select, insert, update, delete on {table} to {DatabaseScope.Role};
        """;

    /// <summary>The same without any right on the table, so that the caller grants what there is to do.</summary>
    /// <param name="table">The table.</param>
    /// <param name="tenant">Its column with the tenant.</param>
    public static string Isolate(string table, string tenant) => $"""
        alter table {table} enable row level security;

        alter table {table} force row level security;

        create policy tenant_rows on {table} to {DatabaseScope.Role}
            using ({tenant} = (select pearl_tenant())) with check ({tenant} = (select pearl_tenant()));

        create policy owner_all on {table} to current_user using (true) with check (true);
        """;

    /// <summary>Takes <see cref="Isolate(string)"/> back.</summary>
    public static string Open(string table) => $"""
        revoke all on {table} from {DatabaseScope.Role};

        drop policy owner_all on {table};

        drop policy tenant_rows on {table};

        alter table {table} no force row level security;

        alter table {table} disable row level security;
        """;

    /// <summary>
    /// Lets a function run with its owner's rights, looking nothing up where a caller could put something in the way, and only for
    /// the service's role.
    /// </summary>
    /// <param name="signature">Name and types of the parameters, such as <c>tenant_of_project(uuid)</c>.</param>
    public static string CrossTenants(string signature) => $"""
        alter function {signature} security definer;

        do $path$ begin
            execute format('alter function {signature} set search_path = %I, pg_temp', current_schema());
        end $path$;

        revoke all on function {signature} from public;

        grant execute on function {signature} to {DatabaseScope.Role};
        """;
}
