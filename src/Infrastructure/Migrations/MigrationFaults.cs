using System.Data.Common;
using System.Security.Authentication;
using Microsoft.Data.Sqlite;
using Npgsql;
using PearlIo.Infrastructure.Persistence.Connections;
using static SQLitePCL.raw;

namespace PearlIo.Infrastructure.Migrations;

/// <summary>Says in one sentence what is wrong with the database and what to do about it.</summary>
internal static class MigrationFaults
{
    /// <summary>Code of our own steps' exception for a role that is missing and cannot be made; its message says what to do.</summary>
    public const string RoleMissing = "PIO01";

    /// <summary>The sentence, or null where the exception is no fault of the database's surroundings.</summary>
    public static string? Explain(Exception exception, DatabaseAddress address) => exception switch
    {
        SqliteException sqlite => Explain(sqlite, address.FilePath!),
        PostgresException postgres => Explain(postgres, address),
        NpgsqlException { InnerException: AuthenticationException wrong } =>
            $"TLS with the database at {address} fails: {Sentence(wrong.Message)} Name the certificate that signed the server's own with sslrootcert in DATABASE_URL, or check that the host is the right one.",
        NpgsqlException when IsWithoutTls(exception) =>
            $"The database at {address} offers no TLS, which sslmode in DATABASE_URL asks for. Switch TLS on at the server, or write sslmode=disable where nobody else can listen on the network.",
        NpgsqlException or TimeoutException =>
            $"The database at {address} cannot be reached: {Sentence(exception.Message)} Check that it runs and that DATABASE_URL is right.",
        UnauthorizedAccessException or IOException when address.FilePath is not null =>
            $"The folder of the database {address.FilePath} cannot be written: {Sentence(exception.Message)} Make it writable or point DATABASE_URL at another path.",
        _ => null,
    };

    /// <summary>Whether the same may go well later without anybody doing anything.</summary>
    /// <remarks>
    /// A wrong password, a database that was never made or can only be read need somebody's hand. A host without an address does
    /// not: it may be a container that is not up yet.
    /// </remarks>
    public static bool MayPass(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.ReadOnlySqlTransaction } => false,
        PostgresException postgres => !postgres.SqlState.StartsWith("28", StringComparison.Ordinal) && DatabaseFaults.IsUnavailable(postgres),
        NpgsqlException npgsql => npgsql.IsTransient,
        _ => exception is TimeoutException,
    };

    private static string? Explain(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        SQLITE_NOTADB => $"The file {path} is not a SQLite database. Move it away or point DATABASE_URL at another file.",
        SQLITE_CORRUPT => $"The database {path} is damaged. Restore it from a backup.",
        SQLITE_CANTOPEN or SQLITE_PERM or SQLITE_READONLY =>
            $"The database {path} cannot be opened for writing. Make the file and its folder writable, or point DATABASE_URL at another path.",
        SQLITE_FULL or SQLITE_IOERR => $"The database {path} cannot be written: {Sentence(exception.Message)} Make room on its disk.",
        SQLITE_BUSY => $"The database {path} is in use by another process that does not let go. End that process and try again.",
        _ => null,
    };

    private static string? Explain(PostgresException exception, DatabaseAddress address) => exception.SqlState switch
    {
        PostgresErrorCodes.InvalidCatalogName =>
            $"There is no database '{address.DatabaseName}' at {address}. Make it with: create database \"{address.DatabaseName}\"",
        PostgresErrorCodes.InvalidPassword =>
            $"The database at {address} refuses the user '{address.UserName}'. Check user and password in DATABASE_URL.",
        PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"The database at {address} refuses the user '{address.UserName}': {Sentence(exception.MessageText)} Check user, password and sslmode in DATABASE_URL.",
        RoleMissing => exception.MessageText + ".",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"The user '{address.UserName}' may not change the schema of {address}: {Sentence(exception.MessageText)} Grant it with: grant create on schema public to \"{address.UserName}\"",
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            $"The database at {address} can only be read: {Sentence(exception.MessageText)} Make it writable, or point DATABASE_URL at one that is.",
        _ when DatabaseFaults.IsUnavailable(exception) =>
            $"The database at {address} cannot be used: {Sentence(exception.MessageText)} Try again when it is up.",
        _ => null,
    };

    /// <summary>The sentence for a step that failed, which its own statements can be the cause of; null for no fault of a database.</summary>
    public static string? ExplainInStep(Exception exception, DatabaseAddress address) => Explain(exception, address) ?? exception switch
    {
        PostgresException postgres => $"{Sentence(postgres.MessageText)} Mend the cause and try again.",
        DbException => $"{Sentence(exception.Message)} Mend the cause and try again.",
        _ => null,
    };

    // The driver has no code for it, only a message, which a test watches.
    private static bool IsWithoutTls(Exception exception) =>
        exception.InnerException is null && exception.Message.StartsWith("SSL connection requested", StringComparison.Ordinal);

    // Some drivers' messages end with a full stop and some do not.
    private static string Sentence(string message) => message.TrimEnd(' ', '.') + ".";
}
