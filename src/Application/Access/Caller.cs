using PearlIo.Domain.ApiKeys;

namespace PearlIo.Application.Access;

/// <summary>On whose behalf work is done: decides which rows it sees, and what the audit says of it.</summary>
/// <param name="TenantId">The tenant whose rows are seen and changed; no others are.</param>
/// <param name="Actor">Who it is, for the audit: the id of a key, or what part of the program. Never a secret.</param>
/// <param name="Address">The address that the request came from, or null for work without a request.</param>
/// <param name="IsOperator">Whether the list of tenants itself may be seen and changed.</param>
public sealed record Caller(Guid TenantId, string Actor, string? Address = null, bool IsOperator = false)
{
    /// <summary>What may be done through the API.</summary>
    public Scopes Scopes { get; init; }

    /// <summary>The service itself: cards and workers.</summary>
    public static Caller Service(Guid tenantId) => new(tenantId, "service");

    /// <summary>Whoever runs the program on the server itself.</summary>
    public static Caller CommandLine(Guid tenantId) => new(tenantId, "command line", IsOperator: true) { Scopes = ScopeRules.All };
}
