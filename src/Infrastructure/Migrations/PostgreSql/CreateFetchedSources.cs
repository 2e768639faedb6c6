using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>What was found at addresses outside that cards are made from.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261126000200_CreateFetchedSources")]
internal sealed class CreateFetchedSources : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            create table fetched_sources (
                tenant_id uuid not null,
                project_id uuid not null,
                address text not null check (length(address) <= 2000),
                found jsonb,
                etag text,
                last_modified text,
                found_at timestamptz,
                tried_at timestamptz not null,
                due_at timestamptz not null,
                cause text,
                status integer,
                primary key (project_id, address, tenant_id),
                foreign key (tenant_id, project_id) references projects (tenant_id, id) on delete cascade
            );

            create index fetched_sources_tried on fetched_sources (tried_at);
            """);
        migrationBuilder.Sql(RowSecurity.Isolate("fetched_sources"));
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table fetched_sources;");
}
