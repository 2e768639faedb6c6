using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>Work in the background that callers asked for; and whose such work waits for somebody, which the workers of all replicas ask.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261126000172_CreateJobs")]
internal sealed class CreateJobs : Migration
{
    private const string TenantsWithJobs = "tenants_with_jobs(timestamp with time zone)";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            create table jobs (
                id uuid not null primary key,
                tenant_id uuid not null,
                project_id uuid not null,
                kind varchar(20) not null,
                state varchar(20) not null,
                input jsonb not null,
                total integer,
                done integer not null default 0,
                failed integer not null default 0,
                report jsonb not null,
                cause text,
                lease_owner uuid,
                lease_until timestamptz,
                created_at timestamptz not null,
                updated_at timestamptz not null,
                finished_at timestamptz,
                foreign key (tenant_id, project_id) references projects (tenant_id, id) on delete cascade
            );

            create index jobs_project on jobs (project_id);

            create index jobs_open on jobs (tenant_id, updated_at) where finished_at is null;

            create index jobs_finished on jobs (tenant_id, finished_at) where finished_at is not null;

            create function tenants_with_jobs(now timestamptz) returns setof uuid language sql stable
            as 'select distinct tenant_id from jobs where finished_at is null and (lease_until is null or lease_until < now) order by 1';
            """);
        migrationBuilder.Sql(RowSecurity.Isolate("jobs"));
        migrationBuilder.Sql(RowSecurity.CrossTenants(TenantsWithJobs));
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql($"""
        drop function {TenantsWithJobs};

        drop table jobs;
        """);
}
