using System.CommandLine;
using System.Globalization;
using PearlIo.Application.Copying;
using PearlIo.WebApi.Hosting;

namespace PearlIo.WebApi.Commands;

/// <summary><c>pearl copy --from sqlite:PATH --to postgresql://...</c>.</summary>
internal static class CopyCommand
{
    private const int Different = 1;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var from = Address("--from", "The database to copy: sqlite:PATH. It is only read.", "sqlite:");
        var to = Address("--to", "The empty database to copy to: postgresql://user:password@host/database.", "postgresql://", "postgres://");
        var storeFrom = new Option<string?>("--store-from") { Description = "Folder of the store with the cards of --from, or s3 for the bucket of the settings. Without it cards are left out." };
        var storeTo = new Option<string?>("--store-to") { Description = "Folder of the store that the cards go to, or s3 for the bucket of the settings." };
        var copy = new Command("copy", "Copies an embedded database to a PostgreSQL one, and compares both. Run again, it goes on where it stopped.") { from, to, storeFrom, storeTo };
        copy.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValue(storeFrom)) != string.IsNullOrWhiteSpace(result.GetValue(storeTo)))
            {
                result.AddError("--store-from and --store-to go together: cards are copied only with their bytes.");
            }
        });
        copy.SetAction((parsed, token) =>
        {
            var stores = parsed.GetValue(storeFrom) is { Length: > 0 } folder ? new CopyStores(folder, parsed.GetValue(storeTo)!) : null;
            var request = new CopyRequest(parsed.GetValue(from)!, parsed.GetValue(to)!, stores);
            return CommandHost.RunAsync((services, t) => RunAsync(services.GetRequiredService<IDatabaseCopier>(), request, t), token);
        });
        return copy;
    }

    // The message must not quote the address: it may hold a password.
    private static Option<string> Address(string name, string description, params string[] schemes)
    {
        var option = new Option<string>(name) { Description = description, Required = true };
        option.Validators.Add(result =>
        {
            var text = result.GetValueOrDefault<string?>()?.Trim() ?? "";
            if (!schemes.Any(s => text.StartsWith(s, StringComparison.OrdinalIgnoreCase)))
            {
                result.AddError($"{name} must begin with {schemes[0]}");
            }
        });
        return option;
    }

    private static async Task<int> RunAsync(IDatabaseCopier copier, CopyRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var report = await copier.CopyAsync(request, new Lines(), cancellationToken);
            return await PrintAsync(report);
        }
        catch (CopyException e)
        {
            throw new StartUpException(e.Message, e);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new StartUpException("The copy was stopped. Run the same command again; it goes on where it stopped.", e);
        }
    }

    private static async Task<int> PrintAsync(CopyReport report)
    {
        await Console.Out.WriteLineAsync($"{"table",-16} {"source",10} {"target",10}  same");
        foreach (var table in report.Tables)
        {
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{table.Name,-16} {table.SourceRows,10} {table.TargetRows,10}  {(table.IsSame ? "yes" : "NO")}{WithoutObject(table)}"));
        }

        if (report.LeftOut.Count > 0)
        {
            await Console.Out.WriteLineAsync(
                $"left out: {string.Join(", ", report.LeftOut)}, which are copied only with --store-from and --store-to; cards are drawn again when they are asked for");
        }

        if (report.IsSame)
        {
            await Console.Out.WriteLineAsync("copied; both sides are the same");
            return 0;
        }

        await Console.Error.WriteLineAsync(
            "pearl: Source and target differ. Something else writes to one of them: stop it, and copy again to an empty database.");
        return Different;
    }

    private static string WithoutObject(CopiedTable table) => table.WithoutObject == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"  ({table.WithoutObject} left out, whose bytes --store-from lacks)");

    /// <summary>Writes at once, in order: <see cref="Progress{T}"/> would hand lines to other threads.</summary>
    private sealed class Lines : IProgress<CopyProgress>
    {
        public void Report(CopyProgress value) =>
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Table}: {value.Done} of {value.Total} rows"));
    }
}
