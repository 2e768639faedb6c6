namespace PearlIo.Domain.Audit;

/// <summary>What somebody changed; never a secret. Entries are added and, once old, deleted; none is ever changed.</summary>
public sealed record AuditEntry
{
    /// <summary>UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant on whose behalf it was done; the entry outlives it.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who: the id of a key, <c>admin-key</c>, <c>command line</c>, <c>development</c> or <c>service</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>The address that the request came from, or null for work without a request.</summary>
    public string? Address { get; init; }

    /// <summary>What was done, such as <c>projects.create</c>.</summary>
    public required string Action { get; init; }

    /// <summary>To what.</summary>
    public required AuditTarget Target { get; init; }

    /// <summary>The target before, as JSON, or null where there was none.</summary>
    public string? Before { get; init; }

    /// <summary>The target after, as JSON, or null where there is none.</summary>
    public string? After { get; init; }
}

/// <summary>What a change was made to.</summary>
/// <param name="Type">Sort of thing: <c>project</c>, <c>route</c>, <c>key</c>, <c>tenant</c>, <c>schema</c>, <c>store</c>.</param>
/// <param name="Id">Its id.</param>
public sealed record AuditTarget(string Type, string Id);
