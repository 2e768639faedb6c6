using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>
/// Tells which of some stored objects anything owns, whoever's it is: a store holds the cards of all tenants. It tells no more than
/// that a name which the caller knows already is in use.
/// </summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261126000180_FindOwnedObjects")]
internal sealed class FindOwnedObjects : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            create function owned_objects(names text[], ids uuid[]) returns setof text language sql stable
            as 'select storage_path::text from cards where image_id = any (ids) and storage_path = any (names)
                union select storage_path::text from cached_images where id = any (ids) and storage_path = any (names)
                union select name::text from doomed_objects where name = any (names)';
            """);
        migrationBuilder.Sql(RowSecurity.CrossTenants("owned_objects(text[], uuid[])"));
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop function owned_objects(text[], uuid[]);");
}
