using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>The role that the service takes on, and row-level security on all tables that there are.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261125000110_IsolateTenants")]
internal sealed class IsolateTenants : Migration
{
    private static readonly string[] Tables = ["projects", "routes", "cards", "cached_images", "doomed_objects"];

    // Roles belong to the whole cluster: another database may have made it, or make it this very moment.
    private const string MakeRole = $"""
        do $role$ begin
            if not exists (select 1 from pg_roles where rolname = '{DatabaseScope.Role}') then
                create role {DatabaseScope.Role} nologin;
            end if;
        exception
            when duplicate_object or unique_violation then null;
            when insufficient_privilege then
                raise exception using errcode = '{MigrationFaults.RoleMissing}', message = format(
                    'The role {DatabaseScope.Role} does not exist, and %I may not make it. Let an administrator run: create role {DatabaseScope.Role} nologin; grant {DatabaseScope.Role} to %I', current_user, current_user);
        end $role$;

        do $grant$ begin
            execute format('grant usage on schema %I to {DatabaseScope.Role}', current_schema());
        end $grant$;

        grant select on "__EFMigrationsHistory" to {DatabaseScope.Role};
        """;

    private const string MakeFunctions = """
        create function pearl_tenant() returns uuid language sql stable parallel safe
        as 'select nullif(current_setting(''pearl.tenant'', true), '''')::uuid';

        create function tenant_of_project(project uuid) returns uuid language sql stable
        as 'select tenant_id from projects where id = project';

        create function count_cached_images() returns bigint language sql stable
        as 'select count(*) from cached_images';
        """;

    // A tenant sees its own row; only an operator sees and changes the list.
    private const string IsolateTenantList = $"""
        alter table tenants enable row level security;

        alter table tenants force row level security;

        create policy tenant_rows on tenants for select to {DatabaseScope.Role} using (id = (select pearl_tenant()));

        create policy operator_rows on tenants to {DatabaseScope.Role}
            using (current_setting('pearl.operator', true) = 'on') with check (current_setting('pearl.operator', true) = 'on');

        create policy owner_all on tenants to current_user using (true) with check (true);

        grant select, insert, update, delete on tenants to {DatabaseScope.Role};
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(MakeRole);
        migrationBuilder.Sql(MakeFunctions);
        migrationBuilder.Sql(RowSecurity.CrossTenants("tenant_of_project(uuid)"));
        migrationBuilder.Sql(RowSecurity.CrossTenants("count_cached_images()"));
        migrationBuilder.Sql(IsolateTenantList);
        foreach (var table in Tables)
        {
            migrationBuilder.Sql(RowSecurity.Isolate(table));
        }
    }

    // The role stays: other databases of the cluster may use it.
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in Tables)
        {
            migrationBuilder.Sql(RowSecurity.Open(table));
        }

        migrationBuilder.Sql($"""
            revoke all on tenants from {DatabaseScope.Role};

            drop policy owner_all on tenants;

            drop policy operator_rows on tenants;

            drop policy tenant_rows on tenants;

            alter table tenants no force row level security;

            alter table tenants disable row level security;

            drop function count_cached_images();

            drop function tenant_of_project(uuid);

            drop function pearl_tenant();

            revoke select on "__EFMigrationsHistory" from {DatabaseScope.Role};
            """);
    }
}
