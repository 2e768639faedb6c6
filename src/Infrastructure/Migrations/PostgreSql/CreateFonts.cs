using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>Fonts of tenants, with their bytes.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261126000210_CreateFonts")]
internal sealed class CreateFonts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // Unpacked on purpose: packing them again costs more time than it saves room.
        migrationBuilder.Sql("""
            create table fonts (
                id uuid not null primary key,
                tenant_id uuid not null references tenants (id) on delete cascade,
                family varchar(100) not null,
                family_key text not null,
                min_weight integer not null,
                max_weight integer not null,
                is_italic boolean not null,
                format text not null,
                content_hash text not null,
                byte_size integer not null,
                created_at timestamptz not null,
                content bytea not null,
                unique (tenant_id, family_key, min_weight, max_weight, is_italic)
            );

            alter table fonts alter column content set storage external;
            """);
        migrationBuilder.Sql(RowSecurity.Isolate("fonts", "tenant_id"));

        // A font never changes.
        migrationBuilder.Sql($"grant select, insert, delete on fonts to {DatabaseScope.Role};");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table fonts;");
}
