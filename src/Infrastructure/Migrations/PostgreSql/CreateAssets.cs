using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>Assets of tenants, with their bytes.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261126000220_CreateAssets")]
internal sealed class CreateAssets : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // Pictures are packed already.
        migrationBuilder.Sql("""
            create table assets (
                id uuid not null primary key,
                tenant_id uuid not null references tenants (id) on delete cascade,
                name varchar(40) not null,
                format text not null,
                width integer not null,
                height integer not null,
                content_hash text not null,
                byte_size integer not null,
                created_at timestamptz not null,
                updated_at timestamptz not null,
                version bigint not null,
                content bytea not null,
                unique (tenant_id, name)
            );

            alter table assets alter column content set storage external;
            """);
        migrationBuilder.Sql(RowSecurity.Isolate("assets"));
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table assets;");
}
