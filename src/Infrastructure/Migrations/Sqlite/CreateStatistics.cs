using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.Sqlite;

/// <summary>Counts of answered and drawn cards by the hour, and of what a tenant used by the day.</summary>
[DbContext(typeof(SqliteMigrationsContext))]
[Migration("20261125000140_CreateStatistics")]
internal sealed class CreateStatistics : Migration
{
    // A page that no route matched has the all-zero route, so that the route can stand in the key. No foreign key to routes: what
    // was counted for a route that is gone stays counted. The indexes by hour are for compaction.
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table image_views (
            tenant_id text not null,
            project_id text not null,
            route_id text not null,
            hour text not null,
            crawler text not null check (length(crawler) <= 50),
            outcome text not null check (length(outcome) <= 20),
            count integer not null,
            primary key (tenant_id, project_id, hour, route_id, crawler, outcome),
            foreign key (tenant_id, project_id) references projects (tenant_id, id) on delete cascade
        ) without rowid;

        create index image_views_hour on image_views (hour, tenant_id);

        create table render_stats (
            tenant_id text not null,
            project_id text not null,
            route_id text not null,
            hour text not null,
            format text not null check (length(format) <= 20),
            template text not null check (length(template) <= 255),
            bucket integer not null,
            count integer not null,
            kept integer not null,
            bytes integer not null,
            total_ms real not null,
            primary key (tenant_id, project_id, hour, route_id, format, template, bucket),
            foreign key (tenant_id, project_id) references projects (tenant_id, id) on delete cascade
        ) without rowid;

        create index render_stats_hour on render_stats (hour, tenant_id);

        create table usage_daily (
            tenant_id text not null references tenants (id) on delete cascade,
            day text not null,
            renders integer not null default 0,
            bytes_kept integer not null default 0,
            bytes_sent integer not null default 0,
            store_calls integer not null default 0,
            fetches integer not null default 0,
            primary key (tenant_id, day)
        ) without rowid;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop table usage_daily;

        drop table render_stats;

        drop table image_views;
        """);
}
