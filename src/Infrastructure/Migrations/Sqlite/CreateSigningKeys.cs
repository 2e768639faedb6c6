using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.Sqlite;

/// <summary>Keys that addresses of a project's cards are signed with.</summary>
[DbContext(typeof(SqliteMigrationsContext))]
[Migration("20261126000160_CreateSigningKeys")]
internal sealed class CreateSigningKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table signing_keys (
            id text not null primary key,
            tenant_id text not null,
            project_id text not null,
            name text check (length(name) <= 255),
            secret text,
            created_at text not null,
            retired_at text,
            revoked_at text,
            foreign key (tenant_id, project_id) references projects (tenant_id, id) on delete cascade
        );

        create index signing_keys_project on signing_keys (project_id, id);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table signing_keys;");
}
