using PearlIo.Application.Common;
using PearlIo.Application.Pictures;
using PearlIo.Application.Tenants;
using PearlIo.Domain.Assets;
using PearlIo.Domain.Common;

namespace PearlIo.Application.Assets;

/// <summary>Looks at a file before it is kept as an asset, and whether there is room for it.</summary>
public sealed class AssetFiles(IPictureDecoder decoder, IAssetRepository assets, ITenantRepository tenants)
{
    /// <summary>Decodes the file.</summary>
    /// <returns>What it is, an Invalid failure that says what is wrong with it, or TooBusy.</returns>
    public async Task<Result<DecodedFile>> ReadAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        var decoded = await decoder.DecodeAsync(file, CardPicture.MaxSide, cancellationToken);
        return decoded.Failure is { Kind: FailureKind.Invalid } broken ? Invalid.Field("body", broken.Message) : decoded;
    }

    /// <summary>Why the caller's tenant has no room for an asset, new or with other bytes; null where it has. Part of the transaction that writes it.</summary>
    public async Task<Failure?> WhyFullAsync(Asset asset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asset);
        var kept = await assets.HoldAllAsync(cancellationToken);
        var replaced = kept.FirstOrDefault(a => a.Id == asset.Id);
        if (replaced is null && kept.Count >= Asset.MaxCount)
        {
            return AssetFailures.TooMany;
        }

        // Whoever has too much since a limit was lowered may still replace a picture by a smaller one.
        var added = asset.ByteSize - (replaced?.ByteSize ?? 0);
        var tenant = await tenants.FindAsync(asset.TenantId, cancellationToken);
        var most = Math.Min(Asset.MaxTotalBytes, tenant?.Limits.Bytes ?? long.MaxValue);
        return added > 0 && kept.Sum(a => (long)a.ByteSize) + added > most ? AssetFailures.TooLarge : null;
    }
}
