using System.Collections.Immutable;

namespace PearlIo.Application.Common;

/// <summary>
/// Says what was changed of projects and tenants to whoever keeps them in memory: this process tells its own changes once they are
/// committed, a listener those of others.
/// </summary>
public sealed class ChangeFeed
{
    private long _connections;
    private long _listening;

    private ImmutableList<Watcher> _watchers = [];

    /// <summary>
    /// Number of the connection by which the changes of others are heard, or 0 while none are heard. What was read while this had
    /// the same number as now is up to date, for a change since would have been told.
    /// </summary>
    public long Listening => Interlocked.Read(ref _listening);

    /// <summary>Lets somebody hear of changes from now on.</summary>
    /// <param name="project">Hears of a project that was changed or deleted, or of something that its cards depend on.</param>
    /// <param name="tenant">Hears of a tenant that was changed or deleted.</param>
    public void Watch(Action<Guid> project, Action<Guid> tenant) =>
        ImmutableInterlocked.Update(ref _watchers, (list, watcher) => list.Add(watcher), new Watcher(project, tenant));

    /// <summary>Tells that a project was changed.</summary>
    public void TellProject(Guid id) => _watchers.ForEach(w => w.Project(id));

    /// <summary>Tells that a tenant was changed.</summary>
    public void TellTenant(Guid id) => _watchers.ForEach(w => w.Tenant(id));

    /// <summary>Tells that from now on all changes of others are heard.</summary>
    public void BeginListening() => Interlocked.Exchange(ref _listening, Interlocked.Increment(ref _connections));

    /// <summary>Tells that changes of others are not heard any more.</summary>
    public void EndListening() => Interlocked.Exchange(ref _listening, 0);

    private sealed record Watcher(Action<Guid> Project, Action<Guid> Tenant);
}
