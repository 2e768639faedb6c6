using System.CommandLine;
using PearlIo.Application.Common;
using PearlIo.Application.Migrations;

namespace PearlIo.WebApi.Commands;

/// <summary><c>pearl migrate up|down|status|script</c>.</summary>
internal static class MigrateCommand
{
    private const int Unreachable = 1;
    private const int Pending = 3;
    private const int Newer = 4;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var upTarget = new Argument<string?>("target") { Description = "Step to end at; the newest by default.", Arity = ArgumentArity.ZeroOrOne };
        var up = new Command("up", "Applies pending migrations.") { upTarget };
        up.SetAction((parsed, token) => RunAsync((migrator, t) => UpAsync(migrator, parsed.GetValue(upTarget), t), token));

        var downTarget = new Argument<string?>("target") { Description = "Step to end at, or 0 to take back all; one step by default.", Arity = ArgumentArity.ZeroOrOne };
        var down = new Command("down", "Takes migrations back.") { downTarget };
        down.SetAction((parsed, token) => RunAsync((migrator, t) => DownAsync(migrator, parsed.GetValue(downTarget), t), token));

        var status = new Command("status", "Lists migrations. Exits 0 when current, 3 when some are pending, 4 when the database is newer, 1 when it cannot be reached.");
        status.SetAction((_, token) => RunAsync(StatusAsync, token));

        var idempotent = new Option<bool>("--idempotent") { Description = "Asks for a script that can be run on any earlier version and again; on PostgreSQL it always is." };
        var script = new Command("script", "Prints the SQL of all migrations.") { idempotent };
        script.SetAction((parsed, token) => RunAsync((migrator, t) => ScriptAsync(migrator, parsed.GetValue(idempotent), t), token));
        return new Command("migrate", "Brings the database's schema to a version.") { up, down, status, script };
    }

    private static Task<int> RunAsync(Func<IDatabaseMigrator, CancellationToken, Task<int>> action, CancellationToken cancellationToken) =>
        CommandHost.RunAsync((services, token) => action(services.GetRequiredService<IDatabaseMigrator>(), token), cancellationToken);

    private static async Task<int> UpAsync(IDatabaseMigrator migrator, string? target, CancellationToken cancellationToken)
    {
        var change = await migrator.UpAsync(target, cancellationToken);
        await PrintChangesAsync("applied", change.Applied);
        await PrintAsync("left as it is (made by a newer program, which this one can work with)", change.Newer);
        return 0;
    }

    private static async Task<int> DownAsync(IDatabaseMigrator migrator, string? target, CancellationToken cancellationToken)
    {
        await PrintChangesAsync("taken back", await migrator.DownAsync(target, cancellationToken));
        return 0;
    }

    private static async Task<int> StatusAsync(IDatabaseMigrator migrator, CancellationToken cancellationToken)
    {
        MigrationStatus status;
        try
        {
            status = await migrator.GetStatusAsync(cancellationToken);
        }
        catch (Exception e) when (e is MigrationException or DatabaseUnavailableException)
        {
            await Console.Error.WriteLineAsync($"pearl: {e.Message}");
            return Unreachable;
        }

        await PrintAsync("applied", status.Applied);
        await PrintAsync("pending", status.Pending);
        await PrintAsync("unknown (made by a newer program)", [.. status.Unknown.Except(status.Breaking, StringComparer.Ordinal)]);
        await PrintAsync("unknown (made by a newer program, this one cannot work with it)", status.Breaking);
        if (status.Unknown.Count > 0)
        {
            return Newer;
        }

        return status.Pending.Count > 0 ? Pending : 0;
    }

    private static async Task<int> ScriptAsync(IDatabaseMigrator migrator, bool isIdempotent, CancellationToken cancellationToken)
    {
        await Console.Out.WriteLineAsync(await migrator.GetScriptAsync(isIdempotent, cancellationToken));
        return 0;
    }

    private static Task PrintChangesAsync(string what, IReadOnlyList<string> steps) =>
        steps.Count > 0 ? PrintAsync(what, steps) : Console.Out.WriteLineAsync("nothing to do");

    private static async Task PrintAsync(string what, IReadOnlyList<string> steps)
    {
        foreach (var step in steps)
        {
            await Console.Out.WriteLineAsync($"{step}  {what}");
        }
    }
}
