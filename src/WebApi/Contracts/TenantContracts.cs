using PearlIo.Application.Tenants;
using PearlIo.Domain.Tenants;

namespace PearlIo.WebApi.Contracts;

/// <summary>What an operator says of a tenant.</summary>
internal sealed record TenantBody
{
    /// <summary>A name for operators, 1-255 characters; required.</summary>
    public string? Name { get; init; }

    /// <summary>Whether its cards are the general card and its keys open nothing, on every server at once; false by default.</summary>
    public bool? Suspended { get; init; }

    /// <summary>What it may use; no limits by default.</summary>
    public LimitsBody? Limits { get; init; }

    /// <summary>The body that would give this tenant.</summary>
    public static TenantBody Of(Tenant tenant) => new()
    {
        Name = tenant.Name,
        Suspended = tenant.IsSuspended,
        Limits = LimitsBody.Of(tenant.Limits),
    };

    /// <summary>The same for the application.</summary>
    public TenantInput ToInput() => new(Name, Suspended, Limits is null ? null : new TenantLimits(Limits.Renders, Limits.Bytes, Limits.Pages));
}

/// <summary>What a tenant may use; null stands for no limit.</summary>
internal sealed record LimitsBody
{
    /// <summary>Cards that may be drawn in a month, in UTC, from 0; over it, kept and plain cards are answered.</summary>
    public long? Renders { get; init; }

    /// <summary>Bytes of cards that may be kept, from 0; over it, those that were not used for the longest time go.</summary>
    public long? Bytes { get; init; }

    /// <summary>Pages that builds may have told, over all projects, from 0; over it, telling more is 409.</summary>
    public long? Pages { get; init; }

    public static LimitsBody Of(TenantLimits limits) => new() { Renders = limits.Renders, Bytes = limits.Bytes, Pages = limits.Pages };
}

/// <summary>A tenant as the API shows it.</summary>
/// <param name="Id">UUID v7.</param>
/// <param name="Name">A name for operators.</param>
/// <param name="Suspended">Whether its cards are the general card and its keys open nothing.</param>
/// <param name="Limits">What it may use.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
internal sealed record TenantResource(Guid Id, string Name, bool Suspended, LimitsBody Limits, DateTime CreatedAt)
{
    public static TenantResource Of(Tenant tenant) =>
        new(tenant.Id, tenant.Name, tenant.IsSuspended, LimitsBody.Of(tenant.Limits), tenant.CreatedAt.UtcDateTime);
}

/// <summary>A page of tenants.</summary>
/// <param name="Items">The tenants, oldest first.</param>
/// <param name="NextCursor">What to pass as `cursor` for the next page, or null on the last.</param>
internal sealed record TenantPage(IReadOnlyList<TenantResource> Items, string? NextCursor);

/// <summary>What a tenant used in a month.</summary>
/// <param name="Month">The month, in UTC.</param>
/// <param name="Renders">Cards drawn.</param>
/// <param name="BytesKept">Bytes of the cards that were drawn and kept.</param>
/// <param name="BytesSent">Bytes of cards answered.</param>
/// <param name="StoreCalls">Calls of the store.</param>
/// <param name="Fetches">Pages and pictures fetched.</param>
internal sealed record UsageResource(string Month, long Renders, long BytesKept, long BytesSent, long StoreCalls, long Fetches)
{
    public static UsageResource Of(MonthlyUsage monthly)
    {
        var (month, usage) = monthly;
        return new UsageResource(month, usage.Renders, usage.BytesKept, usage.BytesSent, usage.StoreCalls, usage.Fetches);
    }
}
