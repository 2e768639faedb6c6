using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.Sqlite;

/// <summary>Projects and their routes.</summary>
[DbContext(typeof(SqliteMigrationsContext))]
[Migration("20261125000102_CreateProjectsAndRoutes")]
internal sealed class CreateProjectsAndRoutes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table projects (
            id text not null primary key,
            tenant_id text not null references tenants (id),
            title text not null check (length(title) <= 255),
            url text not null check (length(url) <= 512),
            favicon text check (length(favicon) <= 512),
            cache_duration integer not null,
            template text check (length(template) <= 255),
            theme text not null default '{}',
            require_signature boolean not null default 0,
            created_at text not null,
            updated_at text not null,
            version integer not null default 1,
            routes_revision integer not null default 1,
            unique (tenant_id, id)
        );

        create table routes (
            id text not null primary key,
            tenant_id text not null,
            project_id text not null,
            path text not null check (length(path) <= 512),
            path_shape text not null check (length(path_shape) <= 512),
            return_type text not null check (length(return_type) <= 50),
            cache_duration integer not null,
            template text check (length(template) <= 255),
            variables text not null default '{}',
            query text not null default '[]',
            source text check (length(source) <= 50),
            byte_budget integer not null,
            created_at text not null,
            updated_at text not null,
            version integer not null default 1,
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
