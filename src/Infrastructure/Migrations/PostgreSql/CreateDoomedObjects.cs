using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>Names of stored objects whose rows are gone.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261125000104_CreateDoomedObjects")]
internal sealed class CreateDoomedObjects : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table doomed_objects (
            id uuid not null primary key,
            tenant_id uuid not null references tenants (id) on delete cascade,
            name varchar(512) not null,
            doomed_at timestamptz not null
        );

        create index doomed_objects_age on doomed_objects (doomed_at, id);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop table doomed_objects;
        """);
}
