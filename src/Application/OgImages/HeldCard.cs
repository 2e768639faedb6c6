using PearlIo.Domain.CachedImages;

namespace PearlIo.Application.OgImages;

/// <summary>A card in memory; made and dropped by <see cref="CardMemory"/>.</summary>
public sealed class HeldCard
{
    /// <summary>Bytes that a card takes besides those of its picture: objects, tags, places in tables.</summary>
    private const int Overhead = 1_024;

    private bool _wasUsed;

    internal HeldCard(CardPlan plan, OgImage image)
    {
        Image = image;
        Slot = plan.Slot;
        CacheKey = plan.CacheKey;
        CacheDuration = plan.CacheDuration;
        Removals = plan.Removals;
        CardsRevision = plan.Project.CardsRevision;
        Version = plan.Version;
        TenantId = plan.Project.TenantId;
        ProjectId = plan.Project.Id;
        RouteId = plan.Route?.Id;
    }

    /// <summary>The card.</summary>
    public OgImage Image { get; }

    /// <summary>What it answers.</summary>
    public Slot Slot { get; }

    /// <summary>The version of its address that it is.</summary>
    public string Version { get; }

    /// <summary>The tenant of its project.</summary>
    public Guid TenantId { get; }

    /// <summary>Its project.</summary>
    public Guid ProjectId { get; }

    /// <summary>The route that won for its page, or null.</summary>
    public Guid? RouteId { get; }

    internal Sha256Hash CacheKey { get; }

    internal int CacheDuration { get; }

    internal long CardsRevision { get; }

    internal CardRemovals Removals { get; }

    /// <summary>The targets that name it; guarded by the memory's lock.</summary>
    internal List<string> Targets { get; } = [];

    internal LinkedListNode<HeldCard>? Place { get; set; }

    /// <summary>Bytes that it takes, by estimate.</summary>
    internal long Size => Image.Bytes.Length + Overhead;

    /// <summary>Whether it is what a plan wants, as long as it is fresh.</summary>
    internal bool Answers(CardPlan plan) =>
        CacheKey == plan.CacheKey && CacheDuration == plan.CacheDuration && CardsRevision == plan.Project.CardsRevision;

    /// <summary>Whether it was made since cards of its page were last removed, as far as the plan knows of that.</summary>
    internal bool IsLeft(CardPlan plan) =>
        Removals == plan.Removals || (plan.IsUncertain && Removals with { OfPage = 0 } == (plan.Removals with { OfPage = 0 }));

    /// <summary>Notes a use; written seldom, so that many readers do not fight for the line.</summary>
    internal void Use()
    {
        if (!Volatile.Read(ref _wasUsed))
        {
            Volatile.Write(ref _wasUsed, true);
        }
    }

    /// <summary>Whether it was used since this was asked last.</summary>
    internal bool TakeUse()
    {
        var was = Volatile.Read(ref _wasUsed);
        Volatile.Write(ref _wasUsed, false);
        return was;
    }
}

/// <summary>A request target as it was sent, and the card that answers it as long as its site is trusted.</summary>
/// <param name="Card">The card.</param>
/// <param name="Site">The configuration that it was planned by.</param>
/// <param name="Version">How the version that the target asks for stands to the card's.</param>
/// <param name="Until">When the target itself ends to be answerable, such as a signature's end, or null.</param>
public sealed record HeldTarget(HeldCard Card, Site Site, AskedVersion Version, DateTimeOffset? Until);

/// <summary>How the version that an address asks for (<c>?v=</c>) stands to the card's.</summary>
public enum AskedVersion
{
    /// <summary>The address asks for none.</summary>
    None,

    /// <summary>It asks for the current one, so that whoever has the answer may keep it.</summary>
    Current,

    /// <summary>It asks for another one, and gets the current card.</summary>
    Other,
}
