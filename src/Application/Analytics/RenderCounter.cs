using Microsoft.Extensions.Logging;
using PearlIo.Application.Access;
using PearlIo.Domain.Analytics;

namespace PearlIo.Application.Analytics;

/// <summary>Counts cards that were drawn and not kept. A card that cannot be counted is still a card.</summary>
public sealed partial class RenderCounter(IRenderRepository renders, CallerContext callers, ILogger<RenderCounter> logger)
{
    /// <summary>Counts one.</summary>
    public async Task AddAsync(Render render, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(render);
        using var scope = callers.Enter(Caller.Service(render.TenantId));
        try
        {
            await renders.AddAsync(render, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotCounted(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A card was answered and could not be counted")]
    private partial void LogNotCounted(Exception exception);
}
