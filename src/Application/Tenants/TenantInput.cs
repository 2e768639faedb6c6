using FluentValidation;
using PearlIo.Application.Common;
using PearlIo.Domain.Tenants;

namespace PearlIo.Application.Tenants;

/// <summary>What an operator says of a tenant; null stands for the default or none.</summary>
/// <param name="Name">A name for operators, 1-255 characters; required.</param>
/// <param name="Suspended">Whether its cards are the general card and its keys open nothing; false by default.</param>
/// <param name="Limits">What it may use; no limits by default.</param>
public sealed record TenantInput(string? Name, bool? Suspended = null, TenantLimits? Limits = null)
{
    /// <summary>The tenant with these values; they must be valid.</summary>
    internal Tenant ApplyTo(Tenant tenant) => tenant with
    {
        Name = Name!.Normalize().Trim(),
        IsSuspended = Suspended ?? false,
        Limits = Limits ?? new TenantLimits(),
    };

    internal sealed class Validator : AbstractValidator<TenantInput>
    {
        public Validator()
        {
            RuleFor(t => t.Name).RequiredText(Tenant.MaxNameLength);
            RuleFor(t => t.Limits).Custom((limits, context) =>
            {
                Check("renders", limits?.Renders, context);
                Check("bytes", limits?.Bytes, context);
                Check("pages", limits?.Pages, context);
            });
        }

        private static void Check(string name, long? limit, ValidationContext<TenantInput> context)
        {
            if (limit < 0)
            {
                context.AddFailure($"'limits.{name}' must be 0 or more, or null for no limit.");
            }
        }
    }
}
