using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.Sqlite;

/// <summary>What is told of single pages, and counters that change with whatever the cards of a project depend on.</summary>
[DbContext(typeof(SqliteMigrationsContext))]
[Migration("20261126000150_CreatePages")]
internal sealed class CreatePages : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table pages (
            tenant_id text not null,
            project_id text not null,
            path text not null check (length(path) <= 2048),
            variables text,
            origin text check (length(origin) <= 20),
            validators text,
            revision integer not null default 0,
            updated_at text not null,
            primary key (project_id, path, tenant_id),
            foreign key (tenant_id, project_id) references projects (tenant_id, id) on delete cascade
        ) without rowid;

        alter table projects add column cards_revision integer not null default 1;

        alter table projects add column removals integer not null default 0;

        alter table routes add column removals integer not null default 0;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        alter table routes drop column removals;

        alter table projects drop column removals;

        alter table projects drop column cards_revision;

        drop table pages;
        """);
}
