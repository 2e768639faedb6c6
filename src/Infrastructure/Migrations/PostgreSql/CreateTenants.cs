using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>Tenants, with the one that every row belongs to until an operator makes others.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261125000101_CreateTenants")]
internal sealed class CreateTenants : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table tenants (
            id uuid not null primary key,
            name varchar(255) not null,
            suspended boolean not null default false,
            limits jsonb not null default '{}',
            created_at timestamptz not null
        );

        insert into tenants (id, name, created_at)
        values ('00000000-0000-7000-8000-000000000001', 'default', now());
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop table tenants;
        """);
}
