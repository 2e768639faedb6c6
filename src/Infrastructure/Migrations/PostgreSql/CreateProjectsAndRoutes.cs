using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>Projects and their routes.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261125000102_CreateProjectsAndRoutes")]
internal sealed class CreateProjectsAndRoutes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table projects (
            id uuid not null primary key,
            tenant_id uuid not null references tenants (id),
            title varchar(255) not null,
            url varchar(512) not null,
            favicon varchar(512),
            cache_duration integer not null,
            template varchar(255),
            theme jsonb not null default '{}',
            require_signature boolean not null default false,
            created_at timestamptz not null default now(),
            updated_at timestamptz not null default now(),
            version bigint not null default 1,
            routes_revision bigint not null default 1,
            unique (tenant_id, id)
        );

        create table routes (
            id uuid not null primary key,
            tenant_id uuid not null,
            project_id uuid not null,
            path varchar(512) not null,
            path_shape varchar(512) not null,
            return_type varchar(50) not null,
            cache_duration integer not null,
            template varchar(255),
            variables jsonb not null default '{}',
            query jsonb not null default '[]',
            source varchar(50),
            byte_budget integer not null,
            created_at timestamptz not null default now(),
            updated_at timestamptz not null default now(),
            version bigint not null default 1,
            unique (tenant_id, project_id, id),
            unique (tenant_id, project_id, path_shape),
            foreign key (tenant_id, project_id) references projects (tenant_id, id) on delete cascade
        );

        create index routes_project on routes (project_id, id);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop table routes;

        drop table projects;
        """);
}
