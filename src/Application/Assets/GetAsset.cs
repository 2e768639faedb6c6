using MediatR;
using PearlIo.Domain.Assets;
using PearlIo.Domain.Common;

namespace PearlIo.Application.Assets;

/// <summary>Reads what is known of an asset.</summary>
public sealed record GetAsset(Guid Id) : IRequest<Result<Asset>>
{
    internal sealed class Handler(IAssetRepository assets) : IRequestHandler<GetAsset, Result<Asset>>
    {
        public async Task<Result<Asset>> Handle(GetAsset request, CancellationToken cancellationToken) =>
            await assets.FindAsync(request.Id, cancellationToken) is { } asset ? asset : AssetFailures.NotFound;
    }
}
