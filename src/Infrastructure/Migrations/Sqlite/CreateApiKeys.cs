using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.Sqlite;

/// <summary>Keys of tenants, and a version of tenants for those who change them.</summary>
[DbContext(typeof(SqliteMigrationsContext))]
[Migration("20261125000120_CreateApiKeys")]
internal sealed class CreateApiKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        alter table tenants add column version integer not null default 1;

        create table api_keys (
            id text not null primary key,
            tenant_id text not null references tenants (id) on delete cascade,
            name text not null check (length(name) <= 255),
            secret_hash text not null,
            scopes text not null,
            created_at text not null,
            expires_at text,
            revoked_at text,
            last_used_at text,
            replaced_by text
        );

        create index api_keys_tenant on api_keys (tenant_id, id);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop table api_keys;

        alter table tenants drop column version;
        """);
}
