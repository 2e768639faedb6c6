using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;
using PearlIo.Infrastructure.Migrations;
using PearlIo.Infrastructure.Persistence;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Migrations;

/// <summary>
/// The statements of this program and of every release (<c>ReleasedQueries/</c>) on today's schema: a release runs beside its
/// successor while replicas are replaced, so a step may only add, or is a <see cref="BreakingMigration"/>.
/// </summary>
public sealed partial class ReleasedQueriesTests(SqliteTestDatabase sqlite, PostgresTestDatabase postgres)
    : IClassFixture<SqliteTestDatabase>, IClassFixture<PostgresTestDatabase>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task Every_statement_of_each_release_is_understood_by_SQLite()
    {
        await using var connection = new SqliteConnection(MigrationHistory.SqliteConnectionString(DatabaseAddress.Parse(sqlite.Url)));
        await connection.OpenAsync();

        Assert.All(Released(), s => Prepare(connection, s.Sql.Sqlite));
        Assert.Throws<SqliteException>(() => Prepare(connection, "select no_such_column from projects where id = @id"));
    }

    [Fact]
    public async Task Every_statement_of_each_release_is_understood_by_PostgreSQL()
    {
        await using var connection = new NpgsqlConnection(MigrationHistory.PostgresConnectionString(DatabaseAddress.Parse(postgres.Url)));
        await connection.OpenAsync();

        Assert.All(Released(), s => Prepare(connection, s.Sql.PostgreSql));
        Assert.Throws<PostgresException>(() => Prepare(connection, "select no_such_column from projects where id = @id"));
    }

    [Fact]
    public void Finds_the_statements_of_this_program()
    {
        var statements = Current();

        Assert.Contains("ProjectRepository.Find", statements.Keys);
        Assert.Contains("CachedImageRepository.DeleteExpiredOnPostgreSql", statements.Keys);
        if (Environment.GetEnvironmentVariable("PEARL_RELEASE") is { Length: > 0 } release)
        {
            File.WriteAllText(Path.Combine(Folder(), $"{release}.json"), JsonSerializer.Serialize(statements, Json) + "\n");
        }
    }

    private static IEnumerable<(string Name, StatementText Sql)> Released() => Directory.GetFiles(Folder(), "*.json")
        .SelectMany(f => Read(f).Select(s => ($"{Path.GetFileName(f)} {s.Key}", s.Value)))
        .Concat(Current().Select(s => (s.Key, s.Value)));

    private static SortedDictionary<string, StatementText> Read(string file) =>
        JsonSerializer.Deserialize<SortedDictionary<string, StatementText>>(File.ReadAllText(file), Json)!;

    // Statements are fields; a constant or text that begins as one and names its engine is for that engine only.
    private static SortedDictionary<string, StatementText> Current() => new(
        typeof(Statement).Assembly.GetTypes()
            .Where(t => t.Namespace?.StartsWith(typeof(PersistenceRegistration).Namespace!, StringComparison.Ordinal) is true && !t.IsDefined(typeof(CompilerGeneratedAttribute)))
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .SelectMany(f => Texts(f).Select((text, index) => (Name: $"{f.DeclaringType!.Name}.{f.Name}{(index == 0 ? "" : $"[{index}]")}", Text: text)))
            .ToDictionary(s => s.Name, s => s.Text, StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static IEnumerable<StatementText> Texts(FieldInfo field) => field.GetValue(null) switch
    {
        Statement statement => [new StatementText(statement.Sqlite, statement.PostgreSql)],
        Statement[] statements => statements.Select(s => new StatementText(s.Sqlite, s.PostgreSql)),
        string text => OfOneEngine(field.Name, text),
        string[] texts => texts.SelectMany(t => OfOneEngine(field.Name, t)),
        _ => [],
    };

    private static IEnumerable<StatementText> OfOneEngine(string name, string text) => (BeginOfStatement().IsMatch(text), name) switch
    {
        (true, _) when name.EndsWith("OnSqlite", StringComparison.Ordinal) => [new StatementText(text, null)],
        (true, _) when name.EndsWith("OnPostgreSql", StringComparison.Ordinal) => [new StatementText(null, text)],
        _ => [],
    };

    private static void Prepare(SqliteConnection connection, string? sql)
    {
        if (sql is not null)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.Prepare();
        }
    }

    // Names are resolved before the types of parameters: one of those that cannot be told is no fault here.
    private static void Prepare(NpgsqlConnection connection, string? sql)
    {
        if (sql is not null)
        {
            var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            var numbered = Parameter().Replace(sql, match =>
            {
                numbers.TryAdd(match.Value, numbers.Count + 1);
                return string.Create(CultureInfo.InvariantCulture, $"${numbers[match.Value]}");
            });
            using var command = new NpgsqlCommand($"prepare released as {numbered}; deallocate released", connection);
            try
            {
                command.ExecuteNonQuery();
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.IndeterminateDatatype)
            {
                // As above.
            }
        }
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "ReleasedQueries");

    [GeneratedRegex(@"^\s*(select|insert|update|delete|with)\s", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BeginOfStatement();

    [GeneratedRegex(@"(?<![@\w])@\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();

    private sealed record StatementText(string? Sqlite, string? PostgreSql);
}
