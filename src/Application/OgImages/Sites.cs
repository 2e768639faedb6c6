using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using PearlIo.Application.Access;
using PearlIo.Application.Assets;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Application.Routes;
using PearlIo.Application.Templates;
using PearlIo.Application.Tenants;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.OgImages;

/// <summary>
/// Keeps projects with their routes, what these name templates by, and their tenants' assets in memory. What is kept is trusted while
/// changes are heard of (<see cref="ChangeFeed"/>); while they are not, it is compared with the database every few seconds, and after a
/// gap before it is used again. With the database away it stays in use as it is.
/// </summary>
public sealed partial class Sites : IDisposable
{
    /// <summary>Most routes kept, over all projects.</summary>
    private const int MaxRoutes = 200_000;

    /// <summary>How long what is kept is used without a comparison while changes are not heard.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    // A database that answers slowly must not keep a card from its reader when it can be answered from what is kept.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // While the database is away it is asked this seldom, and nobody waits for the answer.
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    /// <summary>Most ids kept that are no project's; those not asked for longest make room.</summary>
    private const int MaxUnknown = 10_000;

    private readonly MemoryCache _unknown = new(new MemoryCacheOptions { SizeLimit = MaxUnknown });
    private readonly MemoryCache _sites = new(new MemoryCacheOptions { SizeLimit = MaxRoutes });
    private readonly SingleFlight<Guid, Site?> _readings = new();
    private readonly ITenantDirectory _tenants;
    private readonly IProjectRepository _projects;
    private readonly IRouteRepository _routes;
    private readonly SiteTemplates _templates;
    private readonly SiteAssets _assets;
    private readonly CallerContext _callers;
    private readonly ChangeFeed _feed;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private long _generation;
    private volatile bool _isAway;
    private volatile bool _isDisposed;
    private long _nextTry;

    // Changes that are told while a project is read for the first time, by the project.
    private readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, Reading> _firstReadings = new();

    /// <summary>Begins to hear of changes.</summary>
    public Sites(
        ITenantDirectory tenants,
        IProjectRepository projects,
        IRouteRepository routes,
        SiteTemplates templates,
        SiteAssets assets,
        CallerContext callers,
        ChangeFeed feed,
        TimeProvider clock,
        ILogger<Sites> logger)
    {
        ArgumentNullException.ThrowIfNull(feed);
        _tenants = tenants;
        _projects = projects;
        _routes = routes;
        _templates = templates;
        _assets = assets;
        _callers = callers;
        _feed = feed;
        _clock = clock;
        _logger = logger;
        feed.Watch(Outdate, _ => Interlocked.Increment(ref _generation));
    }

    /// <summary>The project with its routes, or null where there is no such project.</summary>
    public async ValueTask<Site?> GetAsync(Guid projectId, CancellationToken cancellationToken)
    {
        var kept = _sites.Get<Site>(projectId);
        if (kept is not null && Trusts(kept))
        {
            return kept;
        }

        if (kept is null && IsUnknown(projectId))
        {
            return null;
        }

        // A reading that was under way may have begun before a change that was told since; the next one has not.
        var site = await LookAsync(projectId, kept, cancellationToken);
        return site is null || _isAway || HoldsForAllTold(site) ? site : await LookAsync(projectId, _sites.Get<Site>(projectId), cancellationToken);
    }

    /// <summary>A project as its caller has read it, with its routes; reads those where none of that revision are kept.</summary>
    public async Task<Site> ForAsync(Project project, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(project);
        return await MakeAsync(project, Kept(project.Id), cancellationToken);
    }

    /// <summary>Whether a site may be used without looking into the database.</summary>
    public bool Trusts(Site site)
    {
        ArgumentNullException.ThrowIfNull(site);
        var check = site.LastCheck;
        return HoldsForAllTold(site)
            && ((check.Listening != 0 && check.Listening == _feed.Listening)
                || _clock.GetElapsedTime(check.At) < Lifetime
                || (_isAway && _clock.GetTimestamp() < Interlocked.Read(ref _nextTry)));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _isDisposed = true;
        _sites.Dispose();
        _unknown.Dispose();
    }

    private bool HoldsForAllTold(Site site) => site.IsCurrent && site.LastCheck.Generation == Interlocked.Read(ref _generation);

    private Task<Site?> LookAsync(Guid projectId, Site? kept, CancellationToken cancellationToken) => kept is null
        ? _readings.RunAsync(projectId, () => ReadAsync(projectId, kept: null), cancellationToken)
        : CompareAsync(kept, cancellationToken);

    private async Task<Site?> CompareAsync(Site kept, CancellationToken cancellationToken)
    {
        var wasAway = _isAway;
        Interlocked.Exchange(ref _nextTry, _clock.GetTimestamp() + (long)(BetweenTries.TotalSeconds * _clock.TimestampFrequency));
        var reading = _readings.RunAsync(kept.Project.Id, () => TryReadAsync(kept), cancellationToken);
        try
        {
            return wasAway && !reading.IsCompleted ? kept : await reading.WaitAsync(Patience, _clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            _isAway = true;
            return kept;
        }
    }

    private async Task<Site?> TryReadAsync(Site kept)
    {
        try
        {
            var site = await ReadAsync(kept.Project.Id, kept);
            _isAway = false;
            return site;
        }
        catch (DatabaseUnavailableException e)
        {
            _isAway = true;
            LogNotCompared(e.Message);
            return kept;
        }
    }

    // Everything that is told from here on counts as a change of what is read.
    private async Task<Site?> ReadAsync(Guid projectId, Site? kept)
    {
        var reading = _firstReadings.GetOrAdd(projectId, _ => new Reading());
        try
        {
            var check = new Site.Check(_feed.Listening, Interlocked.Read(ref _generation), kept?.Changes ?? 0, _clock.GetTimestamp());
            return await ReadAsync(projectId, kept, check, reading);
        }
        finally
        {
            _firstReadings.TryRemove(projectId, out _);
        }
    }

    private async Task<Site?> ReadAsync(Guid projectId, Site? kept, Site.Check check, Reading reading)
    {
        var tenant = kept?.Project.TenantId ?? await _tenants.FindOfProjectAsync(projectId, CancellationToken.None);
        if (tenant is null)
        {
            KeepUnknown(projectId, reading);
            return null;
        }

        using var scope = _callers.Enter(Caller.Service(tenant.Value));
        var project = await _projects.FindAsync(projectId, CancellationToken.None);
        if (project is null)
        {
            kept?.Replace();
            _sites.Remove(projectId);
            return null;
        }

        if (kept is not null && kept.IsSameAs(project))
        {
            kept.Confirm(check);
            return kept;
        }

        return Keep(await MakeAsync(project, kept, CancellationToken.None), kept, check, reading);
    }

    // Reads what is not known of the project in this state. A new publication of a template raises the counter of cards, as a change of an asset does.
    private async Task<Site> MakeAsync(Project project, Site? kept, CancellationToken cancellationToken)
    {
        var hasRoutes = kept is not null && kept.Project.RoutesRevision == project.RoutesRevision;
        var hasAssets = kept is not null && kept.Project.CardsRevision == project.CardsRevision;
        var hasTemplates = hasRoutes
            && hasAssets
            && string.Equals(kept!.Project.Template, project.Template, StringComparison.Ordinal);
        var routes = hasRoutes ? kept!.Routes : RouteTable.Build(await _routes.ListAllAsync(project.Id, cancellationToken));
        var templates = hasTemplates ? kept!.Templates : await _templates.ResolveAsync(project, routes, cancellationToken);
        return new Site(project, routes, templates, hasAssets ? kept!.Assets : await _assets.ListAsync(cancellationToken));
    }

    private Site Keep(Site site, Site? before, Site.Check check, Reading reading)
    {
        site.Confirm(check with { Changes = 0 });

        // Whoever still has what had to make room hears of no more changes.
        var entry = new MemoryCacheEntryOptions { Size = site.Routes.Count + 1 };
        entry.RegisterPostEvictionCallback(static (_, gone, _, _) => ((Site)gone!).Replace());
        _sites.Set(site.Project.Id, site, entry);
        before?.Replace();
        if (reading.WasTold)
        {
            site.Outdate();
        }

        return site;
    }

    // By this clock and not the cache's own, for a test to move. What is told while it is read may be that the project is there now.
    private void KeepUnknown(Guid projectId, Reading reading)
    {
        _unknown.Set(projectId, _clock.GetTimestamp(), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime });
        if (reading.WasTold)
        {
            _unknown.Remove(projectId);
        }
    }

    private bool IsUnknown(Guid projectId) =>
        _unknown.TryGetValue(projectId, out long since) && _clock.GetElapsedTime(since) < Lifetime;

    private void Outdate(Guid projectId)
    {
        if (!_isDisposed)
        {
            _unknown.Remove(projectId);
        }

        if (_firstReadings.TryGetValue(projectId, out var reading))
        {
            reading.WasTold = true;
        }

        Kept(projectId)?.Outdate();
    }

    // What is told when the program is about to end finds nothing to outdate.
    private Site? Kept(Guid projectId) => _isDisposed ? null : _sites.Get<Site>(projectId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A project is used as it was last read, for it cannot be compared with the database: {Reason}")]
    private partial void LogNotCompared(string reason);

    private sealed class Reading
    {
        private volatile bool _wasTold;

        public bool WasTold
        {
            get => _wasTold;
            set => _wasTold = value;
        }
    }
}
