using FluentValidation;
using MediatR;
using PearlIo.Application.Common;
using PearlIo.Domain.ApiKeys;
using PearlIo.Domain.Common;

namespace PearlIo.Application.ApiKeys;

/// <summary>Reads a page of the tenant's keys, oldest first, revoked ones too.</summary>
public sealed record ListKeys(int? Limit, string? Cursor) : IRequest<Result<Page<ApiKey>>>
{
    private const string List = "keys";

    internal sealed class Validator : AbstractValidator<ListKeys>
    {
        public Validator() => RuleFor(q => q.Limit).PageLimit();
    }

    internal sealed class Handler(IApiKeyRepository keys) : IRequestHandler<ListKeys, Result<Page<ApiKey>>>
    {
        public async Task<Result<Page<ApiKey>>> Handle(ListKeys request, CancellationToken cancellationToken)
        {
            var after = ListCursor.Decode(List, request.Cursor);
            if (after.Failure is not null)
            {
                return after.Failure;
            }

            var limit = request.Limit ?? Page.DefaultLimit;
            return ListCursor.Cut(List, await keys.ListAsync(after.Value, limit + 1, cancellationToken), limit, k => k.Id);
        }
    }
}
