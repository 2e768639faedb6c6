using Dapper;
using Npgsql;
using PearlIo.Infrastructure.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

/// <summary>Looks through the catalogue for whatever would let one tenant see another. What is new is refused until it is isolated or listed here.</summary>
public sealed class RowSecurityCatalogueTests(PostgresTestDatabase database) : IClassFixture<PostgresTestDatabase>, IAsyncLifetime
{
    private const string OwnRows = "(tenant_id = ( SELECT pearl_tenant() AS pearl_tenant))";
    private const string Everything = "true";

    /// <summary>Tables without anything of a tenant's, which the service's role can at most read.</summary>
    private static readonly string[] Common = ["__EFMigrationsHistory", "breaking_steps", "statistics_refresh"];

    /// <summary>Functions that run with their owner's rights.</summary>
    private static readonly string[] CrossingTenants =
    [
        "cache_totals()", "count_default_rows(date,date)", "drop_partition(date)", "has_usable_admin_key(timestamp with time zone)", "key_by_id(text)",
        "least_used_until(bigint,timestamp with time zone)", "make_partition(date)", "owned_objects(text[],uuid[])", "prune_audit(timestamp with time zone)",
        "refresh_statistics(interval)", "tenant_of_project(uuid)", "tenants_with_jobs(timestamp with time zone)",
    ];

    /// <summary>Views that show the caller's own rows of what knows no row-level security.</summary>
    private static readonly string[] Filtering = ["cache_size", "daily_renders", "daily_views"];

    public async Task InitializeAsync() => await database.Partitions.MakeAsync(DateOnly.FromDateTime(DateTime.UtcNow), CancellationToken.None);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Every_table_and_partition_forces_row_security()
    {
        var open = await QueryAsync("""
            select relname from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)
            order by relname
            """);

        Assert.Equal(Common.Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Every_table_shows_a_tenant_its_own_rows_and_its_owner_all()
    {
        var tables = await QueryAsync("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relrowsecurity");
        var policies = await PoliciesAsync();

        Assert.Contains("cached_images_default", tables, StringComparer.Ordinal);
        Assert.Contains(tables, t => t.StartsWith("cached_images_2", StringComparison.Ordinal));
        Assert.All(tables, table =>
        {
            var own = policies.Where(p => p.Table == table).ToList();
            Assert.All(own.Where(p => p.Role is not DatabaseScope.Role), p => Assert.Equal(("owner_all", "owner", Everything, Everything), (p.Name, p.Role, p.Using, p.Check)));
            Assert.Single(own, p => p.Name is "owner_all");
            Assert.Contains(own, p => p.Role is DatabaseScope.Role);
            Assert.All(own.Where(p => p.Role is DatabaseScope.Role), p => AssertNarrow(table, p));
        });
    }

    [Fact]
    public async Task The_role_of_the_service_may_read_and_write_rows_and_no_more()
    {
        var rights = await QueryAsync("""
            select c.relname || ' ' || coalesce(nullif(a.grantee, 0)::regrole::text, 'public') || ' ' || lower(a.privilege_type)
            from pg_class c, aclexplode(c.relacl) a
            where c.relnamespace = 'public'::regnamespace and a.grantee <> c.relowner
            """);
        var ofColumns = await QueryAsync("select attrelid::regclass || '.' || attname from pg_attribute where attacl is not null and attrelid::regclass::text not like 'pg_%'");

        Assert.NotEmpty(rights);
        Assert.All(rights, r => Assert.Matches($"^\\S+ {DatabaseScope.Role} (select|insert|update|delete)$", r));
        Assert.All(Common, c => Assert.DoesNotContain(rights, r => r.StartsWith($"{c} ", StringComparison.Ordinal) && !r.EndsWith(" select", StringComparison.Ordinal)));
        Assert.Empty(ofColumns);
    }

    [Fact]
    public async Task The_role_of_the_service_has_no_right_on_partitions_and_materialized_views()
    {
        var rights = await QueryAsync($"""
            select relname from pg_class
            where relnamespace = 'public'::regnamespace and (relispartition or relkind = 'm') and relkind in ('r', 'p', 'm')
                and has_table_privilege('{DatabaseScope.Role}', oid, 'select, insert, update, delete, truncate, references, trigger')
            """);

        Assert.Empty(rights);
    }

    [Fact]
    public async Task The_role_of_the_service_is_nobody_and_owns_nothing()
    {
        Assert.Equal("false false false false false false", Assert.Single(await QueryAsync(
            $"select concat_ws(' ', rolsuper::text, rolbypassrls::text, rolcanlogin::text, rolcreaterole::text, rolcreatedb::text, rolreplication::text) from pg_roles where rolname = '{DatabaseScope.Role}'")));
        Assert.Empty(await QueryAsync($"select roleid::regrole::text from pg_auth_members where member = '{DatabaseScope.Role}'::regrole"));
        Assert.Empty(await QueryAsync($"select classid::regclass::text from pg_shdepend where refobjid = '{DatabaseScope.Role}'::regrole and deptype = 'o'"));
        Assert.Empty(await QueryAsync($"select 'schema' where has_schema_privilege('{DatabaseScope.Role}', 'public', 'create')"));
    }

    [Fact]
    public async Task Only_the_listed_functions_cross_tenants_and_look_nothing_up_elsewhere()
    {
        var crossing = await QueryAsync("select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef");
        var loose = await QueryAsync("""
            select p.oid::regprocedure::text from pg_proc p
            where p.pronamespace = 'public'::regnamespace and p.prosecdef
                and not (coalesce(p.proconfig, '{}') @> array['search_path=public, pg_temp'])
            """);
        var ofEverybody = await QueryAsync("""
            select p.oid::regprocedure::text from pg_proc p
            where p.pronamespace = 'public'::regnamespace and p.prosecdef
                and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0)
            """);

        Assert.Equal(CrossingTenants, crossing.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Empty(loose);
        Assert.Empty(ofEverybody);
    }

    [Fact]
    public async Task Every_view_asks_with_the_rights_of_who_reads_it_or_filters_behind_a_barrier()
    {
        var owners = await QueryAsync("""
            select relname from pg_class
            where relnamespace = 'public'::regnamespace and relkind = 'v' and not (coalesce(reloptions, '{}') && array['security_invoker=true', 'security_invoker=on'])
            """);
        var withoutBarrier = await QueryAsync("""
            select relname from pg_class
            where relnamespace = 'public'::regnamespace and relkind = 'v' and not (coalesce(reloptions, '{}') && array['security_barrier=true', 'security_barrier=on'])
                and not (coalesce(reloptions, '{}') && array['security_invoker=true', 'security_invoker=on'])
            """);

        Assert.Equal(Filtering, owners.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Empty(withoutBarrier);
    }

    [Fact]
    public async Task Every_key_between_tables_of_tenants_carries_the_tenant()
    {
        // Foreign keys and unique values do not ask row-level security: without the tenant in them, one could reach or feel for another's rows.
        var without = await QueryAsync("""
            select c.conrelid::regclass || ' ' || c.conname from pg_constraint c
            where c.contype = 'f' and c.connamespace = 'public'::regnamespace and not exists (
                select from pg_attribute a where a.attrelid = c.conrelid and a.attnum = any (c.conkey) and a.attname = 'tenant_id')
            """);

        Assert.Empty(without);
    }

    private static void AssertNarrow(string table, Policy policy)
    {
        if (table is "tenants")
        {
            Assert.Equal(
                policy.Command is "r" ? "(id = ( SELECT pearl_tenant() AS pearl_tenant))" : "(current_setting('pearl.operator'::text, true) = 'on'::text)", policy.Using);
            Assert.True(policy.Check == policy.Using || policy.Command is "r");
            return;
        }

        // A policy for one command has one side only.
        Assert.All([policy.Using, policy.Check], side => Assert.True(side is OwnRows || (side is null && policy.Command is not "*"), $"{table}: {policy.Name} is {side}"));
        Assert.True(policy.Using is not null || policy.Check is not null);
    }

    private async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        return (await connection.QueryAsync<string>(sql)).AsList();
    }

    private async Task<IReadOnlyList<Policy>> PoliciesAsync()
    {
        await using var connection = await ConnectAsync();
        return (await connection.QueryAsync<Policy>("""
            select c.relname::text as "Table", p.polname::text as "Name", p.polcmd::text as "Command",
                string_agg(case when r = c.relowner then 'owner' when r = 0 then 'public' else r::regrole::text end, ',') as "Role",
                pg_get_expr(p.polqual, p.polrelid) as "Using", pg_get_expr(p.polwithcheck, p.polrelid) as "Check"
            from pg_policy p join pg_class c on c.oid = p.polrelid, unnest(p.polroles) r
            group by c.relname, p.polname, p.polcmd, p.polqual, p.polwithcheck, p.polrelid
            """)).AsList();
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(MigrationHistory.PostgresConnectionString(DatabaseAddress.Parse(database.Url)));
        await connection.OpenAsync();
        return connection;
    }

    private sealed class Policy
    {
        public string Table { get; init; } = "";

        public string Name { get; init; } = "";

        public string Command { get; init; } = "";

        public string Role { get; init; } = "";

        public string? Using { get; init; }

        public string? Check { get; init; }
    }
}
