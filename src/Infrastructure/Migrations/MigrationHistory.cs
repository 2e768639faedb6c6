using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using PearlIo.Application.Migrations;
using PearlIo.Infrastructure.Persistence;

namespace PearlIo.Infrastructure.Migrations;

/// <summary>Reads which steps a database has, without making the database or the table.</summary>
internal static class MigrationHistory
{
    private static readonly Statement TableExists = new(
        Sqlite: "select exists (select 1 from sqlite_master where type = 'table' and name = '__EFMigrationsHistory')",
        PostgreSql: """select to_regclass('"__EFMigrationsHistory"') is not null""");

    private static readonly Statement AppliedSteps = """select "MigrationId" from "__EFMigrationsHistory" order by "MigrationId" """;

    /// <summary>Unpooled, so that no connection is left behind on the file or on a Neon that wants to sleep.</summary>
    public static string SqliteConnectionString(DatabaseAddress address) =>
        new SqliteConnectionStringBuilder(address.ConnectionString) { Pooling = false }.ConnectionString;

    /// <inheritdoc cref="SqliteConnectionString" />
    public static string PostgresConnectionString(DatabaseAddress address) =>
        new NpgsqlConnectionStringBuilder(address.ConnectionString) { Pooling = false, MaxAutoPrepare = 0 }.ConnectionString;

    public static DbConnection Connect(DatabaseAddress address) => address.Engine is DatabaseEngine.Sqlite
        ? new SqliteConnection(SqliteConnectionString(address))
        : new NpgsqlConnection(PostgresConnectionString(address));

    /// <summary>Ids of the steps in the database, in order; none where it has no history or no file yet.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(DatabaseAddress address, CancellationToken cancellationToken)
    {
        if (address.FilePath is { } path && !File.Exists(path) && !Directory.Exists(path))
        {
            return [];
        }

        await using var connection = Connect(address);
        await connection.OpenAsync(cancellationToken);
        if (!await ExistsAsync(connection, address.Engine, cancellationToken))
        {
            return [];
        }

        await using var command = connection.CreateCommand();
        command.CommandText = AppliedSteps.For(address.Engine);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    /// <inheritdoc cref="ReadAsync(DatabaseAddress, CancellationToken)" />
    public static Task<IReadOnlyList<string>> ReadAsync(Database database, CancellationToken cancellationToken) => database.ReadAsync(
        DatabaseScope.Own,
        async session => await session.GetAsync<bool>(TableExists, parameters: null, cancellationToken)
            ? await session.QueryAsync<string>(AppliedSteps, parameters: null, cancellationToken)
            : [],
        cancellationToken);

    /// <summary>Compares the steps of this program with those of a database.</summary>
    public static MigrationStatus Compare(IReadOnlyList<string> known, IReadOnlyList<string> present) => new(
        Applied: [.. known.Where(present.Contains)],
        Pending: [.. known.Where(k => !present.Contains(k, StringComparer.Ordinal))],
        Unknown: [.. present.Where(p => !known.Contains(p, StringComparer.Ordinal))]);

    private static async Task<bool> ExistsAsync(DbConnection connection, DatabaseEngine engine, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = TableExists.For(engine);
        return await command.ExecuteScalarAsync(cancellationToken) is true or 1L;
    }
}
