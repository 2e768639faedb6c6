using FluentValidation;
using MediatR;
using PearlIo.Application.Access;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Application.Pictures;
using PearlIo.Domain.Assets;
using PearlIo.Domain.Common;

namespace PearlIo.Application.Assets;

/// <summary>Keeps a picture, once it was decoded.</summary>
/// <param name="Name">What templates and variables will call it; required.</param>
/// <param name="File">PNG, JPEG, WebP, GIF, ICO or SVG.</param>
public sealed record UploadAsset(string? Name, ReadOnlyMemory<byte> File) : IRequest<Result<Asset>>
{
    internal sealed class Validator : AbstractValidator<UploadAsset>
    {
        public Validator() => RuleFor(a => a.Name)
            .Must(name => name is not null && AssetAddress.IsName(name))
            .WithMessage($"'name' is required: a lower-case letter, then lower-case letters, digits and -, at most {AssetAddress.MaxNameLength} characters.");
    }

    // Decoding a file takes longer than a transaction should; SQLite has one writer at a time.
    internal sealed class Handler(
        AssetFiles files, IAssetRepository assets, ITransactions transactions, AuditTrail audit, CallerContext callers, TimeProvider clock)
        : IRequestHandler<UploadAsset, Result<Asset>>
    {
        public async Task<Result<Asset>> Handle(UploadAsset request, CancellationToken cancellationToken)
        {
            if (!(await files.ReadAsync(request.File, cancellationToken)).TryGetValue(out var file, out var broken))
            {
                return broken;
            }

            var asset = Make(request, file, Timestamps.Now(clock));
            return await transactions.RunAsync(
                () => AddAsync(asset, request.File, cancellationToken), result => result.Failure is null, cancellationToken);
        }

        private async Task<Result<Asset>> AddAsync(Asset asset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            if (await files.WhyFullAsync(asset, cancellationToken) is { } full)
            {
                return full;
            }

            if (await assets.AddAsync(asset, bytes, cancellationToken) != WriteOutcome.Done)
            {
                return AssetFailures.Taken;
            }

            await audit.AddAsync("assets.create", AuditTargets.Asset(asset.Id), before: null, AuditJson.Of(asset), cancellationToken);
            return asset;
        }

        private Asset Make(UploadAsset request, DecodedFile file, DateTimeOffset now) => new()
        {
            Id = Guid.CreateVersion7(now),
            TenantId = callers.Current.TenantId,
            Name = request.Name!,
            Format = file.Format,
            Width = file.Width,
            Height = file.Height,
            ContentHash = file.Picture.Hash,
            ByteSize = request.File.Length,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }
}
