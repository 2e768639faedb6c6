using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>Up to which time cards of all tenants were last used that must go for the rest to fit into so many bytes.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261126000173_FindLeastUsed")]
internal sealed class FindLeastUsed : Migration
{
    private const string LeastUsed = "least_used_until(bigint, timestamp with time zone)";

    // Each tenant's cards are then deleted on its own behalf: nothing crosses tenants but the time.
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            create function least_used_until(most bigint, now timestamptz) returns timestamptz language sql stable as $used$
                with used as materialized (
                    select i.byte_size, greatest(coalesce(c.last_hit_at, i.created_at), i.created_at) as at
                    from cached_images i left join cards c on c.tenant_id = i.tenant_id and c.image_id = i.id
                    where i.expires_at > now
                ), freed as (
                    select at, sum(byte_size) over (order by at) as bytes from used
                ), excess as (
                    select sum(byte_size) - most as bytes from used
                )
                select min(freed.at) from freed, excess where excess.bytes > 0 and freed.bytes >= excess.bytes
            $used$;
            """);
        migrationBuilder.Sql(RowSecurity.CrossTenants(LeastUsed));
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql($"drop function {LeastUsed};");
}
