using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>Keys that addresses of a project's cards are signed with.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261126000160_CreateSigningKeys")]
internal sealed class CreateSigningKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            create table signing_keys (
                id uuid not null primary key,
                tenant_id uuid not null,
                project_id uuid not null,
                name varchar(255),
                secret text,
                created_at timestamptz not null,
                retired_at timestamptz,
                revoked_at timestamptz,
                foreign key (tenant_id, project_id) references projects (tenant_id, id) on delete cascade
            );

            create index signing_keys_project on signing_keys (project_id, id);
            """);
        migrationBuilder.Sql(RowSecurity.Isolate("signing_keys", "tenant_id"));

        // Keys are revoked, and go with their project only.
        migrationBuilder.Sql($"grant select, insert, update on signing_keys to {DatabaseScope.Role};");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table signing_keys;");
}
