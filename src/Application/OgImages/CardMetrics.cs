using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Pages;
using PearlIo.Domain.OgImages;

namespace PearlIo.Application.OgImages;

/// <summary>Figures of answered and drawn cards; labels carry no ids.</summary>
public sealed class CardMetrics
{
    // Counted here and read when somebody looks: a hit must not pay for labels.
    private readonly ConcurrentDictionary<string, StrongBox<long>> _cards = new(StringComparer.Ordinal);
    private readonly Counter<long> _fallbacks;
    private readonly Counter<long> _renders;
    private readonly Histogram<double> _renderSeconds;
    private readonly Counter<long> _fetches;
    private readonly Gauge<long> _kept;
    private readonly Gauge<long> _bytes;

    /// <summary>Registers the instruments.</summary>
    public CardMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create("PearlIo");
        meter.CreateObservableCounter("pearl_cards_total", ReadCards, description: "Answers with a card, by how they came about.");
        _fallbacks = meter.CreateCounter<long>("pearl_fallbacks_total", description: "Cards that could not be had, by why.");
        _renders = meter.CreateCounter<long>("pearl_renders_total", description: "Cards drawn for requests.");
        _renderSeconds = meter.CreateHistogram<double>("pearl_render_seconds", "s", "Time to draw and encode a card.");
        _fetches = meter.CreateCounter<long>("pearl_fetches_total", description: "Pages and pictures asked for outside, by what came of it.");
        _kept = meter.CreateGauge<long>("pearl_cached_images", description: "Cards that are kept, counted at most once a minute.");
        _bytes = meter.CreateGauge<long>("pearl_cache_bytes", "By", "Bytes of cards that are kept, by layer of the cache.");
    }

    /// <summary>Tells how many bytes are kept in memory.</summary>
    public void Held(long bytes) => _bytes.Record(bytes, KeyValuePair.Create<string, object?>("layer", "memory"));

    /// <summary>Tells what is kept in the store.</summary>
    public void Kept(CacheTotals totals)
    {
        ArgumentNullException.ThrowIfNull(totals);
        _kept.Record(totals.Images);
        _bytes.Record(totals.Bytes, KeyValuePair.Create<string, object?>("layer", "store"));
    }

    /// <summary>Counts an answer: <c>hit</c>, <c>stale</c>, <c>not_modified</c>, <c>miss</c>, <c>fallback</c>, <c>unknown</c>, <c>malformed</c> or <c>forbidden</c>.</summary>
    public void Answered(string outcome) =>
        Interlocked.Increment(ref _cards.GetOrAdd(outcome, static _ => new StrongBox<long>()).Value);

    /// <summary>Counts a card that could not be had.</summary>
    /// <param name="cause">Why: a word, or a failure's code.</param>
    public void FellBack(string cause) => _fallbacks.Add(1, KeyValuePair.Create<string, object?>("cause", cause));

    /// <summary>Counts a fetch: <c>found</c>, <c>not_modified</c>, <c>no_metadata</c> or <c>failed</c>.</summary>
    public void Fetched(FetchKind kind) => _fetches.Add(1, KeyValuePair.Create<string, object?>("outcome", kind switch
    {
        FetchKind.Found => "found",
        FetchKind.NotModified => "not_modified",
        FetchKind.NoMetadata => "no_metadata",
        _ => "failed",
    }));

    /// <summary>Counts a drawn card. All templates of tenants are one, for they may have any number of them.</summary>
    public void Rendered(CardContent content, RenderedCard card)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(card);
        var template = content.Own is null ? content.Template : "own";
        _renders.Add(1, KeyValuePair.Create<string, object?>("template", template), KeyValuePair.Create<string, object?>("format", card.Format.ContentType()["image/".Length..]));
        _renderSeconds.Record((card.DrawMs + card.EncodeMs) / 1000);
    }

    private IEnumerable<Measurement<long>> ReadCards() =>
        _cards.Select(pair => new Measurement<long>(Interlocked.Read(ref pair.Value.Value), KeyValuePair.Create<string, object?>("outcome", pair.Key)));
}
