using System.Globalization;
using FluentValidation;
using MediatR;
using PearlIo.Application.Access;
using PearlIo.Domain.Common;
using PearlIo.Domain.Tenants;

namespace PearlIo.Application.Tenants;

/// <summary>Reads what a tenant used in a month, in UTC.</summary>
/// <param name="Id">The tenant.</param>
/// <param name="Month">The month as <c>2026-11</c>, or null for the current one.</param>
public sealed record GetTenantUsage(Guid Id, string? Month) : IRequest<Result<MonthlyUsage>>
{
    private const string Format = "yyyy-MM";

    private static bool TryRead(string month, out DateOnly first) =>
        DateOnly.TryParseExact(month, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out first) && first.Year < 9999;

    internal sealed class Validator : AbstractValidator<GetTenantUsage>
    {
        public Validator() => RuleFor(q => q.Month).Must(m => m is null || TryRead(m, out _))
            .WithMessage("'month' must be a month such as 2026-11.");
    }

    internal sealed class Handler(ITenantRepository tenants, IUsageReader usage, CallerContext callers, TimeProvider clock)
        : IRequestHandler<GetTenantUsage, Result<MonthlyUsage>>
    {
        public async Task<Result<MonthlyUsage>> Handle(GetTenantUsage request, CancellationToken cancellationToken)
        {
            if (await tenants.FindAsync(request.Id, cancellationToken) is not { } tenant)
            {
                return TenantFailures.NotFound;
            }

            var first = FirstDay(request.Month);

            // An operator sees the list of tenants, and a tenant's rows only on its behalf.
            using var scope = callers.Enter(Caller.Service(tenant.Id));
            var sums = await usage.ReadAsync(first, first.AddMonths(1), cancellationToken);
            return new MonthlyUsage(first.ToString(Format, CultureInfo.InvariantCulture), sums);
        }

        private DateOnly FirstDay(string? month)
        {
            var today = clock.GetUtcNow();
            return month is not null && TryRead(month, out var first) ? first : new DateOnly(today.Year, today.Month, 1);
        }
    }
}

/// <summary>What a tenant used in a month.</summary>
/// <param name="Month">The month as <c>2026-11</c>, in UTC.</param>
/// <param name="Usage">Sums of its days.</param>
public sealed record MonthlyUsage(string Month, TenantUsage Usage);
