using System.Collections.Frozen;
using PearlIo.Application.Pictures;
using PearlIo.Domain.Fetching;

namespace PearlIo.Application.Fetching;

/// <summary>What is known of the outside that a card is made from.</summary>
public sealed record KnownSources
{
    /// <summary>Nothing.</summary>
    public static KnownSources None { get; } = new();

    /// <summary>The page, or null where it was never read.</summary>
    public FetchedSource? Page { get; init; }

    /// <summary>Pictures by address; those that were never read are not among them.</summary>
    public IReadOnlyDictionary<string, FetchedSource> Pictures { get; init; } = FrozenDictionary<string, FetchedSource>.Empty;

    /// <summary>The pictures that are at hand to be drawn, by address.</summary>
    public IReadOnlyDictionary<string, CardPicture> Pixels { get; init; } = FrozenDictionary<string, CardPicture>.Empty;
}

/// <summary>How much it matters that something is read anew.</summary>
/// <param name="Patience">How long the caller waits; what takes longer goes on and is there the next time.</param>
/// <param name="IsForced">Whether what is not due is read again too, at most once a minute.</param>
public readonly record struct SourceDemand(TimeSpan Patience, bool IsForced = false)
{
    /// <summary>Somebody waits for a card: so long for the page and so long for its pictures, that time is left to draw (<see cref="OgImages.CardDelivery.AnswerTime"/>).</summary>
    public static readonly SourceDemand Request = new(TimeSpan.FromSeconds(1.2));

    /// <summary>Somebody waits for a card, and says that what is kept of it is old.</summary>
    public static readonly SourceDemand Newest = Request with { IsForced = true };

    /// <summary>Nobody waits.</summary>
    public static readonly SourceDemand Ahead = new(TimeSpan.FromSeconds(15));

    /// <summary>Nobody waits, and a card is due.</summary>
    public static readonly SourceDemand Due = Ahead with { IsForced = true };

    // However often it is asked for, a page is not read more often.
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    /// <summary>Whether what is kept has to be read again.</summary>
    internal bool Wants(FetchedSource kept, DateTimeOffset now) =>
        kept.DueAt <= now || kept.TriedAt > now + Domain.Common.Timestamps.Tolerance || (IsForced && kept.TriedAt + Between <= now);
}
