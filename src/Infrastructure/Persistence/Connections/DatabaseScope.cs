using PearlIo.Application.Access;

namespace PearlIo.Infrastructure.Persistence.Connections;

/// <summary>
/// What a piece of work may see. On PostgreSQL it is set for one transaction only, so that nothing of it is left on a connection
/// that another takes next, be it this pool's or a pooler's. SQLite has one tenant and nothing to set.
/// </summary>
internal sealed record DatabaseScope
{
    /// <summary>
    /// The role that the service takes on, made by the migrations: it owns nothing and cannot bypass row-level security, whatever
    /// the connecting role may do.
    /// </summary>
    public const string Role = "pearl_app";

    private const string SetTenant =
        $"select set_config('role', '{Role}', true), set_config('pearl.tenant', @pearl_tenant, true), set_config('pearl.operator', @pearl_operator, true);\n";

    private DatabaseScope(bool isOwn, string tenant, bool isOperator)
    {
        IsOwn = isOwn;
        Tenant = tenant;
        Operator = isOperator ? "on" : "";
    }

    /// <summary>No tenant's rows: only what the functions that cross tenants answer.</summary>
    public static DatabaseScope NoTenant { get; } = new(isOwn: false, "", isOperator: false);

    /// <summary>The list of tenants, and no other rows.</summary>
    public static DatabaseScope AllTenants { get; } = new(isOwn: false, "", isOperator: true);

    /// <summary>What the connecting role itself may see: for the history of migrations, where the service's role may not exist yet.</summary>
    public static DatabaseScope Own { get; } = new(isOwn: true, "", isOperator: false);

    /// <summary>Whether nothing is set.</summary>
    public bool IsOwn { get; }

    /// <summary>The tenant as PostgreSQL takes it, or empty.</summary>
    public string Tenant { get; }

    /// <summary><c>on</c> for an operator, else empty.</summary>
    public string Operator { get; }

    /// <summary>The rows of the caller's tenant.</summary>
    public static DatabaseScope Of(Caller caller) => new(isOwn: false, caller.TenantId.ToString("D"), caller.IsOperator);

    /// <summary>A statement with the scope set before it, in the same round trip and so in the same transaction.</summary>
    public static string Prefix(string sql) => SetTenant + sql;
}
