using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>Tells listening replicas of new projects too: they may keep in memory that there is none of this id.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261126000231_AnnounceNewProjects")]
internal sealed class AnnounceNewProjects : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql($"""
        create function announce_new() returns trigger language plpgsql as $announce$
        begin
            perform pg_notify('{AnnounceChanges.Channel}', tg_argv[0] || ' ' || new.id);
            return null;
        end $announce$;

        create trigger announce_insert after insert on projects
            for each row execute function announce_new('project');
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop trigger announce_insert on projects;

        drop function announce_new();
        """);
}
