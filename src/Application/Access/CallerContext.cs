namespace PearlIo.Application.Access;

/// <summary>
/// Hands the caller down to whatever runs on their behalf. Entering counts for the asynchronous flow that enters, until it
/// leaves, and for no other.
/// </summary>
/// <param name="fallback">Who counts where nobody entered; null in the service, where work for nobody is a mistake.</param>
public sealed class CallerContext(Caller? fallback = null)
{
    private readonly AsyncLocal<Caller?> _entered = new();

    /// <summary>Whoever entered, or null.</summary>
    public Caller? Entered => _entered.Value;

    /// <summary>The caller.</summary>
    /// <exception cref="InvalidOperationException">Nobody entered.</exception>
    public Caller Current => _entered.Value ?? fallback
        ?? throw new InvalidOperationException("No caller was entered, so that no tenant's rows can be seen.");

    /// <summary>Makes everything until the end of the scope run on behalf of a caller.</summary>
    public IDisposable Enter(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var scope = new Scope(this, _entered.Value);
        _entered.Value = caller;
        return scope;
    }

    private sealed class Scope(CallerContext context, Caller? before) : IDisposable
    {
        public void Dispose() => context._entered.Value = before;
    }
}
