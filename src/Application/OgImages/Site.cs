using System.Collections.Frozen;
using PearlIo.Domain.Assets;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.Domain.Templates;

namespace PearlIo.Application.OgImages;

/// <summary>A project with its routes as they were last read; made and kept by <see cref="Sites"/>.</summary>
public sealed class Site(
    Project project,
    RouteTable routes,
    IReadOnlyDictionary<string, ResolvedTemplate>? templates = null,
    IReadOnlyDictionary<string, Asset>? assets = null)
{
    private long _changes;
    private volatile bool _isReplaced;
    private volatile Check _check = new(0, 0, 0, long.MinValue);

    /// <summary>The project.</summary>
    public Project Project { get; } = project;

    /// <summary>Its routes.</summary>
    public RouteTable Routes { get; } = routes;

    /// <summary>What the tenant's own templates stood for, by how project and routes name them.</summary>
    internal IReadOnlyDictionary<string, ResolvedTemplate> Templates { get; } = templates ?? FrozenDictionary<string, ResolvedTemplate>.Empty;

    /// <summary>The tenant's assets by name.</summary>
    internal IReadOnlyDictionary<string, Asset> Assets { get; } = assets ?? FrozenDictionary<string, Asset>.Empty;

    /// <summary>How many changes were told since this was read.</summary>
    internal long Changes => Interlocked.Read(ref _changes);

    /// <summary>What the last comparison with the database was made under.</summary>
    internal Check LastCheck => _check;

    /// <summary>Whether a comparison holds for what was told since.</summary>
    internal bool IsCurrent => !_isReplaced && _check.Changes == Changes;

    /// <summary>A change was told, so that this must be compared before it is used again.</summary>
    internal void Outdate() => Interlocked.Increment(ref _changes);

    /// <summary>Another one stands for the project now, so that this is never current again.</summary>
    internal void Replace() => _isReplaced = true;

    /// <summary>The database was found to say the same.</summary>
    internal void Confirm(Check check) => _check = check;

    /// <summary>Whether the database says the same as this.</summary>
    internal bool IsSameAs(Project other) =>
        (Project.Version, Project.RoutesRevision, Project.CardsRevision, Project.Removals, Project.IsSuspended)
        == (other.Version, other.RoutesRevision, other.CardsRevision, other.Removals, other.IsSuspended);

    /// <summary>What was known when a comparison began.</summary>
    /// <param name="Listening">Number of the connection by which changes were heard, or 0.</param>
    /// <param name="Generation">How many changes of tenants had been told.</param>
    /// <param name="Changes">How many changes of this site had been told.</param>
    /// <param name="At">Timestamp of the clock.</param>
    internal sealed record Check(long Listening, long Generation, long Changes, long At);
}
