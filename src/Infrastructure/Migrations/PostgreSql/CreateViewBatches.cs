using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>Which batches of counted answers were written, so that one whose outcome nobody knows is not written twice.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261126000170_CreateViewBatches")]
internal sealed class CreateViewBatches : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            create table view_batches (
                id uuid not null,
                tenant_id uuid not null,
                at timestamptz not null,
                primary key (id, tenant_id)
            );

            create index view_batches_age on view_batches (tenant_id, at);
            """);
        migrationBuilder.Sql(RowSecurity.Isolate("view_batches"));
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop table view_batches;
        """);
}
