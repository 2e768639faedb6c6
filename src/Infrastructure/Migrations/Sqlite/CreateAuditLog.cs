using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.Sqlite;

/// <summary>What was changed by whom.</summary>
[DbContext(typeof(SqliteMigrationsContext))]
[Migration("20261125000121_CreateAuditLog")]
internal sealed class CreateAuditLog : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table audit_log (
            id text not null primary key,
            tenant_id text not null,
            at text not null,
            actor text not null,
            address text,
            action text not null,
            target_type text not null,
            target_id text not null,
            before text,
            after text
        );

        create index audit_log_time on audit_log (tenant_id, at desc, id desc);

        create index audit_log_age on audit_log (at);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop table audit_log;
        """);
}
