using FluentValidation;
using MediatR;
using PearlIo.Application.Common;
using PearlIo.Domain.Common;
using PearlIo.Domain.Tenants;

namespace PearlIo.Application.Tenants;

/// <summary>Reads a page of tenants, oldest first.</summary>
public sealed record ListTenants(int? Limit, string? Cursor) : IRequest<Result<Page<Tenant>>>
{
    private const string List = "tenants";

    internal sealed class Validator : AbstractValidator<ListTenants>
    {
        public Validator() => RuleFor(q => q.Limit).PageLimit();
    }

    internal sealed class Handler(ITenantRepository tenants) : IRequestHandler<ListTenants, Result<Page<Tenant>>>
    {
        public async Task<Result<Page<Tenant>>> Handle(ListTenants request, CancellationToken cancellationToken)
        {
            var after = ListCursor.Decode(List, request.Cursor);
            if (after.Failure is not null)
            {
                return after.Failure;
            }

            var limit = request.Limit ?? Page.DefaultLimit;
            return ListCursor.Cut(List, await tenants.ListAsync(after.Value, limit + 1, cancellationToken), limit, t => t.Id);
        }
    }
}
