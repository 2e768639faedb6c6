using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>Templates of tenants, with their versions.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261126000190_CreateTemplates")]
internal sealed class CreateTemplates : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            create table templates (
                id uuid not null primary key,
                tenant_id uuid not null references tenants (id) on delete cascade,
                name varchar(40) not null,
                published_version integer,
                created_at timestamptz not null,
                updated_at timestamptz not null,
                version bigint not null default 1,
                unique (tenant_id, id),
                unique (tenant_id, name)
            );

            create table template_versions (
                tenant_id uuid not null,
                template_id uuid not null,
                version integer not null,
                html text not null,
                content_hash text not null,
                width integer not null,
                height integer not null,
                variables jsonb not null default '[]',
                created_at timestamptz not null,
                primary key (template_id, version, tenant_id),
                foreign key (tenant_id, template_id) references templates (tenant_id, id) on delete cascade
            );
            """);
        migrationBuilder.Sql(RowSecurity.Isolate("templates"));
        migrationBuilder.Sql(RowSecurity.Isolate("template_versions", "tenant_id"));

        // A version never changes.
        migrationBuilder.Sql($"grant select, insert, delete on template_versions to {DatabaseScope.Role};");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop table template_versions;

        drop table templates;
        """);
}
