using System.Collections.Concurrent;
using System.Collections.Frozen;
using PearlIo.Application.Access;
using PearlIo.Application.Common;
using PearlIo.Application.Pictures;
using PearlIo.Domain.Assets;
using PearlIo.Domain.CachedImages;

namespace PearlIo.Application.Assets;

/// <summary>Finds the assets that cards name, and has their pixels at hand.</summary>
public sealed class SiteAssets(IAssetRepository assets, IPictureDecoder decoder, CallerContext callers)
{
    private readonly SingleFlight<(Guid Id, Sha256Hash Hash), CardPicture?> _readings = new();

    // Every site of a tenant keeps them all: while a site has them, the next one gets the same.
    private readonly ConcurrentDictionary<Guid, WeakReference<FrozenDictionary<string, Asset>>> _read = new();

    /// <summary>All assets of the caller's tenant, by name.</summary>
    public async Task<IReadOnlyDictionary<string, Asset>> ListAsync(CancellationToken cancellationToken)
    {
        var tenant = callers.Current.TenantId;
        var all = await assets.ListAsync(after: null, Asset.MaxCount, cancellationToken);
        if (all.Count == 0)
        {
            _read.TryRemove(tenant, out _);
            return FrozenDictionary<string, Asset>.Empty;
        }

        if (_read.TryGetValue(tenant, out var read) && read.TryGetTarget(out var known) && IsSame(known, all))
        {
            return known;
        }

        var byName = all.ToFrozenDictionary(a => a.Name, StringComparer.Ordinal);
        _read[tenant] = new WeakReference<FrozenDictionary<string, Asset>>(byName);
        return byName;
    }

    /// <summary>Those that addresses name, by the address; what names none that is there is left out.</summary>
    public static IReadOnlyDictionary<string, Asset> Named(IEnumerable<string> addresses, IReadOnlyDictionary<string, Asset> all)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentNullException.ThrowIfNull(all);
        var named = new Dictionary<string, Asset>(StringComparer.Ordinal);
        foreach (var address in addresses.Where(AssetAddress.Is))
        {
            if (all.TryGetValue(AssetAddress.NameIn(address), out var asset))
            {
                named[address] = asset;
            }
        }

        return named;
    }

    /// <summary>The pictures of assets, by address; those that cannot be had in time are left out.</summary>
    /// <param name="named">The assets by address.</param>
    /// <param name="patience">How long the caller waits; what takes longer goes on and is there the next time.</param>
    /// <param name="asksDatabase">False where the database is known to be away.</param>
    /// <param name="cancellationToken">Stops this caller's waiting.</param>
    public async Task<IReadOnlyDictionary<string, CardPicture>> ReadAsync(
        IReadOnlyDictionary<string, Asset> named, TimeSpan patience, bool asksDatabase, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(named);
        var read = await Task.WhenAll(named.Select(
            async item => (item.Key, Picture: await ReadAsync(item.Value, patience, asksDatabase, cancellationToken))));
        return read.Where(r => r.Picture is not null).ToDictionary(r => r.Key, r => r.Picture!, StringComparer.Ordinal);
    }

    private static bool IsSame(FrozenDictionary<string, Asset> known, IReadOnlyList<Asset> all) =>
        known.Count == all.Count && all.All(asset => known.TryGetValue(asset.Name, out var same) && same == asset);

    // Real time always: neither database nor decoder know another.
    private async Task<CardPicture?> ReadAsync(Asset asset, TimeSpan patience, bool asksDatabase, CancellationToken cancellationToken)
    {
        if (decoder.FindHeld(asset.ContentHash, CardPicture.MaxSide) is { } held)
        {
            return held;
        }

        if (!asksDatabase)
        {
            return null;
        }

        try
        {
            return await _readings.RunAsync((asset.Id, asset.ContentHash), () => DecodeAsync(asset), cancellationToken).WaitAsync(patience, cancellationToken);
        }
        catch (Exception e) when (e is DatabaseUnavailableException or TimeoutException)
        {
            return null;
        }
    }

    private async Task<CardPicture?> DecodeAsync(Asset asset)
    {
        using var scope = callers.Enter(Caller.Service(asset.TenantId));
        if (await assets.FindBytesAsync(asset.Id, asset.ContentHash, CancellationToken.None) is not { } bytes)
        {
            return null;
        }

        var decoded = await decoder.DecodeAsync(bytes, CardPicture.MaxSide, CancellationToken.None);
        return decoded.TryGetValue(out var file, out _) ? file.Picture : null;
    }
}
