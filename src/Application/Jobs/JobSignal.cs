using System.Threading.Channels;

namespace PearlIo.Application.Jobs;

/// <summary>Wakes the worker of this process as soon as a job is asked for here.</summary>
public sealed class JobSignal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Tells that there is work.</summary>
    public void Raise() => _channel.Writer.TryWrite(true);

    /// <summary>Waits until somebody raised the signal since the last wait.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _channel.Reader.ReadAsync(cancellationToken);
}
