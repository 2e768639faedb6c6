using System.Data.Common;
using Dapper;

namespace PearlIo.Infrastructure.Persistence.Connections;

/// <summary>Statements on one open connection, inside its transaction where it has one, that see what their scope lets them.</summary>
internal sealed class DatabaseSession(
    DatabaseEngine engine, DbConnection connection, DbTransaction? transaction, DatabaseScope scope, DatabaseTelemetry telemetry)
{
    public DatabaseEngine Engine => engine;

    /// <summary>Whether a statement has succeeded. Npgsql sends `begin` with the first one, so that until then nothing has begun.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>The statements whose plans should be logged once the work is done.</summary>
    public List<SlowStatement> Slow { get; } = [];

    /// <summary>What is done once the changes are kept, such as telling others of them.</summary>
    public List<Action> AfterCommit { get; } = [];

    /// <summary>Whether a part of the work asked for everything to be taken back.</summary>
    public bool MustRollBack { get; set; }

    // Without a transaction each round trip is one of its own, in which the scope must be set anew.
    private bool MustSetScope => engine is DatabaseEngine.PostgreSql && !scope.IsOwn && (transaction is null || !HasBegun);

    public Task<IReadOnlyList<T>> QueryAsync<T>(Statement statement, object? parameters, CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<T>>(
            statement,
            parameters,
            async command => (await connection.QueryAsync<T>(command)).AsList(),
            async results => (await results.ReadAsync<T>()).AsList(),
            rows => rows.Count,
            cancellationToken);

    /// <summary>The only row, or null where there is none.</summary>
    public Task<T?> FindAsync<T>(Statement statement, object? parameters, CancellationToken cancellationToken) =>
        RunAsync(
            statement,
            parameters,
            connection.QuerySingleOrDefaultAsync<T>,
            r => r.ReadSingleOrDefaultAsync<T>(),
            row => row is null ? 0 : 1,
            cancellationToken);

    /// <summary>The only row, which is always there.</summary>
    public Task<T> GetAsync<T>(Statement statement, object? parameters, CancellationToken cancellationToken) =>
        RunAsync(statement, parameters, connection.QuerySingleAsync<T>, r => r.ReadSingleAsync<T>(), _ => 1, cancellationToken);

    /// <summary>How many rows changed.</summary>
    public async Task<int> ExecuteAsync(Statement statement, object? parameters, CancellationToken cancellationToken)
    {
        var sql = statement.For(engine);
        var command = MustSetScope
            ? Command(DatabaseScope.Prefix(sql), WithScope(parameters), statement.Timeout, cancellationToken)
            : Command(sql, parameters, statement.Timeout, cancellationToken);

        // Setting the scope changes no row, so that the count is the statement's own.
        var measured = await telemetry.MeasureAsync(sql, () => connection.ExecuteAsync(command), rows => Math.Max(rows, 0), isLong: statement.Timeout is not null);
        return Finish(measured, sql, parameters);
    }

    /// <summary>Keeps what the transaction changed.</summary>
    /// <exception cref="InvalidOperationException">A part of the work asked for everything to be taken back.</exception>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (MustRollBack)
        {
            throw new InvalidOperationException("A part of the transaction did not end well, so the whole cannot be kept.");
        }

        await transaction!.CommitAsync(cancellationToken);
        foreach (var action in AfterCommit)
        {
            action();
        }
    }

    private async Task<T> RunAsync<T>(
        Statement statement,
        object? parameters,
        Func<CommandDefinition, Task<T>> run,
        Func<SqlMapper.GridReader, Task<T>> read,
        Func<T, int> countRows,
        CancellationToken cancellationToken)
    {
        var sql = statement.For(engine);
        var measured = await telemetry.MeasureAsync(
            sql,
            () => MustSetScope
                ? ReadBehindScopeAsync(Command(DatabaseScope.Prefix(sql), WithScope(parameters), statement.Timeout, cancellationToken), read)
                : run(Command(sql, parameters, statement.Timeout, cancellationToken)),
            countRows,
            isLong: statement.Timeout is not null);
        return Finish(measured, sql, parameters);
    }

    private T Finish<T>(MeasuredStatement<T> measured, string sql, object? parameters)
    {
        HasBegun = true;
        if (measured.WantsPlan && engine is DatabaseEngine.PostgreSql)
        {
            Slow.Add(new SlowStatement(sql, parameters));
        }

        return measured.Result;
    }

    private async Task<T> ReadBehindScopeAsync<T>(CommandDefinition command, Func<SqlMapper.GridReader, Task<T>> read)
    {
        await using var results = await connection.QueryMultipleAsync(command);
        await results.ReadFirstAsync();
        return await read(results);
    }

    private CommandDefinition Command(string sql, object? parameters, TimeSpan? timeout, CancellationToken cancellationToken) =>
        new(sql, parameters, transaction, (int?)timeout?.TotalSeconds, cancellationToken: cancellationToken);

    private DynamicParameters WithScope(object? parameters)
    {
        var all = new DynamicParameters(parameters);
        all.Add("pearl_tenant", scope.Tenant);
        all.Add("pearl_operator", scope.Operator);
        return all;
    }
}
