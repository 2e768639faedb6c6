using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Domain.Assets;
using PearlIo.Domain.Common;

namespace PearlIo.Application.Assets;

/// <summary>Deletes an asset. Cards that name it are drawn without it from now on.</summary>
public sealed record DeleteAsset(Guid Id, long ExpectedVersion) : IRequest<Result<Unit>>, ITransactional
{
    internal sealed class Handler(IAssetRepository assets, AuditTrail audit) : IRequestHandler<DeleteAsset, Result<Unit>>
    {
        public async Task<Result<Unit>> Handle(DeleteAsset request, CancellationToken cancellationToken)
        {
            if (await assets.FindAsync(request.Id, cancellationToken) is not { } asset)
            {
                return AssetFailures.NotFound;
            }

            var outcome = await assets.DeleteAsync(asset.Id, request.ExpectedVersion, cancellationToken);
            if (outcome != WriteOutcome.Done)
            {
                return outcome == WriteOutcome.NotFound ? AssetFailures.NotFound : AssetFailures.VersionChanged;
            }

            await audit.AddAsync("assets.delete", AuditTargets.Asset(asset.Id), AuditJson.Of(asset), after: null, cancellationToken);
            return Unit.Value;
        }
    }
}
