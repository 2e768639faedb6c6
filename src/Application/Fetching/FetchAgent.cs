namespace PearlIo.Application.Fetching;

/// <summary>How this service names itself to others (RFC 9110 section 10.1.5).</summary>
public static class FetchAgent
{
    /// <summary>The value of <c>User-Agent</c>.</summary>
    public const string Value = Product + "/1.0";

    private const string Product = "Pearl-IO";

    /// <summary>Whether a <c>User-Agent</c> is this service's own, of whichever version.</summary>
    public static bool Is(string agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return agent.StartsWith(Product + "/", StringComparison.Ordinal);
    }
}
