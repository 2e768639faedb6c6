namespace PearlIo.TestKit;

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class FakeClock(DateTimeOffset now) : TimeProvider
{
    /// <summary>What the clock shows until it is moved, where a test does not care.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private DateTimeOffset _now = now;

    public FakeClock()
        : this(Noon)
    {
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Moves the clock; backwards too.</summary>
    public void Advance(TimeSpan by) => _now += by;
}
