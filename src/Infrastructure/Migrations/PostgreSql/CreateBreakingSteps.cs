using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>Ids of the steps that older programs cannot work with; each <see cref="BreakingMigration"/> adds its own.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261125000105_CreateBreakingSteps")]
internal sealed class CreateBreakingSteps : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table breaking_steps (
            id text not null primary key
        );
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop table breaking_steps;
        """);
}
