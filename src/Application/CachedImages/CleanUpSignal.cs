using System.Threading.Channels;

namespace PearlIo.Application.CachedImages;

/// <summary>Wakes the clean-up as soon as objects are doomed, so that bytes go within seconds and nothing polls for them.</summary>
public sealed class CleanUpSignal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Tells the clean-up that there is work; telling it again before it looked changes nothing.</summary>
    public void Raise() => _channel.Writer.TryWrite(true);

    /// <summary>Waits until somebody raised the signal since the last wait.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _channel.Reader.ReadAsync(cancellationToken);
}
