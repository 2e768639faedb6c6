namespace PearlIo.Application.OgImages;

/// <summary>A time by which an answer is due.</summary>
/// <param name="clock">Measures the time.</param>
/// <param name="within">Time from now.</param>
internal readonly struct Deadline(TimeProvider clock, TimeSpan within)
{
    private readonly long _start = clock.GetTimestamp();

    /// <summary>Waits for work, which goes on when the waiting ends.</summary>
    /// <exception cref="TimeoutException">The time is over.</exception>
    public Task<T> WaitAsync<T>(Task<T> work, CancellationToken cancellationToken) => work.WaitAsync(Left, clock, cancellationToken);

    private TimeSpan Left => within - clock.GetElapsedTime(_start) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
}
