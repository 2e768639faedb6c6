using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.Sqlite;
using PearlIo.Application.Copying;
using PearlIo.Infrastructure.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Copying;

/// <summary>
/// The database to copy, opened for reading only and seen as it was at one moment, whatever a server does to it meanwhile. Nothing
/// of its file or its write-ahead log changes.
/// </summary>
internal sealed class CopySource : IAsyncDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _snapshot;

    private CopySource(SqliteConnection connection, SqliteTransaction snapshot)
    {
        _connection = connection;
        _snapshot = snapshot;
    }

    /// <summary>Opens it.</summary>
    /// <exception cref="CopyException">It is not there, or its schema is not this program's.</exception>
    public static async Task<CopySource> OpenAsync(DatabaseAddress address, CancellationToken cancellationToken)
    {
        if (!File.Exists(address.FilePath))
        {
            throw new CopyException($"There is no file {address.FilePath}. Name the database to copy with --from sqlite:PATH.");
        }

        var settings = new SqliteConnectionStringBuilder(MigrationHistory.SqliteConnectionString(address)) { Mode = SqliteOpenMode.ReadOnly };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            var snapshot = connection.BeginTransaction(deferred: true);
            await RequireOwnSchemaAsync(connection, address, cancellationToken);
            return new CopySource(connection, snapshot);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _snapshot.DisposeAsync();
        await _connection.DisposeAsync();
    }

    /// <summary>The columns of a table in order, each with its place in the primary key.</summary>
    public async Task<IReadOnlyList<(string Name, int KeyPosition)>> GetColumnsAsync(CopyTable table, CancellationToken cancellationToken)
    {
        await using var command = Command($"select name, pk from pragma_table_info('{table.Name}') order by cid");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var columns = new List<(string, int)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            columns.Add((reader.GetString(0), reader.GetInt32(1)));
        }

        return columns;
    }

    /// <summary>How many rows there are to copy.</summary>
    public Task<long> CountAsync(CopyTable table, CancellationToken cancellationToken) => _connection.QuerySingleAsync<long>(
        new CommandDefinition($"select count(*) from {table.Name} where {table.Filter ?? "true"}", transaction: _snapshot, cancellationToken: cancellationToken));

    /// <summary>The rows in the order of their key, a text per column.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="after">Key of the row to begin behind, or null for the first.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="CopyException">A row has a value that its column should not have.</exception>
    public async IAsyncEnumerable<string?[]> ReadAsync(
        CopyTable table, IReadOnlyList<CopyColumn> columns, IReadOnlyList<string>? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var key = CopyKey.Of(columns);
        var names = string.Join(", ", key.Select(c => c.Quoted));
        var begin = after is null ? "" : $"and ({names}) > ({string.Join(", ", key.Select((_, i) => $"@k{i}"))})";
        await using var command = Command(
            $"select {string.Join(", ", columns.Select(c => c.Quoted))} from {table.Name} where {table.Filter ?? "true"} {begin} order by {names}");
        for (var i = 0; i < key.Count && after is not null; i++)
        {
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"@k{i}"), key[i].ToKey(after[i]));
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return ReadRow(table, columns, reader);
        }
    }

    private static string?[] ReadRow(CopyTable table, IReadOnlyList<CopyColumn> columns, DbDataReader reader)
    {
        var row = new string?[columns.Count];
        for (var i = 0; i < row.Length; i++)
        {
            try
            {
                row[i] = columns[i].ToText(reader.GetValue(i));
            }
            catch (FormatException exception)
            {
                var key = string.Join(", ", CopyKey.Of(columns).Select(c => reader.GetValue(reader.GetOrdinal(c.Name))));
                throw new CopyException(
                    $"The source cannot be copied: in {table.Name}, the row with the key {key} has a {columns[i].Name} that is none: {exception.Message} Mend that row and run the same command again.", exception);
            }
        }

        return row;
    }

    private static async Task RequireOwnSchemaAsync(SqliteConnection connection, DatabaseAddress address, CancellationToken cancellationToken)
    {
        await using var context = MigrationsContext.For(address);
        var status = await MigrationHistory.ReadAsync(connection, address.Engine, context.Steps, cancellationToken);
        if (status.Applied.Count == 0)
        {
            throw new CopyException($"The file {address.FilePath} is no database of this program. Name the one to copy with --from sqlite:PATH.");
        }

        if (status.Pending.Count > 0)
        {
            throw new CopyException(
                $"The schema of {address} is older than this program: it lacks {status.Pending.Count} steps. Bring it up to date first, a backup at hand: DATABASE_URL={address} pearl migrate up");
        }

        if (status.Unknown.Count > 0)
        {
            throw new CopyException(
                $"The schema of {address} is newer than this program: it has {string.Join(", ", status.Unknown)}. Copy with the newer program.");
        }
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = _snapshot;
        return command;
    }
}
