using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using PearlIo.Domain.Tenants;
using PearlIo.Infrastructure.Migrations;
using PearlIo.Infrastructure.Persistence;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

/// <summary>
/// Takes every statement of every repository, takes its conditions away, and runs it as another tenant: whatever it says, the rows of
/// one tenant are not there for another.
/// </summary>
public sealed partial class RowSecurityStatementTests(PostgresTestDatabase database) : IClassFixture<PostgresTestDatabase>, IAsyncLifetime
{
    /// <summary>A tenant without a row in any table.</summary>
    private static readonly Guid Stranger = Guid.Parse("00000000-0000-7000-8000-0000000000aa");

    private static readonly Guid Another = Guid.Parse("00000000-0000-7000-8000-000000000002");

    /// <summary>What is asked of the list of tenants by an operator, and what answers without a tenant by a function that crosses them.</summary>
    private static readonly string[] OfNoTenant =
    [
        "ApiKeyRepository.FindHolder", "ApiKeyRepository.HasUsableAdmin", "AuditLog.Prune", "CachedImageRepository.Totals", "DatabaseReadiness.Flip",
        "JobRepository.ListWaitingTenants", "KeptImageRepository.LeastUsedOfAll", "ObjectOwners.FindOwned",
        "PartitionRepository.CountDefaultRows", "PartitionRepository.Drop", "PartitionRepository.ListDays", "PartitionRepository.Make", "StatisticsRefresher.Refresh",
        "TenantDirectory.FindOfProject", "TenantDirectory.ListIds", "TenantRepository.Delete", "TenantRepository.Find", "TenantRepository.FindVersion",
        "TenantRepository.List", "TenantRepository.Update",
    ];

    /// <summary>Parts of statements that begin like one.</summary>
    private static readonly string[] Parts = ["ImageViewRepository.Insert", "PageRepository.Insert", "RenderRepository.AddRender", "SlowStatement.Plannable"];

    public async Task InitializeAsync()
    {
        await SampleRows.AddAsync(database.Url);
        await database.GetAsync<bool>("select refresh_statistics()");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Every_repository_has_statements_here()
    {
        var repositories = typeof(Database).Assembly.GetTypes()
            .Where(t => IsOfPersistence(t) && t != typeof(IdleConnections) && t.GetConstructors().Any(c => c.GetParameters().Any(p => p.ParameterType == typeof(Database))));

        Assert.All(repositories, r => Assert.Contains(All(), s => s.Name.StartsWith(r.Name + ".", StringComparison.Ordinal)));
        Assert.True(All().Count > 30);
        Assert.All(OfNoTenant, name => Assert.Contains(All(), s => s.Name == name));
    }

    [Fact]
    public async Task Shows_and_changes_rows_of_ones_own()
    {
        var nothing = new List<string>();
        foreach (var statement in WithConditionsTaken())
        {
            if (!await SaysSomethingAsync(statement.Sql))
            {
                nothing.Add(statement.Name);
            }
        }

        // Else the other tests here would show nothing.
        Assert.Empty(nothing);
    }

    [Fact]
    public async Task Shows_and_changes_nothing_of_another_tenant()
    {
        foreach (var statement in WithConditionsTaken())
        {
            Assert.Equal($"{statement.Name} 0", $"{statement.Name} {await RunAsync(statement.Sql, Stranger.ToString())}");
        }
    }

    [Fact]
    public async Task Shows_and_changes_nothing_without_a_tenant()
    {
        foreach (var statement in WithConditionsTaken())
        {
            Assert.Equal($"{statement.Name} 0", $"{statement.Name} {await RunAsync(statement.Sql, "")}");
        }
    }

    [Fact]
    public async Task Adds_nothing_to_another_tenant()
    {
        var inserts = All().Where(s => IsInsertOfValues(s.Sql)).ToList();

        Assert.True(inserts.Count >= 5);
        foreach (var (name, sql) in inserts)
        {
            foreach (var tenant in new[] { Another.ToString(), "" })
            {
                var exception = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(sql, tenant));
                Assert.Equal($"{name} {PostgresErrorCodes.InsufficientPrivilege}", $"{name} {exception.SqlState}");
            }
        }
    }

    [Fact]
    public async Task Gives_no_row_of_ones_own_away()
    {
        foreach (var table in new[] { "projects", "routes", "cards", "cached_images", "doomed_objects", "pages", "fetched_sources", "signing_keys", "templates", "template_versions", "fonts", "assets" })
        {
            var exception = await Assert.ThrowsAsync<PostgresException>(() => RunAsync($"update {table} set tenant_id = '{Another}'", Tenant.DefaultId.ToString()));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, exception.SqlState);
        }
    }

    [Fact]
    public async Task Reaches_no_partition_and_no_rights_past_the_tables()
    {
        await database.Partitions.MakeAsync(new DateOnly(2026, 12, 25), CancellationToken.None);
        foreach (var sql in new[]
        {
            "select * from cached_images_20261225", "select * from cached_images_default", "delete from cached_images_default", "truncate cached_images", "truncate projects cascade",
            "create table mine (id integer)", "alter table projects disable row level security", "drop policy tenant_rows on projects", "create table mine partition of cached_images for values from ('2099-01-01') to ('2099-01-02')",
            "alter role pearl_app bypassrls", "update breaking_steps set id = id", "delete from \"__EFMigrationsHistory\"",
        })
        {
            var exception = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(sql, Tenant.DefaultId.ToString()));
            Assert.Equal($"{sql} {PostgresErrorCodes.InsufficientPrivilege}", $"{sql} {exception.SqlState}");
        }
    }

    [Fact]
    public async Task Shows_an_error_instead_of_rows_where_row_security_is_switched_off()
    {
        var exception = await Assert.ThrowsAsync<PostgresException>(() => RunAsync("select id from projects", Tenant.DefaultId.ToString(), "set local row_security = off"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, exception.SqlState);
    }

    [Fact]
    public async Task Shows_a_tenant_no_other_in_the_list_of_tenants_and_lets_it_change_none()
    {
        Assert.Equal(1, await RunAsync("select id from tenants", Another.ToString()));
        Assert.Equal(0, await RunAsync("update tenants set suspended = suspended", Another.ToString()));
        Assert.Equal(0, await RunAsync("delete from tenants", Another.ToString()));
        Assert.Equal(0, await RunAsync("select id from tenants", ""));
    }

    private static IReadOnlyList<(string Name, string Sql)> WithConditionsTaken() =>
    [
        .. All().Where(s => !IsInsertOfValues(s.Sql) && !OfNoTenant.Contains(s.Name, StringComparer.Ordinal)).Select(s => (s.Name, WithoutLimits(WithoutConditions(s.Sql)))),
    ];

    // Statements are static fields, their texts and arrays of them; fragments of statements do not begin like one.
    private static IReadOnlyList<(string Name, string Sql)> All() =>
    [
        .. from type in typeof(Database).Assembly.GetTypes()
           where IsOfPersistence(type) && !type.ContainsGenericParameters
           from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           where !field.Name.EndsWith("OnSqlite", StringComparison.Ordinal) && type != typeof(DatabaseScope)
           from sql in Texts(field.IsLiteral ? field.GetRawConstantValue() : field.GetValue(null))
           where IsStatement().IsMatch(sql) && !Parts.Contains($"{type.Name}.{field.Name}", StringComparer.Ordinal)
           select ($"{type.Name}.{field.Name}", sql.Trim()),
    ];

    private static bool IsOfPersistence(Type type) => type.Namespace?.StartsWith(typeof(PersistenceRegistration).Namespace!, StringComparison.Ordinal) is true;

    private static IEnumerable<string> Texts(object? value) => value switch
    {
        Statement statement => [statement.PostgreSql],
        string text => [text],
        IEnumerable<Statement> statements => statements.Select(s => s.PostgreSql),
        IEnumerable<string> texts => texts,
        _ => [],
    };

    private static bool IsInsertOfValues(string sql) => InsertOfValues().IsMatch(sql);

    // From each `where` to the end of its clause, at the depth of brackets that it stands at.
    private static string WithoutConditions(string sql)
    {
        var rest = new StringBuilder();
        for (var at = 0; at < sql.Length;)
        {
            if (!Where().IsMatch(sql, at))
            {
                rest.Append(sql[at++]);
                continue;
            }

            var depth = 0;
            for (at += "where".Length; at < sql.Length && depth >= 0; at++)
            {
                depth += sql[at] is '(' ? 1 : sql[at] is ')' ? -1 : 0;
                if (depth < 0 || (depth == 0 && EndOfConditions().IsMatch(sql, at)))
                {
                    break;
                }
            }

            rest.Append(' ');
        }

        return rest.ToString();
    }

    private static string WithoutLimits(string sql) => Limits().Replace(sql, "");

    [GeneratedRegex(@"^\s*(select|insert|update|delete|with)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsStatement();

    [GeneratedRegex(@"^\s*insert\b[^;]*\bvalues\s*\(", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InsertOfValues();

    [GeneratedRegex(@"\G\bwhere\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Where();

    [GeneratedRegex(@"\G\b(order\s+by|group\s+by|limit|returning|for\s+update|union)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EndOfConditions();

    [GeneratedRegex(@"\b(limit|offset)\s+(@\w+|\d+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Limits();

    [GeneratedRegex(@"@(?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();

    // Without its condition a statement that counts one project may meet several, which says as much.
    private async Task<bool> SaysSomethingAsync(string sql)
    {
        try
        {
            return await RunAsync(sql, Tenant.DefaultId.ToString()) != 0;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.CardinalityViolation)
        {
            return true;
        }
    }

    // Rows changed, or rows read that say something: a row of nothing but zeros, nulls and times is how an empty set is counted.
    private async Task<int> RunAsync(string sql, string tenant, string? before = null)
    {
        await using var connection = new NpgsqlConnection(MigrationHistory.PostgresConnectionString(DatabaseAddress.Parse(database.Url)));
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(
            $"select set_config('role', '{DatabaseScope.Role}', true), set_config('pearl.tenant', @tenant, true); {before}", new { tenant });
        await using var command = new NpgsqlCommand(await FillAsync(connection, sql), connection, transaction);
        await using var reader = await command.ExecuteReaderAsync();
        var saying = 0;
        while (await reader.ReadAsync())
        {
            saying += Enumerable.Range(0, reader.FieldCount).Any(i => reader.GetValue(i) is not (DBNull or 0 or 0L or 0m or 0d or DateTime)) ? 1 : 0;
        }

        return reader.FieldCount > 0 ? saying : reader.RecordsAffected;
    }

    // The server knows which types the parameters have.
    private static async Task<string> FillAsync(NpgsqlConnection connection, string sql)
    {
        var names = Parameter().Matches(sql).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count == 0)
        {
            return sql;
        }

        var numbered = Parameter().Replace(sql, m => $"${names.IndexOf(m.Groups["name"].Value) + 1}");
        await connection.ExecuteAsync($"prepare filled as {numbered}");
        var types = await connection.QuerySingleAsync<string[]>("select parameter_types::text[] from pg_prepared_statements where name = 'filled'");
        return $"execute filled ({string.Join(", ", types.Select((type, i) => Sample(names[i], type)))})";
    }

    private static string Sample(string name, string type) => (name.ToLowerInvariant(), type) switch
    {
        ("tenantid", _) => $"'{Tenant.DefaultId}'",
        ("projectid", _) => $"'{SampleRows.ProjectId}'",
        (_, "uuid") => $"'{Guid.CreateVersion7()}'",
        (_, "text" or "character varying") => "'x'",
        ("views", _) => $$"""'[{"project_id": "{{SampleRows.ProjectId}}", "route_id": "{{Guid.Empty}}", "hour": "2026-11-25T00:00:00Z", "crawler": "x", "outcome": "hit", "count": 1}]'""",
        ("pages", _) => """'[{"path": "/x", "variables": {}}]'""",
        ("paths", _) => """'["/"]'""",
        (_, "jsonb") => "'{}'",
        (_, "boolean") => "false",
        (_, "timestamp with time zone" or "date") => "'2026-11-25T00:00:00Z'",
        (_, "interval") => "'1 hour'",
        (_, "bytea") => "'x'",
        (_, "integer" or "bigint" or "numeric" or "double precision" or "smallint") => 1.ToString(CultureInfo.InvariantCulture),
        _ => "null",
    };
}
