namespace PearlIo.Application.OgImages;

/// <summary>How cards are answered.</summary>
public sealed class DeliveryOptions
{
    /// <summary>Smallest <see cref="MemoryCacheBytes"/> that is not 0, in bytes.</summary>
    public const long MinMemoryCacheBytes = 1_000_000;

    /// <summary>Largest <see cref="DrainSeconds"/>.</summary>
    public const int MaxDrainSeconds = 300;

    /// <summary>Bytes that cards in memory may take; 0 keeps none there.</summary>
    public long MemoryCacheBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>Seconds for which a card that is due is answered while a new one is on its way; 0 answers none.</summary>
    public int StaleSeconds { get; set; } = 604_800;

    /// <summary>New cards that requests may have drawn for one project in a minute, per replica; 0 sets no bound.</summary>
    public int RendersPerMinute { get; set; } = 300;

    /// <summary>Whether pages and pictures are fetched that cards are made from; where they are not, a card says what its project, route, build and query say.</summary>
    public bool FetchSources { get; set; } = true;

    /// <summary>Seconds between the first sign of a stop to balancers and the end of listening.</summary>
    public int DrainSeconds { get; set; }
}
