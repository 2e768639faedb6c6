using PearlIo.Domain.ApiKeys;

namespace PearlIo.WebApi.Access;

/// <summary>What an endpoint asks of the key that calls it; metadata of the endpoint.</summary>
internal interface IAccessRule
{
    /// <summary>The scopes that a method needs.</summary>
    Scopes Needs(string method);

    /// <summary>Whether a request needs no key at all.</summary>
    bool IsWaived(HttpContext context) => false;
}

/// <summary>The scopes that reading by a controller needs, and those that changing needs. A controller without it is refused.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RequiresScopesAttribute(Scopes read, Scopes change) : Attribute, IAccessRule
{
    /// <summary>Read for reading and write for changing.</summary>
    public RequiresScopesAttribute()
        : this(Scopes.Read, Scopes.Write)
    {
    }

    /// <summary>The same for both.</summary>
    public RequiresScopesAttribute(Scopes both)
        : this(both, both)
    {
    }

    public Scopes Read { get; } = read;

    public Scopes Change { get; } = change;

    public Scopes Needs(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? Read : Change;
}

/// <summary>Metrics are for operators, but on a port of their own, which is nobody else's.</summary>
/// <param name="ownPort">That port, or null.</param>
internal sealed class MetricsAccess(int? ownPort) : IAccessRule
{
    public Scopes Needs(string method) => Scopes.Operator;

    public bool IsWaived(HttpContext context) => ownPort is not null && context.Connection.LocalPort == ownPort;
}
