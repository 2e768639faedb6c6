using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using static SQLitePCL.raw;

namespace PearlIo.Infrastructure.Persistence;

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
    /// Why work failed that may succeed on another try. A timeout is none: waiting twice would only double the wait, and least of
    /// all the wait for a connection of the pool.
    /// </summary>
    public static PassingFault WhyPassing(Exception exception) => exception switch
    {
        PostgresException postgres => WhyPassing(postgres.SqlState),
        NpgsqlException { IsTransient: true, InnerException: not TimeoutException } => PassingFault.Connection,
        _ => PassingFault.None,
    };

    /// <summary>Whether the server gave no answer, so that others would get none either.</summary>
    public static bool IsUnreachable(Exception exception) => exception switch
    {
        PostgresException => WhyPassing(exception) is PassingFault.Connection,
        NpgsqlException npgsql => npgsql.IsTransient && !IsPoolExhausted(exception),
        _ => exception is TimeoutException,
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

    private static PassingFault WhyPassing(string sqlState) => sqlState switch
    {
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => PassingFault.Conflict,
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections => PassingFault.Connection,
        _ => sqlState.StartsWith("08", StringComparison.Ordinal) ? PassingFault.Connection : PassingFault.None,
    };

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

    /// <summary>The server could not be reached, is starting or stopping, has no place left, or hung up.</summary>
    Connection,

    /// <summary>The server took the transaction back because of another one that ran beside it.</summary>
    Conflict,
}
