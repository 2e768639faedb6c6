using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using PearlIo.Application.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Migrations;

/// <summary>Reads which steps a database has, without making the database or the table.</summary>
internal static class MigrationHistory
{
    private static readonly Statement TableExists = new(
        Sqlite: "select exists (select 1 from sqlite_master where type = 'table' and name = '__EFMigrationsHistory')",
        PostgreSql: """select to_regclass('"__EFMigrationsHistory"') is not null""");

    private static readonly Statement BreakingTableExists = new(
        Sqlite: "select exists (select 1 from sqlite_master where type = 'table' and name = 'breaking_steps')",
        PostgreSql: "select to_regclass('breaking_steps') is not null");

    private static readonly Statement AppliedSteps = """select "MigrationId" from "__EFMigrationsHistory" order by "MigrationId" """;

    private static readonly Statement BreakingSteps = "select id from breaking_steps order by id";

    /// <summary>Unpooled, so that no connection is left behind on the file or on a Neon that wants to sleep.</summary>
    public static string SqliteConnectionString(DatabaseAddress address) =>
        new SqliteConnectionStringBuilder(address.ConnectionString) { Pooling = false }.ConnectionString;

    /// <inheritdoc cref="SqliteConnectionString" />
    public static string PostgresConnectionString(DatabaseAddress address) =>
        new NpgsqlConnectionStringBuilder(address.ConnectionString) { Pooling = false, MaxAutoPrepare = 0 }.ConnectionString;

    public static DbConnection Connect(DatabaseAddress address) => address.Engine is DatabaseEngine.Sqlite
        ? new SqliteConnection(SqliteConnectionString(address))
        : new NpgsqlConnection(PostgresConnectionString(address));

    /// <summary>Compares the steps of this program with those of a database; none are there where it has no history or no file yet.</summary>
    public static async Task<MigrationStatus> ReadAsync(
        DatabaseAddress address, IReadOnlyList<string> known, CancellationToken cancellationToken)
    {
        if (address.FilePath is { } path && !File.Exists(path) && !Directory.Exists(path))
        {
            return Compare(known, present: [], breaking: []);
        }

        await using var connection = Connect(address);
        await connection.OpenAsync(cancellationToken);
        return await ReadAsync(connection, address.Engine, known, cancellationToken);
    }

    /// <inheritdoc cref="ReadAsync(DatabaseAddress, IReadOnlyList{string}, CancellationToken)" />
    public static Task<MigrationStatus> ReadAsync(
        DbConnection connection, DatabaseEngine engine, IReadOnlyList<string> known, CancellationToken cancellationToken)
    {
        return ReadAsync(
            known,
            statement => connection.QuerySingleAsync<bool>(Command(statement)),
            async statement => (await connection.QueryAsync<string>(Command(statement))).AsList());

        CommandDefinition Command(Statement statement) => new(statement.For(engine), cancellationToken: cancellationToken);
    }

    /// <inheritdoc cref="ReadAsync(DatabaseAddress, IReadOnlyList{string}, CancellationToken)" />
    public static Task<MigrationStatus> ReadAsync(Database database, IReadOnlyList<string> known, CancellationToken cancellationToken) =>
        database.ReadAsync(
            DatabaseScope.Own,
            session => ReadAsync(
                known,
                statement => session.GetAsync<bool>(statement, parameters: null, cancellationToken),
                statement => session.QueryAsync<string>(statement, parameters: null, cancellationToken)),
            cancellationToken);

    private static async Task<MigrationStatus> ReadAsync(
        IReadOnlyList<string> known, Func<Statement, Task<bool>> ask, Func<Statement, Task<IReadOnlyList<string>>> list)
    {
        var present = await ask(TableExists) ? await list(AppliedSteps) : [];
        if (present.All(p => known.Contains(p, StringComparer.Ordinal)))
        {
            return Compare(known, present, breaking: []);
        }

        // Where it is not noted which steps break, each may.
        return Compare(known, present, breaking: await ask(BreakingTableExists) ? await list(BreakingSteps) : present);
    }

    private static MigrationStatus Compare(IReadOnlyList<string> known, IReadOnlyList<string> present, IReadOnlyList<string> breaking)
    {
        string[] unknown = [.. present.Where(p => !known.Contains(p, StringComparer.Ordinal))];
        return new MigrationStatus(
            Applied: [.. known.Where(k => present.Contains(k, StringComparer.Ordinal))],
            Pending: [.. known.Where(k => !present.Contains(k, StringComparer.Ordinal))],
            unknown,
            Breaking: [.. unknown.Where(u => breaking.Contains(u, StringComparer.Ordinal))]);
    }
}
