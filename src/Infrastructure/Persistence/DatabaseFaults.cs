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
    /// Whether the connection broke under a statement, so that another one may serve. A timeout is none: waiting twice would only
    /// double the wait.
    /// </summary>
    public static bool IsLostConnection(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            || postgres.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException { IsTransient: true, InnerException: not TimeoutException } => true,
        _ => false,
    };

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
