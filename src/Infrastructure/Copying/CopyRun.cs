using PearlIo.Application.Copying;

namespace PearlIo.Infrastructure.Copying;

/// <summary>Copies tables batch by batch, and compares them.</summary>
internal sealed class CopyRun(CopySource source, CopyTarget target, CopyObjects? objects, int batchRows, IProgress<CopyProgress> progress)
{
    /// <summary>Characters after which a batch has no more rows: those of fonts are large.</summary>
    private const long MaxBatchLength = 16L * 1024 * 1024;

    /// <summary>Copies what the target lacks of a table.</summary>
    public async Task CopyAsync(CopyTable table, CancellationToken cancellationToken)
    {
        var columns = await GetColumnsAsync(table, cancellationToken);
        var missing = await target.GetMissingAsync(cancellationToken);
        var total = await source.CountAsync(table, cancellationToken);
        var (done, lastKey) = await target.GetStateAsync(table, cancellationToken);
        progress.Report(new CopyProgress(table.Name, done, total));
        await foreach (var rows in InBatchesAsync(source.ReadAsync(table, columns, lastKey, cancellationToken)))
        {
            done = await AddAsync(table, columns, rows, done, missing, cancellationToken);
            progress.Report(new CopyProgress(table.Name, done, total));
        }
    }

    /// <summary>Reads a table on both sides.</summary>
    public async Task<CopiedTable> CompareAsync(CopyTable table, CancellationToken cancellationToken)
    {
        var columns = await GetColumnsAsync(table, cancellationToken);
        var missing = await target.GetMissingAsync(cancellationToken);
        var here = new CopyFingerprint(columns);
        var there = new CopyFingerprint(columns);
        var withoutObject = 0L;
        await foreach (var row in source.ReadAsync(table, columns, after: null, cancellationToken))
        {
            if (IsMissing(table, columns, row, missing))
            {
                withoutObject++;
            }
            else
            {
                here.Add(row);
            }
        }

        await foreach (var row in target.ReadAsync(table, columns, cancellationToken))
        {
            there.Add(row);
        }

        return new CopiedTable(table.Name, here.Rows, there.Rows, here.IsSame(there), withoutObject);
    }

    private static bool IsMissing(CopyTable table, IReadOnlyList<CopyColumn> columns, string?[] row, HashSet<Guid> missing) =>
        table.ImageId is { } column && missing.Contains(Guid.Parse(Value(columns, row, column)));

    private static string Value(IReadOnlyList<CopyColumn> columns, string?[] row, string name) =>
        row[columns.TakeWhile(c => !string.Equals(c.Name, name, StringComparison.Ordinal)).Count()]!;

    private async IAsyncEnumerable<List<string?[]>> InBatchesAsync(IAsyncEnumerable<string?[]> rows)
    {
        var (batch, length) = (new List<string?[]>(), 0L);
        await foreach (var row in rows)
        {
            batch.Add(row);
            length += row.Sum(text => text?.Length ?? 0L);
            if (batch.Count == batchRows || length >= MaxBatchLength)
            {
                yield return batch;
                length = 0;
                batch.Clear();
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private async Task<long> AddAsync(
        CopyTable table, IReadOnlyList<CopyColumn> columns, List<string?[]> rows, long done, HashSet<Guid> missing, CancellationToken cancellationToken)
    {
        var newlyMissing = new List<Guid>();
        if (objects is not null && string.Equals(table.Name, CopyTable.Images, StringComparison.Ordinal))
        {
            foreach (var row in rows)
            {
                if (!await objects.CopyAsync(Value(columns, row, "storage_path"), Value(columns, row, "content_hash"), cancellationToken))
                {
                    newlyMissing.Add(Guid.Parse(Value(columns, row, "id")));
                }
            }
        }

        missing.UnionWith(newlyMissing);
        done += rows.Count;
        var kept = rows.Where(r => !IsMissing(table, columns, r, missing)).ToList();
        await target.AddAsync(table, columns, new CopyBatch(kept, newlyMissing, done, CopyKey.Of(columns, rows[^1])), cancellationToken);
        return done;
    }

    private async Task<IReadOnlyList<CopyColumn>> GetColumnsAsync(CopyTable table, CancellationToken cancellationToken)
    {
        var types = await target.GetTypesAsync(table, cancellationToken);
        var columns = new List<CopyColumn>();
        foreach (var (name, keyPosition) in await source.GetColumnsAsync(table, cancellationToken))
        {
            columns.Add(new CopyColumn(name, types[name], keyPosition));
        }

        return columns;
    }
}
