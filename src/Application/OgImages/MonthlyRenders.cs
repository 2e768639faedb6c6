using System.Runtime.CompilerServices;
using Microsoft.Extensions.Caching.Memory;
using PearlIo.Application.Access;
using PearlIo.Application.Common;
using PearlIo.Application.Tenants;

namespace PearlIo.Application.OgImages;

/// <summary>
/// Whether a tenant may have another card drawn in this month, in UTC. What it has used is read at most twice a minute and counted on
/// from there, so that replicas together may go over its limit by what they draw in half a minute. With the database away
/// it is counted on from what was read last, if anything was.
/// </summary>
public sealed class MonthlyRenders(ITenantRepository tenants, IUsageReader usage, CallerContext callers, TimeProvider clock) : IDisposable
{
    /// <summary>How long what was read is counted on.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private const int MaxTenants = 100_000;

    // A database that answers slowly must not keep a card from its reader. Real time always: it knows no other.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly MemoryCache _accounts = new(new MemoryCacheOptions { SizeLimit = MaxTenants });
    private readonly SingleFlight<Guid, Account> _readings = new();

    /// <summary>Takes one render of a tenant's month.</summary>
    /// <returns>False where the tenant has used up its limit.</returns>
    public async ValueTask<bool> TryTakeAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        var account = await FindAsync(tenantId, cancellationToken);
        return account?.Left is null || Interlocked.Decrement(ref account.Left.Value) >= 0;
    }

    /// <inheritdoc />
    public void Dispose() => _accounts.Dispose();

    private async ValueTask<Account?> FindAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        if (_accounts.TryGetValue(tenantId, out Account? known) && known!.Holds(clock))
        {
            return known;
        }

        try
        {
            var reading = _readings.RunAsync(tenantId, stopped => ReadAsync(tenantId, stopped), cancellationToken);
            return await reading.WaitAsync(Patience, cancellationToken);
        }
        catch (Exception e) when (e is DatabaseUnavailableException or TimeoutException)
        {
            return known;
        }
    }

    private async Task<Account> ReadAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        using var scope = callers.Enter(Caller.Service(tenantId));
        var now = clock.GetUtcNow();
        var limit = (await tenants.FindAsync(tenantId, cancellationToken))?.Limits.Renders;
        var account = new Account(limit is { } most ? await CountLeftAsync(most, now, cancellationToken) : null, now, clock.GetTimestamp());
        _accounts.Set(tenantId, account, new MemoryCacheEntryOptions { Size = 1 });
        return account;
    }

    private async Task<long> CountLeftAsync(long most, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var first = new DateOnly(now.Year, now.Month, 1);
        return most - (await usage.ReadAsync(first, first.AddMonths(1), cancellationToken)).Renders;
    }

    private sealed class Account(long? left, DateTimeOffset at, long timestamp)
    {
        public StrongBox<long>? Left { get; } = left is { } number ? new(number) : null;

        // A new month begins anew.
        public bool Holds(TimeProvider clock) =>
            clock.GetElapsedTime(timestamp) < Lifetime && clock.GetUtcNow() is var now && (now.Year, now.Month) == (at.Year, at.Month);
    }
}
