using FluentValidation;
using MediatR;
using PearlIo.Application.Common;
using PearlIo.Domain.Assets;
using PearlIo.Domain.Common;

namespace PearlIo.Application.Assets;

/// <summary>Reads a page of a tenant's assets, oldest first.</summary>
public sealed record ListAssets(int? Limit, string? Cursor) : IRequest<Result<Page<Asset>>>
{
    private const string List = "assets";

    internal sealed class Validator : AbstractValidator<ListAssets>
    {
        public Validator() => RuleFor(q => q.Limit).PageLimit();
    }

    internal sealed class Handler(IAssetRepository assets) : IRequestHandler<ListAssets, Result<Page<Asset>>>
    {
        public async Task<Result<Page<Asset>>> Handle(ListAssets request, CancellationToken cancellationToken)
        {
            var after = ListCursor.Decode(List, request.Cursor);
            if (after.Failure is not null)
            {
                return after.Failure;
            }

            var limit = request.Limit ?? Page.DefaultLimit;
            return ListCursor.Cut(List, await assets.ListAsync(after.Value, limit + 1, cancellationToken), limit, a => a.Id);
        }
    }
}
