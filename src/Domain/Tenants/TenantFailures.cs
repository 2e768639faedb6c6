using PearlIo.Domain.Common;

namespace PearlIo.Domain.Tenants;

/// <summary>Expected outcomes of working with tenants.</summary>
public static class TenantFailures
{
    /// <summary>There is no such tenant.</summary>
    public static readonly Failure NotFound = new(FailureKind.NotFound, "tenants.not_found", "There is no tenant with this id.");

    /// <summary>The caller's <c>If-Match</c> names an older version.</summary>
    public static readonly Failure VersionChanged = new(
        FailureKind.PreconditionFailed,
        "tenants.version_changed",
        "The tenant was changed since you read it. Read it again and repeat the change with its new ETag.");

    /// <summary>Something still belongs to the tenant.</summary>
    public static readonly Failure NotEmpty = new(
        FailureKind.Conflict,
        "tenants.not_empty",
        "The tenant still has projects, or stored objects of deleted ones that go within seconds. Delete its projects, wait a moment, then delete it.");

    /// <summary>What belongs to nobody else belongs to it.</summary>
    public static readonly Failure IsDefault = new(
        FailureKind.Conflict, "tenants.is_default", "The default tenant cannot be deleted: ADMIN_KEY and the server itself belong to it. Suspend it instead.");

    /// <summary>The embedded database keeps one tenant.</summary>
    public static readonly Failure NeedPostgreSql = new(
        FailureKind.Conflict,
        "tenants.need_postgresql",
        "SQLite holds one tenant, for it cannot keep the rows of several apart. Point DATABASE_URL at PostgreSQL to have more.");

    /// <summary>An operator suspended the tenant.</summary>
    public static readonly Failure Suspended = new(
        FailureKind.Forbidden, "tenants.suspended", "The operator suspended this tenant, so its keys open nothing. Ask the operator to resume it.");
}
