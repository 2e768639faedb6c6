using PearlIo.Application.Health;

namespace PearlIo.Infrastructure.Rendering;

/// <summary>The renderer works while its threads live; whether fonts and libraries are there was found out at start.</summary>
internal sealed class RendererReadinessCheck(CardRenderer renderer) : IReadinessCheck
{
    public string Name => "renderer";

    public Task<string?> CheckAsync(CancellationToken cancellationToken)
        => Task.FromResult(renderer.IsRunning ? null : "The renderer has stopped.");
}
