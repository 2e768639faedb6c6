using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.Sqlite;

/// <summary>Who draws which card just now, so that it is drawn once over all replicas; and what a card was made from, whatever drew it.</summary>
[DbContext(typeof(SqliteMigrationsContext))]
[Migration("20261126000151_LeaseRenders")]
internal sealed class LeaseRenders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table render_leases (
            slot text not null,
            tenant_id text not null,
            project_id text not null,
            owner text not null,
            until text not null,
            primary key (slot, tenant_id),
            foreign key (tenant_id, project_id) references projects (tenant_id, id) on delete cascade
        ) without rowid;

        create index render_leases_until on render_leases (tenant_id, until);

        alter table cards drop column lease_owner;

        alter table cards drop column lease_until;

        alter table cards add column inputs text not null default '';

        alter table cards add column confirmed_at text;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        alter table cards drop column confirmed_at;

        alter table cards drop column inputs;

        alter table cards add column lease_owner text;

        alter table cards add column lease_until text;

        drop table render_leases;
        """);
}
