using System.Data.Common;
using System.Diagnostics;
using PearlIo.Application.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Migrations;

/// <summary>
/// Lets one starter migrate at a time. The lock dies with its holder: on PostgreSQL it belongs to a transaction, on SQLite
/// to an open file beside the database, which stays behind empty and means nothing by itself.
/// </summary>
internal sealed class MigrationLock : IAsyncDisposable
{
    // Any constant of our own: the keys are shared with whatever else uses the database.
    internal const long AdvisoryKey = 0x5065_6172_6C49_4F01;

    private const string TakeAdvisoryLock = """
        set local idle_in_transaction_session_timeout = 0;
        set local lock_timeout = 0;
        set local statement_timeout = 0;
        select pg_advisory_xact_lock(@key)
        """;

    // Real time always: a clock that a test stops must not stop a start.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly IAsyncDisposable _holder;

    private MigrationLock(IAsyncDisposable holder) => _holder = holder;

    public static Task<MigrationLock> TakeAsync(DatabaseAddress address, CancellationToken cancellationToken) =>
        address.FilePath is { } path
            ? TakeFileAsync(path + ".lock", cancellationToken)
            : TakeAdvisoryAsync(address, cancellationToken);

    public ValueTask DisposeAsync() => _holder.DisposeAsync();

    private static async Task<MigrationLock> TakeFileAsync(string path, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new MigrationLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException exception) when (IsHeld(exception))
            {
                if (Stopwatch.GetElapsedTime(start) > Patience)
                {
                    throw new MigrationException(
                        $"Another process has been migrating for {Patience.TotalMinutes:0} minutes (it holds {path}). Wait for it or end it.", exception);
                }

                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    // EWOULDBLOCK on Unix, ERROR_SHARING_VIOLATION on Windows: somebody else has the file open.
    private static bool IsHeld(IOException exception) =>
        exception.HResult == (OperatingSystem.IsWindows() ? unchecked((int)0x8007_0020) : OperatingSystem.IsMacOS() ? 35 : 11);

    private static async Task<MigrationLock> TakeAdvisoryAsync(DatabaseAddress address, CancellationToken cancellationToken)
    {
        var connection = MigrationHistory.Connect(address);
        try
        {
            await connection.OpenAsync(cancellationToken);
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandTimeout = (int)Patience.TotalSeconds;
            command.CommandText = TakeAdvisoryLock;
            AddKey(command);
            await command.ExecuteNonQueryAsync(cancellationToken);

            // The connection goes with its transaction: closing it rolls back and so frees the lock.
            return new MigrationLock(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static void AddKey(DbCommand command)
    {
        var key = command.CreateParameter();
        key.ParameterName = "key";
        key.Value = AdvisoryKey;
        command.Parameters.Add(key);
    }
}
