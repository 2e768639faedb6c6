using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.Sqlite;

/// <summary>Assets of tenants, with their bytes.</summary>
[DbContext(typeof(SqliteMigrationsContext))]
[Migration("20261126000220_CreateAssets")]
internal sealed class CreateAssets : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table assets (
            id text not null primary key,
            tenant_id text not null references tenants (id) on delete cascade,
            name text not null check (length(name) <= 40),
            format text not null,
            width integer not null,
            height integer not null,
            content_hash text not null,
            byte_size integer not null,
            created_at text not null,
            updated_at text not null,
            version integer not null,
            content blob not null,
            unique (tenant_id, name)
        );
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table assets;");
}
