using System.CommandLine;
using System.Globalization;
using PearlIo.Application.CachedImages;
using PearlIo.WebApi.Hosting;

namespace PearlIo.WebApi.Commands;

/// <summary><c>pearl store status|adopt|sweep</c>: whose the store of cards is, and what is in it that nothing owns.</summary>
internal static class StoreCommand
{
    private const int Foreign = 3;
    private const int Stopped = 4;

    /// <summary>Makes the command.</summary>
    public static Command Create() => new("store", "Shows and changes which database deletes from the store of cards.")
    {
        CreateStatus(),
        CreateAdopt(),
        CreateSweep(),
    };

    private static Command CreateStatus()
    {
        var status = new Command("status", "Shows whose the store is. Exit codes: 0 this database's, 3 another's or nobody's.");
        status.SetAction((_, token) => CommandHost.RunAsync((services, t) => WithStoreAsync(() => PrintStatusAsync(services, t)), token));
        return status;
    }

    private static Command CreateAdopt()
    {
        var adopt = new Command("adopt", "Makes this database the one that deletes from the store; the one before deletes nothing from then on.");
        adopt.SetAction((_, token) => CommandHost.RunAsync((_, services, t) => WithStoreAsync(() => AdoptAsync(services, t)), token));
        return adopt;
    }

    private static Command CreateSweep()
    {
        var delete = new Option<bool>("--delete") { Description = "Deletes them however many they are; without it, at most a tenth of all objects." };
        var sweep = new Command("sweep", "Deletes objects older than 7 days that nothing in this database owns. Exit codes: 0 none is left, 3 the store is not this database's, 4 some are left.") { delete };
        sweep.SetAction((parsed, token) => CommandHost.RunAsync(
            (_, services, t) => WithStoreAsync(() => SweepAsync(services, parsed.GetValue(delete), t)), token));
        return sweep;
    }

    private static async Task<int> WithStoreAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartUpException(e.Message, e);
        }
    }

    private static async Task<int> PrintStatusAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var owner = await services.GetRequiredService<StoreOwnership>().GetAsync(cancellationToken);
        var last = await services.GetRequiredService<OrphanSweep>().FindLastAsync(cancellationToken);
        await Console.Out.WriteLineAsync($"store: {services.GetRequiredService<IImageStore>().Description}");
        await Console.Out.WriteLineAsync(owner.Database is { } database
            ? string.Create(CultureInfo.InvariantCulture, $"belongs to: {database}, since {owner.Since:u}")
            : "belongs to: nobody");
        await Console.Out.WriteLineAsync($"this database: {owner.ThisDatabase}, which {(owner.IsThisDatabase ? "deletes from it" : "deletes nothing from it")}");
        await Console.Out.WriteLineAsync($"last sweep: {(last is null ? "none" : Line(last))}");
        return owner.IsThisDatabase ? 0 : Foreign;
    }

    private static async Task<int> AdoptAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var owner = await services.GetRequiredService<StoreAdoption>().RunAsync(cancellationToken);
        if (!owner.IsThisDatabase)
        {
            throw new StartUpException($"The store belongs to {owner.Whose}, which adopted it this very moment. Run the same command again if this one should have it.");
        }

        await Console.Out.WriteLineAsync($"The store belongs to {owner.ThisDatabase}, which deletes from it.");
        return 0;
    }

    private static async Task<int> SweepAsync(IServiceProvider services, bool isAgreed, CancellationToken cancellationToken)
    {
        var report = await services.GetRequiredService<OrphanSweep>().RunNowAsync(isAgreed, cancellationToken);
        if (report is null)
        {
            await Console.Error.WriteLineAsync("pearl: The store does not belong to this database, so nothing was deleted. 'pearl store status' shows whose it is, 'pearl store adopt' takes it over.");
            return Foreign;
        }

        await Console.Out.WriteLineAsync(Line(report));
        if (report.Left > 0)
        {
            await Console.Error.WriteLineAsync(report.IsStopped
                ? "pearl: More than one in ten would have gone, so none did. Make sure that no other database uses this store, and run 'pearl store sweep --delete'."
                : "pearl: Some are left. Run the same command again.");
        }

        return report.Left > 0 ? Stopped : 0;
    }

    private static string Line(SweepReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.StartedAt:u}: {report.Objects} objects, {report.Orphans} orphans, {report.Deleted} deleted{(report.IsStopped ? ", stopped to ask" : "")}");
}
