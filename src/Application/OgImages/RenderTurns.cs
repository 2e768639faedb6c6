using Microsoft.Extensions.Logging;
using PearlIo.Application.Access;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Domain.Common;

namespace PearlIo.Application.OgImages;

/// <summary>
/// Lets one replica draw a card at a time. Others look for its outcome meanwhile; where it fails or dies they draw themselves, and
/// with the database away each draws for itself.
/// </summary>
public sealed partial class RenderTurns(IRenderLeases leases, CallerContext callers, TimeProvider clock, ILogger<RenderTurns> logger)
{
    /// <summary>How long a replica has a card to itself; longer than any render.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(10);

    // Real time always: other replicas know no other.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until the card may be drawn here, or was drawn elsewhere.</summary>
    /// <param name="plan">The card.</param>
    /// <param name="findKept">Looks for the outcome of another replica.</param>
    /// <param name="abandoned">Ends the waiting.</param>
    public async Task<RenderTurn> TakeAsync(CardPlan plan, Func<Task<OgImage?>> findKept, CancellationToken abandoned)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(findKept);
        var start = TimeProvider.System.GetTimestamp();
        for (var pause = FirstPause; TimeProvider.System.GetElapsedTime(start) < LeaseTime; pause = pause < LongestPause ? pause * 2 : LongestPause)
        {
            var lease = MakeLease(plan);
            switch (await TryTakeAsync(lease))
            {
                case WriteOutcome.Taken:
                    break;
                case WriteOutcome.NotFound:
                    return new RenderTurn(Lease: null, Kept: null) { IsProjectGone = true };
                default:
                    return new RenderTurn(lease, Kept: null);
            }

            await Task.Delay(pause, abandoned);
            if (await findKept() is { } kept)
            {
                return new RenderTurn(Lease: null, kept);
            }
        }

        // Whoever has the lease is slower than a render can be: better drawn twice than not at all.
        return new RenderTurn(Lease: null, Kept: null);
    }

    /// <summary>Lets others have their turn.</summary>
    public async Task ReleaseAsync(RenderTurn? turn)
    {
        if (turn?.Lease is not { } lease)
        {
            return;
        }

        try
        {
            using var scope = callers.Enter(Caller.Service(lease.TenantId));
            await leases.ReleaseAsync(lease, CancellationToken.None);
        }
        catch (DatabaseUnavailableException e)
        {
            LogNotReleased(e.Message);
        }
    }

    private RenderLease MakeLease(CardPlan plan)
    {
        var now = Timestamps.Now(clock);
        return new RenderLease(plan.Slot, plan.Project.TenantId, plan.Project.Id, Guid.CreateVersion7(now), LeaseTime);
    }

    // Null where nobody can say whose turn it is.
    private async Task<WriteOutcome?> TryTakeAsync(RenderLease lease)
    {
        try
        {
            using var scope = callers.Enter(Caller.Service(lease.TenantId));
            return await leases.TryTakeAsync(lease, Timestamps.Now(clock), CancellationToken.None);
        }
        catch (DatabaseUnavailableException e)
        {
            LogNotTaken(e.Message);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A card is drawn without asking other replicas: {Reason}")]
    private partial void LogNotTaken(string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A lease could not be given back and ends by itself: {Reason}")]
    private partial void LogNotReleased(string reason);
}

/// <summary>A turn to draw, or what another replica drew meanwhile.</summary>
/// <param name="Lease">What to give back, or null.</param>
/// <param name="Kept">What another replica drew, or null where it is to be drawn here.</param>
public sealed record RenderTurn(RenderLease? Lease, OgImage? Kept)
{
    /// <summary>Whether there is nothing to draw, for the project was deleted meanwhile.</summary>
    public bool IsProjectGone { get; init; }
}
