using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using PearlIo.Application.Access;
using PearlIo.Application.Common;
using PearlIo.Infrastructure.Persistence.Values;

namespace PearlIo.Infrastructure.Persistence.Connections;

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
    private readonly DatabaseGuard _guard;

    // SQLite has one writer at a time. Waiting here is fair and blocks no thread; its busy timeout is for other processes.
    private readonly SemaphoreSlim _sqliteWriter = new(1, 1);

    // The transaction that the current flow of calls takes part in.
    private readonly AsyncLocal<DatabaseSession?> _joined = new();

    public Database(DatabaseAddress address, RetryPolicy retry, DatabaseTelemetry telemetry, CallerContext callers)
    {
        ValueHandlers.Register();
        _address = address;
        _telemetry = telemetry;
        _callers = callers;
        _postgres = address.Engine is DatabaseEngine.PostgreSql ? CreatePool(address) : null;
        _guard = new DatabaseGuard(address, OpenAsync, DropConnections, retry, telemetry, TimeProvider.System);
        telemetry.Watch(_guard);
    }

    public DatabaseAddress Address => _address;

    /// <inheritdoc />
    public Task<T> RunAsync<T>(Func<Task<T>> work, Func<T, bool> keep, CancellationToken cancellationToken) =>
        WriteAsync(CallersScope(), session => JoinAsync(session, work), keep, cancellationToken);

    /// <inheritdoc />
    public void AfterCommit(Action action)
    {
        if (_joined.Value is { } joined)
        {
            joined.AfterCommit.Add(action);
            return;
        }

        action();
    }

    /// <summary>Runs queries of the caller's tenant that need no common snapshot; all of them again where the connection breaks.</summary>
    public Task<T> ReadAsync<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken) =>
        ReadAsync(CallersScope(), work, cancellationToken);

    /// <inheritdoc cref="ReadAsync{T}(Func{DatabaseSession, Task{T}}, CancellationToken)" />
    public Task<T> ReadAsync<T>(DatabaseScope scope, Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken) =>
        _joined.Value is { } joined
            ? work(MayJoin(joined, scope))
            : _guard.RunAsync(c => TryAsync(c, scope, Begin.Nothing, work, cancellationToken), mayRepeat: _ => true, cancellationToken);

    /// <summary>Runs queries of the caller's tenant that all see the database at the same moment; all of them again where the connection breaks.</summary>
    public Task<T> ReadSnapshotAsync<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken)
    {
        var scope = CallersScope();
        return _guard.RunAsync(c => TryAsync(c, scope, Begin.Snapshot, work, cancellationToken), mayRepeat: _ => true, cancellationToken);
    }

    /// <summary>Runs one transaction that is kept where it ends with <see cref="WriteOutcome.Done"/>, else rolled back.</summary>
    /// <remarks>
    /// The work of a transaction may run more than once, so it must change nothing but through its session: again where the server
    /// took the transaction back for another's sake, or where the connection broke before its first statement was done. Whoever's
    /// connection broke later cannot know whether the changes were kept, and is told so by an exception.
    /// </remarks>
    public Task<WriteOutcome> WriteAsync(Func<DatabaseSession, Task<WriteOutcome>> work, CancellationToken cancellationToken) =>
        WriteAsync(CallersScope(), work, outcome => outcome is WriteOutcome.Done, cancellationToken);

    /// <summary>Runs one transaction and keeps it.</summary>
    public Task<int> WriteAsync(Func<DatabaseSession, Task<int>> work, CancellationToken cancellationToken) =>
        WriteAsync(CallersScope(), work, cancellationToken);

    /// <inheritdoc cref="WriteAsync(Func{DatabaseSession, Task{int}}, CancellationToken)" />
    public Task<int> WriteAsync(DatabaseScope scope, Func<DatabaseSession, Task<int>> work, CancellationToken cancellationToken) =>
        WriteAsync(scope, work, _ => true, cancellationToken);

    /// <summary>Closes the connections that nobody uses; PostgreSQL only. One that is in use is closed when it is given back.</summary>
    public void DropConnections() => _postgres?.Clear();

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
            ? TakePartAsync(MayJoin(joined, scope), work, keep)
            : WriteAloneAsync(scope, work, keep, cancellationToken);

    private async Task<T> WriteAloneAsync<T>(
        DatabaseScope scope, Func<DatabaseSession, Task<T>> work, Func<T, bool> keep, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        DatabaseSession? last = null;
        return await _guard.RunAsync(
            connection => TryAsync(
                connection,
                scope,
                Begin.Writing,
                async session =>
                {
                    last = session;
                    var result = await work(session);
                    if (keep(result))
                    {
                        await session.CommitAsync(cancellationToken);
                    }

                    return result;
                },
                cancellationToken),
            mayRepeat: fault => fault is not PassingFault.Lost || last is not { HasBegun: true },
            cancellationToken);
    }

    // A transaction has one scope. Functions that cross tenants answer in any; other rows than the caller's would silently be missing.
    private static DatabaseSession MayJoin(DatabaseSession joined, DatabaseScope scope) =>
        scope.IsOwn || scope == DatabaseScope.AllTenants
            ? throw new InvalidOperationException("Statements of another scope cannot take part in the transaction of a tenant.")
            : joined;

    // A part cannot be taken back alone: whoever opened the transaction must then end it with a failure.
    private static async Task<T> TakePartAsync<T>(DatabaseSession joined, Func<DatabaseSession, Task<T>> work, Func<T, bool> keep)
    {
        var result = await work(joined);
        joined.MustRollBack |= !keep(result);
        return result;
    }

    private async Task<T> TryAsync<T>(
        DbConnection connection, DatabaseScope scope, Begin begin, Func<DatabaseSession, Task<T>> work, CancellationToken cancellationToken)
    {
        T result;
        DatabaseSession session;
        await using (var transaction = await BeginAsync(connection, begin, cancellationToken))
        {
            session = new DatabaseSession(_address.Engine, connection, transaction, scope, _telemetry);
            result = await work(session);
        }

        foreach (var slow in session.Slow)
        {
            var after = new DatabaseSession(_address.Engine, connection, transaction: null, scope, _telemetry);
            await slow.LogPlanAsync(after, _telemetry, cancellationToken);
        }

        return result;
    }

    // On SQLite writing is `begin immediate`: a transaction that began by reading could not wait for another writer.
    private static async ValueTask<DbTransaction?> BeginAsync(DbConnection connection, Begin begin, CancellationToken cancellationToken) =>
        (begin, connection) switch
        {
            (Begin.Nothing, _) => null,
            (Begin.Snapshot, SqliteConnection sqlite) => sqlite.BeginTransaction(deferred: true),
            (Begin.Snapshot, _) => await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken),
            _ => await connection.BeginTransactionAsync(IsolationLevel.Unspecified, cancellationToken),
        };

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

    // The name is what metrics show of the pool, in place of its address.
    private static NpgsqlDataSource CreatePool(DatabaseAddress address) =>
        new NpgsqlDataSourceBuilder(address.ConnectionString) { Name = "pearl" }.Build();

    private async Task<Turn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        if (_address.Engine is not DatabaseEngine.Sqlite)
        {
            return new Turn(null);
        }

        await _sqliteWriter.WaitAsync(cancellationToken);
        return new Turn(_sqliteWriter);
    }

    private enum Begin
    {
        Nothing,
        Snapshot,
        Writing,
    }

    private readonly struct Turn(SemaphoreSlim? gate) : IDisposable
    {
        public void Dispose() => gate?.Release();
    }
}
