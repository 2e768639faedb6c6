using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.Sqlite;

/// <summary>Which batches of counted answers were written, so that one whose outcome nobody knows is not written twice.</summary>
[DbContext(typeof(SqliteMigrationsContext))]
[Migration("20261126000170_CreateViewBatches")]
internal sealed class CreateViewBatches : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table view_batches (
            id text not null,
            tenant_id text not null,
            at text not null,
            primary key (id, tenant_id)
        ) without rowid;

        create index view_batches_age on view_batches (tenant_id, at);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop table view_batches;
        """);
}
