using Microsoft.Data.Sqlite;
using Npgsql;
using PearlIo.Infrastructure.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;
using static SQLitePCL.raw;

namespace PearlIo.Infrastructure.Copying;

/// <summary>Says in one sentence why a copy stopped and what to do about it.</summary>
internal static class CopyFaults
{
    private const string GoesOn = "Then run the same command again; it goes on where it stopped.";

    /// <summary>The sentence, or null where the exception is no fault of the surroundings.</summary>
    public static string? Explain(Exception exception, DatabaseAddress from, DatabaseAddress to) => exception switch
    {
        SqliteException sqlite => Explain(sqlite, from.FilePath!),
        PostgresException postgres => Explain(postgres, to),
        NpgsqlException or TimeoutException => OfTarget(exception, to),
        IOException or UnauthorizedAccessException => $"{exception.Message.TrimEnd(' ', '.')}. Mend that. {GoesOn}",
        _ => null,
    };

    private static string Explain(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        SQLITE_NOTADB => $"The file {path} is not a SQLite database. Name the one to copy with --from sqlite:PATH.",
        SQLITE_CORRUPT => $"The database {path} is damaged. Copy from a backup.",
        SQLITE_CANTOPEN or SQLITE_PERM or SQLITE_READONLY =>
            $"The database {path} cannot be opened: {exception.Message.TrimEnd(' ', '.')}. Reading needs a folder in which SQLite may make its own small files; copy the file with its -wal to one.",
        _ => $"The database {path} cannot be read: {exception.Message.TrimEnd(' ', '.')}. Mend that. {GoesOn}",
    };

    private static string? Explain(PostgresException exception, DatabaseAddress to) => exception.SqlState switch
    {
        PostgresErrorCodes.LockNotAvailable => $"Another copy into {to} is under way. Wait for it or end it.",
        PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory =>
            $"The server of {to} has no room left: {exception.MessageText.TrimEnd(' ', '.')}. Make some. {GoesOn}",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"The user '{to.UserName}' may not write to {to}: {exception.MessageText.TrimEnd(' ', '.')}. Connect as the role that owns the database and its tables.",
        PostgresErrorCodes.UniqueViolation =>
            $"The target has rows that this copy did not make: {exception.MessageText.TrimEnd(' ', '.')}. Let nothing else write to it, and copy again to an empty database.",
        _ when exception.SqlState.StartsWith("22", StringComparison.Ordinal) || exception.SqlState.StartsWith("23", StringComparison.Ordinal) =>
            $"The target refuses a row of {exception.TableName ?? "the source"}: {exception.MessageText.TrimEnd(' ', '.')}. Mend that row in the source and run the same command again.",
        _ => OfTarget(exception, to),
    };

    // The migrations' sentences are for a server, which is told its database by the environment.
    private static string? OfTarget(Exception exception, DatabaseAddress to) =>
        MigrationFaults.Explain(exception, to)?.Replace("DATABASE_URL", "--to", StringComparison.Ordinal);
}
