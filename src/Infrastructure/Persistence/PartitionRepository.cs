using System.Globalization;
using PearlIo.Application.CachedImages;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Values;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class PartitionRepository(Database database) : IPartitions
{
    /// <summary>Lets one replica make or drop partitions at a time; any constant of our own beside those of migrations and statistics.</summary>
    public const string AdvisoryKey = "5793143639752920835";

    private const string DayFormat = "yyyy-MM-dd";

    private const string ListDays = """
        select to_char(to_date(right(part.relname, 8), 'YYYYMMDD'), 'YYYY-MM-DD')
        from pg_inherits join pg_class part on part.oid = pg_inherits.inhrelid
        where pg_inherits.inhparent = to_regclass('cached_images') and part.relname ~ '^cached_images_[0-9]{8}$'
        order by 1
        """;

    private const string Make = "select make_partition(cast(@day as date))";
    private const string Drop = "select drop_partition(cast(@day as date))";
    private const string CountDefaultRows = "select count_default_rows(cast(@since as date), cast(@until as date))";

    public bool AreUsed => database.Address.Engine is DatabaseEngine.PostgreSql;

    public async Task<IReadOnlyList<DateOnly>> ListDaysAsync(CancellationToken cancellationToken)
    {
        var days = await database.ReadAsync(
            DatabaseScope.NoTenant, session => session.QueryAsync<string>(ListDays, parameters: null, cancellationToken), cancellationToken);
        return [.. days.Select(d => DateOnly.ParseExact(d, DayFormat, CultureInfo.InvariantCulture))];
    }

    public Task<PartitionOutcome> MakeAsync(DateOnly day, CancellationToken cancellationToken) => ChangeAsync(Make, day, cancellationToken);

    public Task<PartitionOutcome> DropAsync(DateOnly day, CancellationToken cancellationToken) => ChangeAsync(Drop, day, cancellationToken);

    public Task<long> CountDefaultRowsAsync(DateOnly since, DateOnly until, CancellationToken cancellationToken) => database.ReadAsync(
        DatabaseScope.NoTenant,
        session => session.GetAsync<long>(CountDefaultRows, new { since = Text(since), until = Text(until) }, cancellationToken),
        cancellationToken);

    // One round trip is one transaction, so that no lock is held while this side is slow.
    private async Task<PartitionOutcome> ChangeAsync(string sql, DateOnly day, CancellationToken cancellationToken)
    {
        var outcome = await database.ReadAsync(
            DatabaseScope.NoTenant,
            session => session.GetAsync<string>(sql, new { day = Text(day) }, cancellationToken),
            cancellationToken);
        return EnumText.Read<PartitionOutcome>(outcome);
    }

    private static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);
}
