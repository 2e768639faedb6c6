using PearlIo.Application.CachedImages;
using PearlIo.Application.Copying;
using PearlIo.Application.Migrations;
using PearlIo.Infrastructure.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Storage;

namespace PearlIo.Infrastructure.Copying;

/// <inheritdoc />
/// <param name="telemetry">Measures the stores.</param>
/// <param name="stores">Opens the bucket of the settings, and takes the target store for the target database; null knows folders only.</param>
/// <param name="batchRows">Rows that go into the target in one transaction.</param>
internal sealed class DatabaseCopier(StoreTelemetry telemetry, CopyStoreAccess? stores = null, int batchRows = DatabaseCopier.BatchRows) : IDatabaseCopier
{
    private const int BatchRows = 5000;

    public async Task<CopyReport> CopyAsync(CopyRequest request, IProgress<CopyProgress> progress, CancellationToken cancellationToken)
    {
        var from = Parse("--from", request.From, DatabaseEngine.Sqlite);
        var to = Parse("--to", request.To, DatabaseEngine.PostgreSql).Direct;
        if (to.IsPooled)
        {
            throw new CopyException("The address in --to goes through a transaction pooler. Name the one past it.");
        }

        try
        {
            return await CopyAsync(from, to, request.Stores, progress, cancellationToken);
        }
        catch (MigrationException exception)
        {
            throw new CopyException(exception.Message.Replace("DATABASE_URL", "--to", StringComparison.Ordinal), exception);
        }
        catch (Exception exception) when (CopyFaults.Explain(exception, from, to) is { } message)
        {
            throw new CopyException(message, exception);
        }
    }

    private static DatabaseAddress Parse(string option, string text, DatabaseEngine engine)
    {
        if (!DatabaseAddress.TryParse(text, out var address, out var problem))
        {
            throw new CopyException($"The address in {option} {problem}.");
        }

        return address.Engine == engine
            ? address
            : throw new CopyException($"The address in {option} must begin with {(engine is DatabaseEngine.Sqlite ? "sqlite:" : "postgresql://")}.");
    }

    private async Task<CopyReport> CopyAsync(
        DatabaseAddress from, DatabaseAddress to, CopyStores? names, IProgress<CopyProgress> progress, CancellationToken cancellationToken)
    {
        var objects = names is null ? null : await OpenStoresAsync(names, to.Identity, cancellationToken);
        await using var source = await CopySource.OpenAsync(from, cancellationToken);
        await using var target = await CopyTarget.OpenAsync(to, $"sqlite:{from.FilePath}", cancellationToken);
        await target.RequireEmptyAsync(cancellationToken);
        await new DatabaseMigrator(to).UpAsync(target: null, cancellationToken);
        await target.BeginAsync(cancellationToken);

        var run = new CopyRun(source, target, objects, batchRows, progress);
        var tables = CopyTable.All.Where(t => objects is not null || t.ImageId is null).ToList();
        foreach (var table in tables)
        {
            await run.CopyAsync(table, cancellationToken);
        }

        var copied = new List<CopiedTable>();
        foreach (var table in tables)
        {
            copied.Add(await run.CompareAsync(table, cancellationToken));
        }

        var report = new CopyReport(copied, [.. CopyTable.All.Except(tables).Select(t => t.Name)]);
        if (report.IsSame)
        {
            await target.FinishAsync(cancellationToken);
        }

        return report;
    }

    private async Task<CopyObjects> OpenStoresAsync(CopyStores names, DatabaseIdentity owner, CancellationToken cancellationToken)
    {
        if (IsBucket(names.From) && IsBucket(names.To))
        {
            throw new CopyException($"--store-from and --store-to are both {CopyStores.Bucket}, which is one and the same bucket. Name a folder in one of them.");
        }

        if (!IsBucket(names.From) && !Directory.Exists(names.From))
        {
            throw new CopyException($"There is no folder {Path.GetFullPath(names.From)}. Name the store to copy with --store-from.");
        }

        var (from, to) = (OpenStore(names.From), OpenStore(names.To));
        await to.ProbeAsync(cancellationToken);
        if (stores is not null)
        {
            await stores.ClaimAsync(to, owner, cancellationToken);
        }

        return new CopyObjects(from, to);
    }

    private IImageStore OpenStore(string name) => !IsBucket(name)
        ? new LocalImageStore(name, telemetry)
        : stores?.OpenBucket()
            ?? throw new CopyException($"{CopyStores.Bucket} stands for the bucket that the settings name, and they name none. Set those that begin with S3_ or CLOUDFLARE_, or name a folder (./{CopyStores.Bucket} is one).");

    private static bool IsBucket(string name) => string.Equals(name, CopyStores.Bucket, StringComparison.Ordinal);
}
