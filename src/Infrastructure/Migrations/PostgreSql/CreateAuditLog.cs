using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>What was changed by whom. The service can add entries and read its tenant's; nobody changes one.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261125000121_CreateAuditLog")]
internal sealed class CreateAuditLog : Migration
{
    // No foreign key to tenants: what was done to a tenant is told when it is gone, too.
    private const string MakeTable = """
        create table audit_log (
            id uuid not null primary key,
            tenant_id uuid not null,
            at timestamptz not null,
            actor varchar(255) not null,
            address varchar(64),
            action varchar(64) not null,
            target_type varchar(64) not null,
            target_id varchar(255) not null,
            before jsonb,
            after jsonb
        );

        create index audit_log_time on audit_log (tenant_id, at desc, id desc);

        create index audit_log_age on audit_log (at);
        """;

    // The role of the service cannot delete; this function, which it may call, deletes nothing that is younger, whatever it is told.
    private const string MakeFunction = """
        create function prune_audit(moment timestamptz) returns void language sql volatile
        as 'delete from audit_log where at < least(moment, now() - interval ''400 days'')';
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(MakeTable);
        migrationBuilder.Sql(RowSecurity.Isolate("audit_log", "tenant_id"));
        migrationBuilder.Sql($"grant select, insert on audit_log to {DatabaseScope.Role};");
        migrationBuilder.Sql(MakeFunction);
        migrationBuilder.Sql(RowSecurity.CrossTenants("prune_audit(timestamptz)"));
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop function prune_audit(timestamptz);

        drop table audit_log;
        """);
}
