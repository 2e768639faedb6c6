using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>Who draws which card just now, so that it is drawn once over all replicas; and what a card was made from, whatever drew it.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261126000151_LeaseRenders")]
internal sealed class LeaseRenders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            create table render_leases (
                slot text not null,
                tenant_id uuid not null,
                project_id uuid not null,
                owner uuid not null,
                until timestamptz not null,
                primary key (slot, tenant_id),
                foreign key (tenant_id, project_id) references projects (tenant_id, id) on delete cascade
            );

            create index render_leases_until on render_leases (tenant_id, until);

            alter table cards drop column lease_owner, drop column lease_until, add column inputs text not null default '',
                add column confirmed_at timestamptz;
            """);
        migrationBuilder.Sql(RowSecurity.Isolate("render_leases"));
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        alter table cards drop column confirmed_at, drop column inputs, add column lease_owner text, add column lease_until timestamptz;

        drop table render_leases;
        """);
}
