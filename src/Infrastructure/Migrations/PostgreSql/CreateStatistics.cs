using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>Counts of answered and drawn cards by the hour, and of what a tenant used by the day.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261125000140_CreateStatistics")]
internal sealed class CreateStatistics : Migration
{
    private static readonly string[] Tables = ["image_views", "render_stats", "usage_daily"];

    // A page that no route matched has the all-zero route, so that the route can stand in the key. No foreign key to routes: what
    // was counted for a route that is gone stays counted. The indexes by hour are for the refresh of recent days and for compaction.
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            create table image_views (
                tenant_id uuid not null,
                project_id uuid not null,
                route_id uuid not null,
                hour timestamptz not null,
                crawler varchar(50) not null,
                outcome varchar(20) not null,
                count bigint not null,
                primary key (tenant_id, project_id, hour, route_id, crawler, outcome),
                foreign key (tenant_id, project_id) references projects (tenant_id, id) on delete cascade
            );

            create index image_views_hour on image_views (hour, tenant_id);

            create table render_stats (
                tenant_id uuid not null,
                project_id uuid not null,
                route_id uuid not null,
                hour timestamptz not null,
                format varchar(20) not null,
                template varchar(255) not null,
                bucket smallint not null,
                count bigint not null,
                kept bigint not null,
                bytes bigint not null,
                total_ms double precision not null,
                primary key (tenant_id, project_id, hour, route_id, format, template, bucket),
                foreign key (tenant_id, project_id) references projects (tenant_id, id) on delete cascade
            );

            create index render_stats_hour on render_stats (hour, tenant_id);

            create table usage_daily (
                tenant_id uuid not null references tenants (id) on delete cascade,
                day date not null,
                renders bigint not null default 0,
                bytes_kept bigint not null default 0,
                bytes_sent bigint not null default 0,
                store_calls bigint not null default 0,
                fetches bigint not null default 0,
                primary key (tenant_id, day)
            );
            """);
        foreach (var table in Tables)
        {
            migrationBuilder.Sql(RowSecurity.Isolate(table));
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop table usage_daily;

        drop table render_stats;

        drop table image_views;
        """);
}
