using System.Data.Common;
using Microsoft.Data.Sqlite;
using PearlIo.Application.Common;
using PearlIo.Application.Health;
using PearlIo.Domain.Tenants;
using PearlIo.Infrastructure.Migrations;
using static SQLitePCL.raw;

namespace PearlIo.Infrastructure.Persistence.Connections;

/// <summary>Whether the database can be read and written, and on SQLite whether its file is still the one that was opened.</summary>
internal sealed class DatabaseReadiness(Database database) : IReadinessCheck
{
    // Run twice in one transaction, so that the row is what it was: SQLite writes nothing where a value is set to itself, and
    // PostgreSQL always does. It is committed, for before that nothing need reach the disk and a full one would not show.
    private static readonly Statement Flip = new(
        Sqlite: "update tenants set suspended = not suspended where id = @id",
        PostgreSql: "update tenants set suspended = suspended where id = @id");

    private const int PrimaryCode = 0xff;

    public string Name => "database";

    public bool AsksDatabase => true;

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            string? problem = null;
            await database.WriteAsync(
                DatabaseScope.AllTenants,
                async session =>
                {
                    var row = new { id = Tenant.DefaultId };
                    await session.ExecuteAsync(Flip, row, cancellationToken);
                    var rows = await session.ExecuteAsync(Flip, row, cancellationToken);
                    problem = rows == 0 ? "The database lacks the row that all others belong to." : await FindProblemOfFileAsync(cancellationToken);
                    return rows;
                },
                cancellationToken);
            return problem;
        }
        catch (DatabaseUnavailableException)
        {
            return "The database cannot be read and written.";
        }
        catch (DbException)
        {
            return "The database lacks tables or columns of this program.";
        }
    }

    // Connections of the pool go on with a file that was deleted or replaced; what they write there is lost.
    private async Task<string?> FindProblemOfFileAsync(CancellationToken cancellationToken)
    {
        if (database.Address.Engine is not DatabaseEngine.Sqlite)
        {
            return null;
        }

        await using var fresh = new SqliteConnection(MigrationHistory.SqliteConnectionString(database.Address));
        await fresh.OpenAsync(cancellationToken);
        await using var read = fresh.CreateCommand();
        read.CommandText = "select count(*) from tenants";
        await read.ExecuteScalarAsync(cancellationToken);

        // The transaction around this holds the only right to write: a connection that gets it too has another file.
        // Asked past the driver, which would wait for its turn.
        return (sqlite3_exec(fresh.Handle, "begin immediate") & PrimaryCode) == SQLITE_BUSY
            ? null
            : "The file of the database was replaced while it was in use; restart the service.";
    }
}
