using PearlIo.Application.OgImages;

namespace PearlIo.Infrastructure.Rendering.Queueing;

/// <summary>One picture to draw. It ends once: drawn, failed, or dropped before it started.</summary>
/// <param name="draw">Draws with what the thread owns.</param>
/// <param name="order">Whose turn it is.</param>
internal sealed class RenderJob(Func<RenderWorkspace, RenderedCard> draw, RenderOrder order)
{
    public RenderOrder Order => order;

    // Continuations run elsewhere: a render thread renders.
    private readonly TaskCompletionSource<RenderedCard> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<RenderedCard> Outcome => _outcome.Task;

    public void Cancel(CancellationToken cancellationToken) => _outcome.TrySetCanceled(cancellationToken);

    /// <summary>Runs the job; what it throws is its caller's.</summary>
    public void Run(Func<RenderWorkspace> workspace)
    {
        try
        {
            _outcome.TrySetResult(draw(workspace()));
        }
#pragma warning disable CA1031 // Whatever one picture throws must not end the thread that draws the others.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _outcome.TrySetException(fault);
        }
    }
}
