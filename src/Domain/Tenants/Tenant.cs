namespace PearlIo.Domain.Tenants;

/// <summary>Whoever projects belong to: sees and changes own rows only.</summary>
public sealed record Tenant
{
    /// <summary>The tenant that the first migration inserts, which everything belongs to until an operator makes others.</summary>
    public static readonly Guid DefaultId = new("00000000-0000-7000-8000-000000000001");

    /// <summary>Longest name, in characters (Unicode scalar values).</summary>
    public const int MaxNameLength = 255;

    /// <summary>UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>A name for operators, 1-255 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Whether an operator suspended it: its cards are the general card, its keys open nothing.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>What it may use.</summary>
    public TenantLimits Limits { get; init; } = new();

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Counts changes of the tenant from 1; its entity tag.</summary>
    public long Version { get; init; } = 1;
}
