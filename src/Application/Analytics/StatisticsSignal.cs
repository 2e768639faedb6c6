using System.Threading.Channels;

namespace PearlIo.Application.Analytics;

/// <summary>Tells that something was written that the daily figures do not hold yet, so that nothing is refreshed without a write.</summary>
public sealed class StatisticsSignal(TimeProvider clock)
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private long _raisedAt = clock.GetTimestamp();

    /// <summary>How long ago the last write was.</summary>
    public TimeSpan SinceWrite => clock.GetElapsedTime(Interlocked.Read(ref _raisedAt));

    /// <summary>Tells of a write that was kept.</summary>
    public void Raise()
    {
        Interlocked.Exchange(ref _raisedAt, clock.GetTimestamp());
        Keep();
    }

    /// <summary>Leaves the signal up for what was written before.</summary>
    public void Keep() => _channel.Writer.TryWrite(true);

    /// <summary>Waits until the signal is up, and leaves it so.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _channel.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Takes the signal down before the figures are refreshed: what is written from then on raises it again.</summary>
    /// <returns>Whether it was up.</returns>
    public bool Lower() => _channel.Reader.TryRead(out _);
}
