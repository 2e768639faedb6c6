using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.Sqlite;

/// <summary>Tenants, with the one that every row belongs to until an operator makes others.</summary>
[DbContext(typeof(SqliteMigrationsContext))]
[Migration("20261125000101_CreateTenants")]
internal sealed class CreateTenants : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table tenants (
            id text not null primary key,
            name text not null check (length(name) <= 255),
            suspended boolean not null default 0,
            limits text not null default '{}',
            created_at text not null
        );

        insert into tenants (id, name, created_at)
        values ('00000000-0000-7000-8000-000000000001', 'default', '2026-11-25T00:00:00.000000Z');
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop table tenants;
        """);
}
