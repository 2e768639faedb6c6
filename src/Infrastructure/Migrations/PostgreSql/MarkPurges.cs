using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>When a project's cards were last purged, so that what was read outside before is read again.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261126000230_MarkPurges")]
internal sealed class MarkPurges : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("alter table projects add column purged_at timestamptz;");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("alter table projects drop column purged_at;");
}
