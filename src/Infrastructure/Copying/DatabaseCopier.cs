using PearlIo.Application.Copying;
using PearlIo.Application.Migrations;
using PearlIo.Infrastructure.Migrations;
using PearlIo.Infrastructure.Persistence;
using PearlIo.Infrastructure.Storage;

namespace PearlIo.Infrastructure.Copying;

/// <inheritdoc />
/// <param name="telemetry">Measures the stores.</param>
/// <param name="batchRows">Rows that go into the target in one transaction.</param>
internal sealed class DatabaseCopier(StoreTelemetry telemetry, int batchRows = DatabaseCopier.BatchRows) : IDatabaseCopier
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
        DatabaseAddress from, DatabaseAddress to, CopyStores? stores, IProgress<CopyProgress> progress, CancellationToken cancellationToken)
    {
        var objects = stores is null ? null : await OpenStoresAsync(stores, cancellationToken);
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

    private async Task<CopyObjects> OpenStoresAsync(CopyStores stores, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(stores.From))
        {
            throw new CopyException($"There is no folder {Path.GetFullPath(stores.From)}. Name the store to copy with --store-from.");
        }

        var to = new LocalImageStore(stores.To, telemetry);
        await to.ProbeAsync(cancellationToken);
        return new CopyObjects(new LocalImageStore(stores.From, telemetry), to);
    }
}
