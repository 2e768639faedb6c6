using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Application.Pictures;
using PearlIo.Domain.Assets;
using PearlIo.Domain.Common;

namespace PearlIo.Application.Assets;

/// <summary>Gives an asset other bytes, once they were decoded; cards that name it show them at once, in every replica.</summary>
/// <param name="Current">The asset as the caller knows it.</param>
/// <param name="File">PNG, JPEG, WebP, GIF, ICO or SVG.</param>
public sealed record ReplaceAsset(Asset Current, ReadOnlyMemory<byte> File) : IRequest<Result<Asset>>
{
    internal sealed class Handler(AssetFiles files, IAssetRepository assets, ITransactions transactions, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<ReplaceAsset, Result<Asset>>
    {
        public async Task<Result<Asset>> Handle(ReplaceAsset request, CancellationToken cancellationToken)
        {
            var current = request.Current;
            if (!(await files.ReadAsync(request.File, cancellationToken)).TryGetValue(out var file, out var broken))
            {
                return broken;
            }

            if (file.Picture.Hash == current.ContentHash)
            {
                return current;
            }

            var changed = Change(current, file, request.File.Length);
            return await transactions.RunAsync(
                () => WriteAsync(current, changed, request.File, cancellationToken), result => result.Failure is null, cancellationToken);
        }

        private async Task<Result<Asset>> WriteAsync(Asset current, Asset changed, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            if (await files.WhyFullAsync(changed, cancellationToken) is { } full)
            {
                return full;
            }

            var outcome = await assets.ReplaceAsync(changed, bytes, current.Version, cancellationToken);
            if (outcome != WriteOutcome.Done)
            {
                return outcome == WriteOutcome.NotFound ? AssetFailures.NotFound : AssetFailures.VersionChanged;
            }

            await audit.AddAsync("assets.replace", AuditTargets.Asset(changed.Id), AuditJson.Of(current), AuditJson.Of(changed), cancellationToken);
            return changed;
        }

        private Asset Change(Asset current, DecodedFile file, int byteSize) => current with
        {
            Format = file.Format,
            Width = file.Width,
            Height = file.Height,
            ContentHash = file.Picture.Hash,
            ByteSize = byteSize,
            UpdatedAt = Timestamps.Now(clock),
            Version = current.Version + 1,
        };
    }
}
