using Microsoft.Data.Sqlite;

namespace PearlIo.Infrastructure.Persistence.Connections;

/// <summary>What every SQLite connection is set to; foreign keys are switched on by the connection string.</summary>
internal static class SqliteSettings
{
    /// <summary>
    /// Readers do not wait for a writer (WAL, kept in the file; asking again costs nothing), and a writer of another
    /// process is waited for.
    /// </summary>
    public static void Apply(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "pragma busy_timeout = 10000; pragma journal_mode = wal;";
        command.ExecuteNonQuery();
    }
}
