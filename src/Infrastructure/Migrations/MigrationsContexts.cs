using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Migrations;

/// <summary>Hands the steps of one engine to EF Core's migrations engine. There are no entities: queries are Dapper's.</summary>
internal abstract class MigrationsContext : DbContext
{
    /// <summary>A step may rewrite a large table.</summary>
    protected const int CommandTimeoutSeconds = 3600;

    public IMigrator Migrator => this.GetService<IMigrator>();

    /// <summary>Ids of all steps of this program, in order.</summary>
    public IReadOnlyList<string> Steps => [.. this.GetService<IMigrationsAssembly>().Migrations.Keys];

    public static MigrationsContext For(DatabaseAddress address) => address.Engine is DatabaseEngine.Sqlite
        ? new SqliteMigrationsContext(address)
        : new PostgreSqlMigrationsContext(address);

    // Without entities there is no snapshot of a model to compare with.
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.ConfigureWarnings(w => w.Ignore(
        RelationalEventId.PendingModelChangesWarning, RelationalEventId.NonTransactionalMigrationOperationWarning));
}

/// <inheritdoc />
internal sealed class SqliteMigrationsContext(DatabaseAddress address) : MigrationsContext
{
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        base.OnConfiguring(optionsBuilder);
        optionsBuilder.UseSqlite(MigrationHistory.SqliteConnectionString(address), o => o.CommandTimeout(CommandTimeoutSeconds));
    }
}

/// <inheritdoc />
internal sealed class PostgreSqlMigrationsContext(DatabaseAddress address) : MigrationsContext
{
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        base.OnConfiguring(optionsBuilder);
        optionsBuilder.UseNpgsql(MigrationHistory.PostgresConnectionString(address), o => o.CommandTimeout(CommandTimeoutSeconds));
    }
}
