using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>Tells listening replicas which project or tenant was changed, once the change is committed.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261126000152_AnnounceChanges")]
internal sealed class AnnounceChanges : Migration
{
    /// <summary>The channel; what is told is <c>project</c> or <c>tenant</c>, a space and the id.</summary>
    public const string Channel = "pearl_changes";

    // Changes of routes, pages and keys raise a counter of their project. What changes nothing is not told: readiness writes such rows.
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql($"""
        create function announce_change() returns trigger language plpgsql as $announce$
        begin
            perform pg_notify('{Channel}', tg_argv[0] || ' ' || old.id);
            return null;
        end $announce$;

        create trigger announce_update after update on projects
            for each row when (old.* is distinct from new.*) execute function announce_change('project');

        create trigger announce_delete after delete on projects
            for each row execute function announce_change('project');

        create trigger announce_update after update on tenants
            for each row when (old.* is distinct from new.*) execute function announce_change('tenant');

        create trigger announce_delete after delete on tenants
            for each row execute function announce_change('tenant');
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop trigger announce_delete on tenants;

        drop trigger announce_update on tenants;

        drop trigger announce_delete on projects;

        drop trigger announce_update on projects;

        drop function announce_change();
        """);
}
