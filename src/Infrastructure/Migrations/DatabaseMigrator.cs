using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using PearlIo.Application.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Migrations;

/// <inheritdoc />
/// <param name="address">The direct address: a lock over starters does not survive a transaction pooler.</param>
/// <param name="open">Opens the steps, or null for this program's own.</param>
/// <param name="servingUser">The user who serves on PostgreSQL, or null for the one who migrates.</param>
internal sealed class DatabaseMigrator(
    DatabaseAddress address, Func<DatabaseAddress, MigrationsContext>? open = null, string? servingUser = null) : IDatabaseMigrator
{
    // The step from which on the service needs its role.
    private const string IsolatingStep = "_IsolateTenants";

    private readonly Func<DatabaseAddress, MigrationsContext> _open = open ?? MigrationsContext.For;
    private readonly RoleGuard _roles = new(address, servingUser ?? address.UserName);

    public async Task<MigrationChange> UpAsync(string? target, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> newer = [];
        var applied = await MigrateAsync(
            (steps, status) =>
            {
                status.RequireUsable();
                newer = status.Unknown;
                return PlanUp(steps, status, target);
            },
            status => GuardRolesAsync(status, cancellationToken),
            cancellationToken);
        return new MigrationChange(applied, newer);
    }

    public Task<IReadOnlyList<string>> DownAsync(string? target, CancellationToken cancellationToken) => MigrateAsync(
        (steps, status) =>
        {
            RefuseNewer(status);
            return PlanDown(steps, status, target);
        },
        check: _ => Task.CompletedTask,
        cancellationToken);

    public async Task<MigrationStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var context = _open(address);
            var status = await ReadStatusAsync(context.Steps, cancellationToken);
            if (NeedsRoles(status))
            {
                await _roles.CheckAsync(cancellationToken);
            }

            return status;
        }
        catch (Exception exception) when (MigrationFaults.Explain(exception, address) is { } message)
        {
            throw new MigrationException(message, exception) { MayPass = MigrationFaults.MayPass(exception) };
        }
    }

    public async Task<string> GetScriptAsync(bool idempotent, CancellationToken cancellationToken)
    {
        // SQLite knows no conditions outside of statements, so its script is for an empty database.
        var plain = address.Engine is DatabaseEngine.Sqlite;
        if (plain && idempotent)
        {
            throw new MigrationException(
                "SQLite knows no conditions, so no script for it can be run twice. Leave --idempotent out for one that makes the schema of an empty database, or use: pearl migrate up");
        }

        await using var context = _open(address);
        return context.Migrator.GenerateScript(options: plain ? MigrationsSqlGenerationOptions.Default : MigrationsSqlGenerationOptions.Idempotent);
    }

    private async Task<IReadOnlyList<string>> MigrateAsync(
        Func<IReadOnlyList<string>, MigrationStatus, IReadOnlyList<MigrationMove>> makePlan,
        Func<MigrationStatus, Task> check,
        CancellationToken cancellationToken)
    {
        try
        {
            MakeFolder();
            await using var held = await MigrationLock.TakeAsync(address, cancellationToken);
            await PrepareSqliteAsync(cancellationToken);
            await using var context = _open(address);

            // The engine would open another one for each of its questions, three for every step.
            await context.Database.OpenConnectionAsync(cancellationToken);
            var plan = makePlan(context.Steps, await ReadStatusAsync(context.Steps, cancellationToken));
            foreach (var move in plan)
            {
                await MakeMoveAsync(context, move, cancellationToken);
            }

            await check(await ReadStatusAsync(context.Steps, cancellationToken));
            return [.. plan.Select(m => m.Step)];
        }
        catch (Exception exception) when (MigrationFaults.Explain(exception, address) is { } message)
        {
            throw new MigrationException(message, exception) { MayPass = MigrationFaults.MayPass(exception) };
        }
    }

    // One step at a time, so that the one that fails can be named. Each is a transaction of its own.
    private async Task MakeMoveAsync(MigrationsContext context, MigrationMove move, CancellationToken cancellationToken)
    {
        try
        {
            await context.Migrator.MigrateAsync(move.End, cancellationToken);
        }
        catch (Exception exception) when (MigrationFaults.ExplainInStep(exception, address) is { } message)
        {
            throw new MigrationException($"The step {move.Step} failed, and the schema is as it was before it. {message}", exception)
            {
                MayPass = MigrationFaults.MayPass(exception),
            };
        }
    }

    private async Task GuardRolesAsync(MigrationStatus status, CancellationToken cancellationToken)
    {
        if (NeedsRoles(status))
        {
            await _roles.GrantAsync(cancellationToken);
            await _roles.CheckAsync(cancellationToken);
        }
    }

    private bool NeedsRoles(MigrationStatus status) =>
        address.Engine is DatabaseEngine.PostgreSql && status.Applied.Any(s => s.EndsWith(IsolatingStep, StringComparison.Ordinal));

    private static IReadOnlyList<MigrationMove> PlanUp(IReadOnlyList<string> steps, MigrationStatus status, string? target)
    {
        var end = target is null ? steps[^1] : FindStep(steps, target);
        return [.. status.Pending.Where(p => string.CompareOrdinal(p, end) <= 0).Select(p => new MigrationMove(p, End: p))];
    }

    private static IReadOnlyList<MigrationMove> PlanDown(IReadOnlyList<string> steps, MigrationStatus status, string? target)
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

        return
        [
            .. status.Applied
                .Select((step, index) => new MigrationMove(step, index == 0 ? Migration.InitialDatabase : status.Applied[index - 1]))
                .Where(m => string.CompareOrdinal(m.Step, end) > 0)
                .Reverse(),
        ];
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
                $"The schema is newer than this program: it has {string.Join(", ", status.Unknown)}. Take those steps back first, with the newer program.");
        }
    }

    private Task<MigrationStatus> ReadStatusAsync(IReadOnlyList<string> steps, CancellationToken cancellationToken) =>
        MigrationHistory.ReadAsync(address, steps, cancellationToken);

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

    /// <param name="Step">The step that is applied or taken back.</param>
    /// <param name="End">The step that the schema stands at afterwards.</param>
    private sealed record MigrationMove(string Step, string End);
}
