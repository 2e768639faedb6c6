using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using PearlIo.Application.Access;
using PearlIo.Application.Common;

namespace PearlIo.Infrastructure.Persistence;

/// <summary>
/// The one place where statements run: opens connections, begins transactions, lets each see what its scope allows, measures,
/// logs, and turns a database that cannot be asked into <see cref="DatabaseUnavailableException"/>.
/// </summary>
internal sealed class Database : ITransactions, IDisposable
{
    private readonly DatabaseAddress _address;
    private readonly DatabaseTelemetry _telemetry;
    private readonly CallerContext _callers;
    private readonly NpgsqlDataSource? _postgres;

    // SQLite has one writer at a time. Waiting here is fair and blocks no thread; its busy timeout is for other processes.
    private readonly SemaphoreSlim _sqliteWriter = new(1, 1);

    // The transaction that the current flow of calls takes part in.
    private readonly AsyncLocal<DatabaseSession?> _joined = new();

    public Database(DatabaseAddress address, DatabaseTelemetry telemetry, CallerContext callers)
    {
        ValueHandlers.Register();
        _address = address;
        _telemetry = telemetry;
        _callers = callers;
        _postgres = address.Engine is DatabaseEngine.PostgreSql ? NpgsqlDataSource.Create(address.ConnectionString) : null;
    }

    public DatabaseAddress Address => _address;

    /// <inheritdoc />
    public Task<T> RunAsync<T>(Func<Task<T>> work, Func<T, bool> keep, CancellationToken cancellationToken) =>
        WriteAsync(CallersScope(), session => JoinAsync(session, work), keep, cancellationToken);

    /// <summary>Runs queries of the caller's tenant that need no common snapshot; all of them once more where the connection breaks.</summary>
    public Task<T> ReadAsync<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken) =>
        ReadAsync(CallersScope(), work, cancellationToken);

    /// <inheritdoc cref="ReadAsync{T}(Func{DatabaseSession, Task{T}}, CancellationToken)" />
    public Task<T> ReadAsync<T>(DatabaseScope scope, Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken) =>
        _joined.Value is { } joined ? work(joined) : GuardAsync(() => OnceMoreAsync(
            async () =>
            {
                await using var connection = await OpenAsync(cancellationToken);
                return await work(new DatabaseSession(_address.Engine, connection, transaction: null, scope, _telemetry));
            },
            mayRepeat: () => true));

    /// <summary>Runs queries of the caller's tenant that all see the database at the same moment; all of them once more where the connection breaks.</summary>
    public Task<T> ReadSnapshotAsync<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken)
    {
        var scope = CallersScope();
        return GuardAsync(() => OnceMoreAsync(
            async () =>
            {
                await using var connection = await OpenAsync(cancellationToken);
                await using DbTransaction transaction = connection is SqliteConnection sqlite
                    ? sqlite.BeginTransaction(deferred: true)
                    : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
                return await work(new DatabaseSession(_address.Engine, connection, transaction, scope, _telemetry));
            },
            mayRepeat: () => true));
    }

    /// <summary>Runs one transaction that is kept where it ends with <see cref="WriteOutcome.Done"/>, else rolled back.</summary>
    public Task<WriteOutcome> WriteAsync(Func<DatabaseSession, Task<WriteOutcome>> work, CancellationToken cancellationToken) =>
        WriteAsync(CallersScope(), work, outcome => outcome is WriteOutcome.Done, cancellationToken);

    /// <summary>Runs one transaction and keeps it.</summary>
    public Task<int> WriteAsync(Func<DatabaseSession, Task<int>> work, CancellationToken cancellationToken) =>
        WriteAsync(CallersScope(), work, cancellationToken);

    /// <inheritdoc cref="WriteAsync(Func{DatabaseSession, Task{int}}, CancellationToken)" />
    public Task<int> WriteAsync(DatabaseScope scope, Func<DatabaseSession, Task<int>> work, CancellationToken cancellationToken) =>
        WriteAsync(scope, work, _ => true, cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        _sqliteWriter.Dispose();
        if (_postgres is not null)
        {
            _postgres.Dispose();
            return;
        }

        using var connection = new SqliteConnection(_address.ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    private DatabaseScope CallersScope() => DatabaseScope.Of(_callers.Current);

    private async Task<T> JoinAsync<T>(DatabaseSession session, Func<Task<T>> work)
    {
        _joined.Value = session;
        try
        {
            return await work();
        }
        finally
        {
            _joined.Value = null;
        }
    }

    private Task<T> WriteAsync<T>(
        DatabaseScope scope, Func<DatabaseSession, Task<T>> work, Func<T, bool> keep, CancellationToken cancellationToken) =>
        _joined.Value is { } joined
            ? TakePartAsync(joined, work, keep)
            : GuardAsync(async () =>
            {
                using var turn = await TakeTurnAsync(cancellationToken);
                DatabaseSession? session = null;
                return await OnceMoreAsync(
                    async () =>
                    {
                        await using var connection = await OpenAsync(cancellationToken);

                        // On SQLite this is `begin immediate`: a transaction that began by reading could not wait for another writer.
                        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.Unspecified, cancellationToken);
                        session = new DatabaseSession(_address.Engine, connection, transaction, scope, _telemetry);
                        var result = await work(session);
                        if (keep(result))
                        {
                            await CommitAsync(session, transaction, cancellationToken);
                        }

                        return result;
                    },
                    mayRepeat: () => session is not { HasBegun: true });
            });

    // A part cannot be taken back alone: whoever opened the transaction must then end it with a failure.
    private static async Task<T> TakePartAsync<T>(DatabaseSession joined, Func<DatabaseSession, Task<T>> work, Func<T, bool> keep)
    {
        var result = await work(joined);
        joined.MustRollBack |= !keep(result);
        return result;
    }

    private static Task CommitAsync(DatabaseSession session, DbTransaction transaction, CancellationToken cancellationToken) =>
        session.MustRollBack
            ? throw new InvalidOperationException("A part of the transaction did not end well, so the whole cannot be kept.")
            : transaction.CommitAsync(cancellationToken);

    // A server that restarts, or an idle Neon, cuts all connections of the pool at once; the next callers should not pay for it.
    private async Task<T> OnceMoreAsync<T>(Func<Task<T>> attempt, Func<bool> mayRepeat)
    {
        try
        {
            return await attempt();
        }
        catch (NpgsqlException exception) when (DatabaseFaults.IsLostConnection(exception) && mayRepeat())
        {
            // The others in the pool are as dead; what is in use stays.
            _postgres!.Clear();
            return await attempt();
        }
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (DatabaseFaults.IsUnavailable(exception))
        {
            _telemetry.CountError(unavailable: true);
            throw new DatabaseUnavailableException(exception);
        }
        catch (DbException)
        {
            _telemetry.CountError(unavailable: false);
            throw;
        }
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (_postgres is not null)
        {
            return _telemetry.Watch(await _postgres.OpenConnectionAsync(cancellationToken));
        }

        var connection = new SqliteConnection(_address.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            SqliteSettings.Apply(connection);
            return _telemetry.Watch(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<Turn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        if (_address.Engine is not DatabaseEngine.Sqlite)
        {
            return new Turn(null);
        }

        await _sqliteWriter.WaitAsync(cancellationToken);
        return new Turn(_sqliteWriter);
    }

    private readonly struct Turn(SemaphoreSlim? gate) : IDisposable
    {
        public void Dispose() => gate?.Release();
    }
}
