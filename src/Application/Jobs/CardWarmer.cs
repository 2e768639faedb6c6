using MediatR;
using PearlIo.Application.Fetching;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.Jobs;

/// <summary>Draws and keeps the card of a page as a request for it would.</summary>
public sealed class CardWarmer(CardPlanner planner, IMediator mediator)
{
    private static readonly Dictionary<string, string> NoQuery = new(StringComparer.Ordinal);

    /// <summary>Sees to it that the card is kept and fresh.</summary>
    /// <returns>Nothing, or why there is no card.</returns>
    public async Task<Failure?> WarmAsync(Guid projectId, PagePath path, CancellationToken cancellationToken)
    {
        var planned = await planner.PlanAsync(new CardRequest(projectId, path, NoQuery), cancellationToken);
        if (!planned.TryGetValue(out var plan, out var failure))
        {
            return failure;
        }

        var renewed = await planner.RenewAsync(plan, SourceDemand.Due, asksDatabase: true, cancellationToken);
        return (await mediator.Send(new GetOgImage(renewed, RenderPurpose.Ahead), cancellationToken)).Failure;
    }
}
