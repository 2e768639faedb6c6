using Microsoft.Extensions.Options;
using PearlIo.Application.Common;
using PearlIo.Application.OgImages;

namespace PearlIo.WebApi.Hosting;

/// <summary>
/// Ends the service so that nobody notices: balancers are told first (<c>/health</c> answers 503) while requests are still taken, then
/// the server stops listening and finishes what runs, and what is still to be kept is kept.
/// </summary>
internal sealed partial class Draining(
    BackgroundWork background, IOptions<DeliveryOptions> options, ILogger<Draining> logger) : IHostedLifecycleService
{
    // Real time always: balancers know no other.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private volatile bool _isDraining;

    /// <summary>Whether the service is about to end.</summary>
    public bool IsDraining => _isDraining;

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isDraining = true;
        var seconds = options.Value.DrainSeconds;
        if (seconds > 0)
        {
            LogDraining(seconds);
            await Task.Delay(TimeSpan.FromSeconds(seconds), cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await background.WaitAsync(cancellationToken).WaitAsync(LongestWait, cancellationToken);
        }
        catch (TimeoutException)
        {
            LogLeft(background.Count);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping: /health answers 503 for {Seconds} s, so that balancers send no more requests")]
    private partial void LogDraining(int seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stopped while {Count} cards were still being kept; they are drawn again when they are asked for")]
    private partial void LogLeft(int count);
}
