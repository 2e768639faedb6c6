using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Migrations;
using PearlIo.Application.Migrations;
using PearlIo.Infrastructure.Persistence;

namespace PearlIo.Infrastructure.Migrations;

/// <inheritdoc />
/// <param name="address">The direct address: a lock over starters does not survive a transaction pooler.</param>
internal sealed class DatabaseMigrator(DatabaseAddress address) : IDatabaseMigrator
{
    public Task<IReadOnlyList<string>> UpAsync(string? target, CancellationToken cancellationToken) =>
        MigrateAsync((steps, status) => PlanUp(steps, status, target), cancellationToken);

    public Task<IReadOnlyList<string>> DownAsync(string? target, CancellationToken cancellationToken) =>
        MigrateAsync((steps, status) => PlanDown(steps, status, target), cancellationToken);

    public async Task<MigrationStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var context = MigrationsContext.For(address);
            return await ReadStatusAsync(context.Steps, cancellationToken);
        }
        catch (Exception exception) when (MigrationFaults.Explain(exception, address) is { } message)
        {
            throw new MigrationException(message, exception) { MayPass = MigrationFaults.MayPass(exception) };
        }
    }

    public async Task<string> GetScriptAsync(CancellationToken cancellationToken)
    {
        await using var context = MigrationsContext.For(address);

        // SQLite knows no conditions outside of statements, so its script is for an empty database.
        var options = address.Engine is DatabaseEngine.Sqlite ? MigrationsSqlGenerationOptions.Default : MigrationsSqlGenerationOptions.Idempotent;
        return context.Migrator.GenerateScript(options: options);
    }

    private async Task<IReadOnlyList<string>> MigrateAsync(
        Func<IReadOnlyList<string>, MigrationStatus, MigrationPlan> makePlan, CancellationToken cancellationToken)
    {
        try
        {
            MakeFolder();
            await using var held = await MigrationLock.TakeAsync(address, cancellationToken);
            await PrepareSqliteAsync(cancellationToken);
            await using var context = MigrationsContext.For(address);
            var status = await ReadStatusAsync(context.Steps, cancellationToken);
            RefuseNewer(status);
            var plan = makePlan(context.Steps, status);
            if (plan.Steps.Count > 0)
            {
                await context.Migrator.MigrateAsync(plan.End, cancellationToken);
            }

            return plan.Steps;
        }
        catch (Exception exception) when (MigrationFaults.Explain(exception, address) is { } message)
        {
            throw new MigrationException(message, exception) { MayPass = MigrationFaults.MayPass(exception) };
        }
    }

    private static MigrationPlan PlanUp(IReadOnlyList<string> steps, MigrationStatus status, string? target)
    {
        var end = target is null ? steps[^1] : FindStep(steps, target);
        return new MigrationPlan([.. status.Pending.Where(p => string.CompareOrdinal(p, end) <= 0)], end);
    }

    private static MigrationPlan PlanDown(IReadOnlyList<string> steps, MigrationStatus status, string? target)
    {
        var end = target switch
        {
            null => status.Applied.Count < 2 ? Migration.InitialDatabase : status.Applied[^2],
            Migration.InitialDatabase => target,
            _ => FindStep(steps, target),
        };
        if (end is not Migration.InitialDatabase && !status.Applied.Contains(end, StringComparer.Ordinal))
        {
            throw new MigrationException($"The step {end} is not in the database, so there is nothing behind it to take back.");
        }

        return new MigrationPlan([.. status.Applied.Where(a => string.CompareOrdinal(a, end) > 0).Reverse()], end);
    }

    private static string FindStep(IReadOnlyList<string> steps, string target) =>
        steps.FirstOrDefault(s => string.Equals(s, target, StringComparison.OrdinalIgnoreCase)
            || string.Equals(s[(s.IndexOf('_', StringComparison.Ordinal) + 1)..], target, StringComparison.OrdinalIgnoreCase))
        ?? throw new MigrationException($"There is no step '{target}'. The steps are: {string.Join(", ", steps)}.");

    private static void RefuseNewer(MigrationStatus status)
    {
        if (status.Unknown.Count > 0)
        {
            throw new MigrationException(
                $"The schema is newer than this program: it has {string.Join(", ", status.Unknown)}. Run the newer program, or take those steps back with it.");
        }
    }

    private async Task<MigrationStatus> ReadStatusAsync(IReadOnlyList<string> steps, CancellationToken cancellationToken) =>
        MigrationHistory.Compare(steps, await MigrationHistory.ReadAsync(address, cancellationToken));

    private void MakeFolder()
    {
        if (Path.GetDirectoryName(address.FilePath) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }

    // Under our lock nobody else migrates: a row that a killed starter left in the engine's own lock table, for which the
    // engine would wait forever, goes before the engine looks.
    private async Task PrepareSqliteAsync(CancellationToken cancellationToken)
    {
        if (address.Engine is not DatabaseEngine.Sqlite)
        {
            return;
        }

        var builder = new SqliteConnectionStringBuilder(MigrationHistory.SqliteConnectionString(address)) { Mode = SqliteOpenMode.ReadWriteCreate };
        await using DbConnection connection = new SqliteConnection(builder.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        SqliteSettings.Apply((SqliteConnection)connection);
        await using var command = connection.CreateCommand();
        command.CommandText = """drop table if exists "__EFMigrationsLock" """;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed record MigrationPlan(IReadOnlyList<string> Steps, string End);
}
