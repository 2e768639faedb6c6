using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.Sqlite;

/// <summary>Work in the background that callers asked for.</summary>
[DbContext(typeof(SqliteMigrationsContext))]
[Migration("20261126000172_CreateJobs")]
internal sealed class CreateJobs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table jobs (
            id text not null primary key,
            tenant_id text not null,
            project_id text not null,
            kind text not null check (length(kind) <= 20),
            state text not null check (length(state) <= 20),
            input text not null,
            total integer,
            done integer not null default 0,
            failed integer not null default 0,
            report text not null,
            cause text,
            lease_owner text,
            lease_until text,
            created_at text not null,
            updated_at text not null,
            finished_at text,
            foreign key (tenant_id, project_id) references projects (tenant_id, id) on delete cascade
        );

        create index jobs_project on jobs (project_id);

        create index jobs_open on jobs (tenant_id, updated_at) where finished_at is null;

        create index jobs_finished on jobs (tenant_id, finished_at) where finished_at is not null;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop table jobs;
        """);
}
