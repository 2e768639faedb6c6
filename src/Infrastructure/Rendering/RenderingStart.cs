using Microsoft.Extensions.Hosting;

namespace PearlIo.Infrastructure.Rendering;

/// <summary>Makes the host open fonts and libraries before it listens, so that what is missing stops the start and not a card.</summary>
internal sealed class RenderingStart : IHostedService
{
    public RenderingStart(CardRenderer renderer) => ArgumentNullException.ThrowIfNull(renderer);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
