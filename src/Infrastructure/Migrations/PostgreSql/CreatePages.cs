using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>What is told of single pages, and counters that change with whatever the cards of a project depend on.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261126000150_CreatePages")]
internal sealed class CreatePages : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            create table pages (
                tenant_id uuid not null,
                project_id uuid not null,
                path varchar(2048) not null,
                variables jsonb,
                origin varchar(20),
                validators jsonb,
                revision bigint not null default 0,
                updated_at timestamptz not null,
                primary key (project_id, path, tenant_id),
                foreign key (tenant_id, project_id) references projects (tenant_id, id) on delete cascade
            );

            alter table projects add column cards_revision bigint not null default 1;

            alter table projects add column removals bigint not null default 0;

            alter table routes add column removals bigint not null default 0;
            """);
        migrationBuilder.Sql(RowSecurity.Isolate("pages"));
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        alter table routes drop column removals;

        alter table projects drop column removals;

        alter table projects drop column cards_revision;

        drop table pages;
        """);
}
