using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.Sqlite;

/// <summary>Templates of tenants, with their versions.</summary>
[DbContext(typeof(SqliteMigrationsContext))]
[Migration("20261126000190_CreateTemplates")]
internal sealed class CreateTemplates : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table templates (
            id text not null primary key,
            tenant_id text not null references tenants (id) on delete cascade,
            name text not null check (length(name) <= 40),
            published_version integer,
            created_at text not null,
            updated_at text not null,
            version integer not null default 1,
            unique (tenant_id, id),
            unique (tenant_id, name)
        );

        create table template_versions (
            tenant_id text not null,
            template_id text not null,
            version integer not null,
            html text not null,
            content_hash text not null,
            width integer not null,
            height integer not null,
            variables text not null default '[]',
            created_at text not null,
            primary key (template_id, version, tenant_id),
            foreign key (tenant_id, template_id) references templates (tenant_id, id) on delete cascade
        );
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop table template_versions;

        drop table templates;
        """);
}
