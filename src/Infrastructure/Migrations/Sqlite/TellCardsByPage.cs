using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.Sqlite;

/// <summary>A hash of the page that a card is of, by which all cards of the page are found, whatever their query and format.</summary>
[DbContext(typeof(SqliteMigrationsContext))]
[Migration("20261126000171_TellCardsByPage")]
internal sealed class TellCardsByPage : Migration
{
    // Rows that are there already stay without: their cards are found by project and route, and by page once drawn anew.
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        alter table cached_images add column page text;

        create index cached_images_page on cached_images (project_id, page, created_at, id);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop index cached_images_page;

        alter table cached_images drop column page;
        """);
}
