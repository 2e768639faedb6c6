using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.Sqlite;

/// <summary>Fonts of tenants, with their bytes.</summary>
[DbContext(typeof(SqliteMigrationsContext))]
[Migration("20261126000210_CreateFonts")]
internal sealed class CreateFonts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table fonts (
            id text not null primary key,
            tenant_id text not null references tenants (id) on delete cascade,
            family text not null check (length(family) <= 100),
            family_key text not null,
            min_weight integer not null,
            max_weight integer not null,
            is_italic integer not null,
            format text not null,
            content_hash text not null,
            byte_size integer not null,
            created_at text not null,
            content blob not null,
            unique (tenant_id, family_key, min_weight, max_weight, is_italic)
        );
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table fonts;");
}
