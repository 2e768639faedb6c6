using System.Data.Common;
using Dapper;

namespace PearlIo.Infrastructure.Persistence;

/// <summary>Statements on one open connection, inside its transaction where it has one.</summary>
internal sealed class DatabaseSession(
    DatabaseEngine engine, DbConnection connection, DbTransaction? transaction, DatabaseTelemetry telemetry)
{
    public DatabaseEngine Engine => engine;

    /// <summary>Whether a statement has succeeded. Npgsql sends `begin` with the first one, so that until then nothing has begun.</summary>
    public bool HasBegun { get; private set; }

    public Task<IReadOnlyList<T>> QueryAsync<T>(Statement statement, object? parameters, CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<T>>(
            statement, parameters, async command => (await connection.QueryAsync<T>(command)).AsList(), cancellationToken);

    /// <summary>The only row, or null where there is none.</summary>
    public Task<T?> FindAsync<T>(Statement statement, object? parameters, CancellationToken cancellationToken) =>
        RunAsync(statement, parameters, connection.QuerySingleOrDefaultAsync<T>, cancellationToken);

    /// <summary>The only row, which is always there.</summary>
    public Task<T> GetAsync<T>(Statement statement, object? parameters, CancellationToken cancellationToken) =>
        RunAsync(statement, parameters, connection.QuerySingleAsync<T>, cancellationToken);

    /// <summary>How many rows changed.</summary>
    public Task<int> ExecuteAsync(Statement statement, object? parameters, CancellationToken cancellationToken) =>
        RunAsync(statement, parameters, connection.ExecuteAsync, cancellationToken);

    private async Task<T> RunAsync<T>(
        Statement statement, object? parameters, Func<CommandDefinition, Task<T>> run, CancellationToken cancellationToken)
    {
        var sql = statement.For(engine);
        var command = new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken);
        var result = await telemetry.MeasureAsync(sql, () => run(command));
        HasBegun = true;
        return result;
    }
}
