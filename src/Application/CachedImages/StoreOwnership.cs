using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;

namespace PearlIo.Application.CachedImages;

/// <summary>
/// Whether this database may delete from the store. <c>pearl.json</c> in the store names the one that may, so that a staging copy or
/// a restored database does not take production's cards away. It is read anew whenever something is about to go.
/// </summary>
public sealed partial class StoreOwnership
{
    private readonly IImageStore _store;
    private readonly DatabaseIdentity _database;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Gauge<int> _owned;
    private StoreOwner? _told;

    /// <summary>Makes the guard and registers its figure.</summary>
    public StoreOwnership(
        IImageStore store, DatabaseIdentity database, IMeterFactory meters, TimeProvider clock, ILogger<StoreOwnership> logger)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _store = store;
        _database = database;
        _clock = clock;
        _logger = logger;
        _owned = meters.Create("PearlIo").CreateGauge<int>(
            "pearl_store_owned", description: "1 where the store belongs to this database, which alone deletes from it; 0 where nothing is deleted.");
    }

    /// <summary>Whose the store is.</summary>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public async Task<StoreOwner> GetAsync(CancellationToken cancellationToken)
    {
        var (exists, mark) = await StoreMarks.ReadAsync<Mark>(_store, ObjectName.Owner, cancellationToken);
        var owner = mark is { Host: { Length: > 0 } host, Name: { Length: > 0 } name } ? new DatabaseIdentity(host, name) : null;
        return new StoreOwner(_database, exists, owner, owner is null ? null : mark!.Since);
    }

    /// <summary>Takes a store that is nobody's and has no card yet; done before the first card is put into it.</summary>
    /// <exception cref="IOException">The store cannot be read or written.</exception>
    public async Task<StoreOwner> ClaimAsync(CancellationToken cancellationToken)
    {
        var owner = await GetAsync(cancellationToken);
        if (!owner.IsMarked && await IsEmptyAsync(cancellationToken))
        {
            owner = await AdoptAsync(cancellationToken);
        }

        Tell(owner);
        return owner;
    }

    /// <summary>Makes this database the one that deletes from the store, whose it ever was.</summary>
    /// <returns>Whose it is now: somebody else's where another database did the same this moment.</returns>
    /// <exception cref="IOException">The store cannot be read or written.</exception>
    public async Task<StoreOwner> AdoptAsync(CancellationToken cancellationToken)
    {
        await StoreMarks.WriteAsync(
            _store, ObjectName.Owner, new Mark(_database.Host, _database.Name, Timestamps.Now(_clock), Mark.Explanation), cancellationToken);
        return await GetAsync(cancellationToken);
    }

    /// <summary>Whether this database may delete from the store now; says so in the log once where it may not.</summary>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public async Task<bool> MayDeleteAsync(CancellationToken cancellationToken)
    {
        var owner = await GetAsync(cancellationToken);
        Tell(owner);
        return owner.IsThisDatabase;
    }

    private async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in _store.ListAsync(prefix: null, cancellationToken))
        {
            return false;
        }

        return true;
    }

    private void Tell(StoreOwner owner)
    {
        _owned.Record(owner.IsThisDatabase ? 1 : 0);
        var before = Interlocked.Exchange(ref _told, owner);
        if (before == owner)
        {
            return;
        }

        if (!owner.IsThisDatabase)
        {
            LogForeign(_store.Description, owner.Whose, _database);
        }
        else if (before is { IsThisDatabase: false })
        {
            LogOwn(_store.Description, _database);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store ({Store}) belongs to {Owner} and not to this one, {Database}: nothing is deleted from it. If this is the only database that uses the store, run 'pearl store adopt'; else give this one a store of its own")]
    private partial void LogForeign(string store, string owner, DatabaseIdentity database);

    [LoggerMessage(Level = LogLevel.Information, Message = "The store ({Store}) belongs to this database, {Database}, which deletes from it from now on")]
    private partial void LogOwn(string store, DatabaseIdentity database);

    /// <summary>What stands in <c>pearl.json</c>.</summary>
    private sealed record Mark(string? Host, string? Name, DateTimeOffset? Since, string? About)
    {
        public const string Explanation = "The one database that deletes from this store of cards. Another one takes it over by 'pearl store adopt'.";
    }
}

/// <summary>Whose a store is.</summary>
/// <param name="ThisDatabase">The database that this program works on.</param>
/// <param name="IsMarked">Whether <c>pearl.json</c> is there.</param>
/// <param name="Database">The database that it names, or null where it is missing or cannot be understood.</param>
/// <param name="Since">Since when it has been that one's.</param>
public sealed record StoreOwner(DatabaseIdentity ThisDatabase, bool IsMarked, DatabaseIdentity? Database, DateTimeOffset? Since)
{
    /// <summary>Whether it is this program's database's.</summary>
    public bool IsThisDatabase => ThisDatabase == Database;

    /// <summary>Whose it is, as part of a sentence.</summary>
    public string Whose => (Database, IsMarked) switch
    {
        ({ } database, _) => $"the database {database}",
        (_, true) => "a database that its pearl.json does not name in a way that can be understood",
        _ => "no database, although there are cards in it",
    };
}
