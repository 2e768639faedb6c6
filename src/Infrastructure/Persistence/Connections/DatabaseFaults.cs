using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using static SQLitePCL.raw;

namespace PearlIo.Infrastructure.Persistence.Connections;

/// <summary>Tells what an exception of a driver means.</summary>
internal static class DatabaseFaults
{
    /// <summary>Whether the database could not be asked at all, as opposed to refusing one statement.</summary>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        SqliteException sqlite => IsUnavailable(sqlite),
        PostgresException postgres => IsUnavailable(postgres.SqlState),
        NpgsqlException or TimeoutException => true,
        _ => false,
    };

    /// <summary>
    /// Why work failed that may succeed on another try. Neither a statement that took too long is such work nor a caller who got no
    /// connection of the pool: waiting twice would only double the wait.
    /// </summary>
    /// <param name="exception">What the driver said.</param>
    /// <param name="isConnected">Whether it said so after it had a connection.</param>
    public static PassingFault WhyPassing(Exception exception, bool isConnected) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => PassingFault.Conflict,
        _ when isConnected => IsLost(exception) ? PassingFault.Lost : PassingFault.None,
        _ => IsLost(exception) || IsTimeout(exception) ? PassingFault.Unreachable : PassingFault.None,
    };

    /// <summary>Whether all connections of the pool were in use for as long as a caller waits.</summary>
    public static bool IsPoolExhausted(Exception exception) =>
        exception is NpgsqlException and not PostgresException && exception.Message.StartsWith("The connection pool has been exhausted", StringComparison.Ordinal);

    /// <summary>Whether a unique value is held by another row.</summary>
    public static bool IsUniqueViolation(DbException exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SQLITE_CONSTRAINT_UNIQUE or SQLITE_CONSTRAINT_PRIMARYKEY,
        _ => exception.SqlState is PostgresErrorCodes.UniqueViolation,
    };

    /// <summary>Whether a row that another would belong to does not exist.</summary>
    public static bool IsForeignKeyViolation(DbException exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SQLITE_CONSTRAINT_FOREIGNKEY,
        _ => exception.SqlState is PostgresErrorCodes.ForeignKeyViolation,
    };

    private static bool IsUnavailable(SqliteException exception) => exception.SqliteErrorCode
        is SQLITE_CANTOPEN or SQLITE_NOTADB or SQLITE_CORRUPT or SQLITE_IOERR or SQLITE_FULL or SQLITE_READONLY or SQLITE_PERM or SQLITE_BUSY;

    private static bool IsLost(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
                or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections
            || postgres.SqlState.StartsWith("08", StringComparison.Ordinal),
        _ => exception is NpgsqlException { IsTransient: true, InnerException: not TimeoutException },
    };

    private static bool IsTimeout(Exception exception) =>
        exception is TimeoutException or (NpgsqlException and { InnerException: TimeoutException }) && !IsPoolExhausted(exception);

    // 08 connection, 28 login refused, 53 out of resources, 57P shut down or starting, 58 system. A statement that the caller's
    // token ended is an OperationCanceledException and never comes here, so that QueryCanceled is the server's own timeout.
    private static bool IsUnavailable(string sqlState) =>
        sqlState is PostgresErrorCodes.InvalidCatalogName
            or PostgresErrorCodes.ReadOnlySqlTransaction
            or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.QueryCanceled
        || sqlState.StartsWith("08", StringComparison.Ordinal)
        || sqlState.StartsWith("28", StringComparison.Ordinal)
        || sqlState.StartsWith("53", StringComparison.Ordinal)
        || sqlState.StartsWith("57P", StringComparison.Ordinal)
        || sqlState.StartsWith("58", StringComparison.Ordinal);
}

/// <summary>Why another try may succeed.</summary>
internal enum PassingFault
{
    /// <summary>It may not.</summary>
    None,

    /// <summary>There was no connection to be had: nobody answers, or the server is starting, stopping or has no place left.</summary>
    Unreachable,

    /// <summary>The connection broke under a statement.</summary>
    Lost,

    /// <summary>The server took the transaction back because of another one that ran beside it.</summary>
    Conflict,
}
