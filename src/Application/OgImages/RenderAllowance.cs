using Microsoft.Extensions.Options;
using PearlIo.Application.Common;

namespace PearlIo.Application.OgImages;

/// <summary>
/// How many new cards requests may have drawn for a project: paths that somebody invents must not cost a render, a row and an object
/// each.
/// </summary>
public sealed class RenderAllowance(IOptions<DeliveryOptions> options, TimeProvider clock)
{
    private readonly TokenBuckets<Guid>? _projects = options.Value.RendersPerMinute is > 0 and var perMinute ? new(perMinute, clock) : null;

    /// <summary>Takes one render of a project.</summary>
    /// <returns>False where the project has used up its share for the moment.</returns>
    public bool TryTake(Guid projectId) => _projects is null || _projects.Take(projectId).IsTaken;
}
