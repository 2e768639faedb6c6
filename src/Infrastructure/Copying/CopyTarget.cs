using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using PearlIo.Application.Copying;
using PearlIo.Infrastructure.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Copying;

/// <summary>
/// The database that is filled. While a copy is unfinished it has a table that says how far which table is, so that a half-copied
/// database is told from somebody else's. Rows go in as the connecting role, which owns the tables, and by <c>insert</c>: row-level
/// security, which holds for an owner too, knows no <c>copy</c>.
/// </summary>
internal sealed class CopyTarget : IAsyncDisposable
{
    // Any constant of our own beside those of the migrations and the statistics.
    private const long AdvisoryKey = 0x5065_6172_6C49_4F03;

    // A role can have settings of its own: nothing may end a long statement, and no digit of a number may be left out.
    private const string Begin = """
        set statement_timeout = 0;
        set idle_session_timeout = 0;
        set extra_float_digits = 1;
        set lock_timeout = '60s';
        select pg_advisory_lock(@key);
        set lock_timeout = 0;
        """;

    private const string State = "pearl_copy";
    private const string Missing = "pearl_copy_missing";

    private const string MakeState = $"""
        create table {State} (
            table_name text not null primary key,
            source text not null,
            done bigint not null default 0,
            last_key text
        );

        create table {Missing} (
            image_id uuid not null primary key
        );
        """;

    private const string AdvanceState = $"update {State} set done = @done, last_key = @lastKey where table_name = @table";

    private const string AddMissing = $"insert into {Missing} (image_id) select unnest(@missing) on conflict do nothing";

    private const string Types = """
        select attname::text, format_type(atttypid, null) from pg_attribute
        where attrelid = to_regclass(@table) and attnum > 0 and not attisdropped
        """;

    private const string OtherTables = """
        select count(*) from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
        """;

    // What the views of the analytics show of the rows that came in behind their backs.
    private const string Finish = $"""
        do $refresh$ begin
            if to_regprocedure('refresh_statistics(interval)') is not null then
                perform refresh_statistics();
            end if;
        end $refresh$;

        drop table {Missing};

        drop table {State};
        """;

    private readonly NpgsqlConnection _connection;
    private readonly string _source;

    private CopyTarget(NpgsqlConnection connection, string source)
    {
        _connection = connection;
        _source = source;
    }

    /// <summary>Opens the database, and waits for another copy into it to end.</summary>
    /// <param name="address">The direct address.</param>
    /// <param name="source">What is copied, to go on only with the same.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public static async Task<CopyTarget> OpenAsync(DatabaseAddress address, string source, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(MigrationHistory.PostgresConnectionString(address)) { CommandTimeout = 0 };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition(Begin, new { key = AdvisoryKey }, cancellationToken: cancellationToken));
            return new CopyTarget(connection, source);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>Refuses a database that has something in it, but for an unfinished copy of the same source. Changes nothing.</summary>
    /// <exception cref="CopyException">It has; the message says what.</exception>
    public async Task RequireEmptyAsync(CancellationToken cancellationToken)
    {
        if (await ExistsAsync(State, cancellationToken))
        {
            await RequireSameSourceAsync(cancellationToken);
            return;
        }

        if (!await ExistsAsync("\"__EFMigrationsHistory\"", cancellationToken))
        {
            var others = await GetAsync<long>(OtherTables, cancellationToken);
            if (others > 0)
            {
                throw new CopyException($"The target has {others} tables that are none of this program's. Use an empty database.");
            }

            return;
        }

        var found = new List<string>();
        foreach (var table in CopyTable.All)
        {
            if (await ExistsAsync(table.Name, cancellationToken)
                && await GetAsync<long>($"select count(*) from {table.Name} where not ({table.OwnRows ?? "false"})", cancellationToken) is > 0 and var rows)
            {
                found.Add($"{rows} {table.Name.Replace('_', ' ')}");
            }
        }

        if (found.Count > 0)
        {
            throw new CopyException($"The target is not empty: it has {string.Join(", ", found)}. Use an empty database.");
        }
    }

    /// <summary>Notes that a copy is under way, where none is yet, and takes out what the migrations put in.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (await ExistsAsync(State, cancellationToken))
        {
            return;
        }

        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(MakeState, parameters: null, cancellationToken);
        foreach (var table in CopyTable.All.Reverse())
        {
            await ExecuteAsync($"delete from {table.Name}", parameters: null, cancellationToken);
            await ExecuteAsync($"insert into {State} (table_name, source) values (@Name, @source)", new { table.Name, source = _source }, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>PostgreSQL's names of the types of a table's columns.</summary>
    public async Task<IReadOnlyDictionary<string, string>> GetTypesAsync(CopyTable table, CancellationToken cancellationToken)
    {
        var types = await _connection.QueryAsync<(string Name, string Type)>(
            new CommandDefinition(Types, new { table = table.Name }, cancellationToken: cancellationToken));
        return types.ToDictionary(t => t.Name, t => t.Type, StringComparer.Ordinal);
    }

    /// <summary>How far a table is: rows that were read, and the key of the last of them, or null.</summary>
    public async Task<(long Done, IReadOnlyList<string>? LastKey)> GetStateAsync(CopyTable table, CancellationToken cancellationToken)
    {
        var (done, lastKey) = await _connection.QuerySingleAsync<(long, string?)>(new CommandDefinition(
            $"select done, last_key from {State} where table_name = @Name", new { table.Name }, cancellationToken: cancellationToken));
        return (done, lastKey is null ? null : JsonSerializer.Deserialize<string[]>(lastKey));
    }

    /// <summary>The images that were left out because their bytes did not arrive.</summary>
    public async Task<HashSet<Guid>> GetMissingAsync(CancellationToken cancellationToken) =>
        [.. await _connection.QueryAsync<Guid>(new CommandDefinition($"select image_id from {Missing}", cancellationToken: cancellationToken))];

    /// <summary>Adds rows, and notes in the same transaction how far the table is.</summary>
    public async Task AddAsync(
        CopyTable table, IReadOnlyList<CopyColumn> columns, CopyBatch batch, CancellationToken cancellationToken)
    {
        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        if (batch.Rows.Count > 0)
        {
            await InsertAsync(table, columns, batch.Rows, cancellationToken);
        }

        await ExecuteAsync(AddMissing, new { missing = batch.Missing.ToArray() }, cancellationToken);
        await ExecuteAsync(AdvanceState, new { done = batch.Done, lastKey = JsonSerializer.Serialize(batch.LastKey), table = table.Name }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>All rows of a table in any order, a text per column.</summary>
    public async IAsyncEnumerable<string?[]> ReadAsync(
        CopyTable table, IReadOnlyList<CopyColumn> columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select {string.Join(", ", columns.Select(c => c.AsText))} from {table.Name}", _connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new string?[columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = await reader.IsDBNullAsync(i, cancellationToken) ? null : reader.GetString(i);
            }

            yield return row;
        }
    }

    /// <summary>Forgets that a copy was under way; from now on the database is one like any other.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(Finish, parameters: null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task InsertAsync(
        CopyTable table, IReadOnlyList<CopyColumn> columns, IReadOnlyList<string?[]> rows, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", columns.Select(c => c.Quoted));
        var arrays = string.Join(", ", columns.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"${i + 1}")));
        await using var command = new NpgsqlCommand(
            $"insert into {table.Name} ({names}) select {string.Join(", ", columns.Select(c => c.FromText))} from unnest({arrays}) as r ({names})", _connection);
        for (var i = 0; i < columns.Count; i++)
        {
            command.Parameters.Add(new NpgsqlParameter
            {
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
                Value = rows.Select(r => r[i]).ToArray(),
            });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task RequireSameSourceAsync(CancellationToken cancellationToken)
    {
        var source = await GetAsync<string>($"select min(source) from {State}", cancellationToken);
        if (!string.Equals(source, _source, StringComparison.Ordinal))
        {
            throw new CopyException($"The target holds an unfinished copy of {source}. Go on with that one, or use an empty database.");
        }
    }

    private Task<bool> ExistsAsync(string table, CancellationToken cancellationToken) => _connection.QuerySingleAsync<bool>(
        new CommandDefinition("select to_regclass(@table) is not null", new { table }, cancellationToken: cancellationToken));

    private Task<T> GetAsync<T>(string sql, CancellationToken cancellationToken) =>
        _connection.QuerySingleAsync<T>(new CommandDefinition(sql, cancellationToken: cancellationToken));

    private Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken cancellationToken) =>
        _connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
}

/// <summary>What goes into the target in one transaction.</summary>
/// <param name="Rows">A text per column.</param>
/// <param name="Missing">Ids of images of the same batch that are left out.</param>
/// <param name="Done">Rows of the table that were read so far.</param>
/// <param name="LastKey">Key of the last of them.</param>
internal sealed record CopyBatch(IReadOnlyList<string?[]> Rows, IReadOnlyList<Guid> Missing, long Done, IReadOnlyList<string> LastKey);
