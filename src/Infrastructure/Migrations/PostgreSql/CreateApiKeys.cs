using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>Keys of tenants, and a version of tenants for those who change them.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261125000120_CreateApiKeys")]
internal sealed class CreateApiKeys : Migration
{
    private const string MakeTable = """
        alter table tenants add column version bigint not null default 1;

        create table api_keys (
            id text not null primary key,
            tenant_id uuid not null references tenants (id) on delete cascade,
            name varchar(255) not null,
            secret_hash text not null,
            scopes jsonb not null,
            created_at timestamptz not null,
            expires_at timestamptz,
            revoked_at timestamptz,
            last_used_at timestamptz,
            replaced_by text
        );

        create index api_keys_tenant on api_keys (tenant_id, id);
        """;

    // In one line each: scripts indent what stands in several, and a function is its text.
    private const string FindKey =
        "select k.id, k.tenant_id, k.name, k.secret_hash, k.scopes, k.created_at, k.expires_at, k.revoked_at, k.last_used_at, "
        + "k.replaced_by, t.suspended from api_keys k join tenants t on t.id = k.tenant_id where k.id = key";

    private const string FindUsableAdmin =
        "select exists (select 1 from api_keys k where k.scopes @> ''[\"admin\"]'' "
        + "and k.revoked_at is null and (k.expires_at is null or k.expires_at > moment))";

    // Whose a key is must be known before its tenant can be entered, and whether there is any before the service serves.
    private const string MakeFunctions = $"""
        create function key_by_id(key text) returns table (
            id text, tenant_id uuid, name varchar, secret_hash text, scopes jsonb, created_at timestamptz, expires_at timestamptz,
            revoked_at timestamptz, last_used_at timestamptz, replaced_by text, is_suspended boolean)
        language sql stable as '{FindKey}';

        create function has_usable_admin_key(moment timestamptz) returns boolean language sql stable as '{FindUsableAdmin}';
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(MakeTable);
        migrationBuilder.Sql(RowSecurity.Isolate("api_keys", "tenant_id"));

        // Keys are revoked, and go with their tenant only.
        migrationBuilder.Sql($"grant select, insert, update on api_keys to {DatabaseScope.Role};");
        migrationBuilder.Sql(MakeFunctions);
        migrationBuilder.Sql(RowSecurity.CrossTenants("key_by_id(text)"));
        migrationBuilder.Sql(RowSecurity.CrossTenants("has_usable_admin_key(timestamptz)"));
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop function has_usable_admin_key(timestamptz);

        drop function key_by_id(text);

        drop table api_keys;

        alter table tenants drop column version;
        """);
}
