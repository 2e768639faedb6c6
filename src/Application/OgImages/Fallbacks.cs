using Microsoft.Extensions.Logging;
using PearlIo.Application.CachedImages;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;

namespace PearlIo.Application.OgImages;

/// <summary>
/// What is answered where a card cannot be had: the last good copy of its slot however old, a plain card with the page's name, the
/// project's plain card. Each in the format that the route wants; none is ever kept as the card.
/// </summary>
public sealed partial class Fallbacks(
    ICardRenderer renderer, CardMemory memory, CardCache cache, CardStore store, CardMetrics metrics, CardNotes notes, TimeProvider clock, ILogger<Fallbacks> logger)
{
    // The time of the answer is over, or nearly: these are short.
    private static readonly TimeSpan PatienceWithStore = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PatienceWithRenderer = TimeSpan.FromMilliseconds(300);

    private readonly System.Runtime.CompilerServices.ConditionalWeakTable<Site, PlainCards> _plainCards = [];

    /// <summary>The best there is, or null where only a general card is left.</summary>
    /// <param name="plan">The card that could not be had.</param>
    /// <param name="card">The kept card of its slot, where it is known.</param>
    /// <param name="cause">Why it could not be had, a word or a failure's code.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<OgImage?> FindAsync(CardPlan plan, StoredCard? card, string cause, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        metrics.FellBack(cause);
        notes.FellBack(plan.Slot, new FallbackNote(cause, clock.GetUtcNow()));
        LogFallback(cause);

        // Where no card is known there is none: paths that somebody invents must not have the store listed each.
        var last = card is null ? memory.FindLast(plan)?.Image : await FindLastGoodAsync(plan, card, cancellationToken);
        var image = last ?? await DrawPlainAsync(plan, cause, cancellationToken);
        return image is null ? null : image with { Outcome = CardOutcome.Fallback };
    }

    /// <summary>The last good copy of a plan's slot, however old, or null.</summary>
    public async Task<OgImage?> FindLastGoodAsync(CardPlan plan, StoredCard? card, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (memory.FindLast(plan) is { } held)
        {
            return held.Image;
        }

        try
        {
            var loading = card is null ? LoadLastAsync(plan, cancellationToken) : cache.LoadAsync(plan, card, CardOutcome.Fallback, cancellationToken);
            return await loading.WaitAsync(PatienceWithStore, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or IOException or UnauthorizedAccessException)
        {
            LogNoCopy(e.Message);
            return null;
        }
    }

    // Names come in order and ids are in the order of their time (UUID v7), so that the last name under the slot is the last good card.
    // There is no row to compare with: the names are ours, and objects are written whole or not at all.
    private async Task<OgImage?> LoadLastAsync(CardPlan plan, CancellationToken cancellationToken)
    {
        var tenantId = plan.Project.TenantId;
        ObjectName? last = null;
        await foreach (var stored in store.ListAsync(tenantId, ObjectPrefix.Slot(plan.Project.Id, plan.Slot), cancellationToken))
        {
            last = stored.Name;
        }

        if (last is not { } name || ImageFormats.FromExtension(Path.GetExtension(name.Value).TrimStart('.')) is not { } format)
        {
            return null;
        }

        var bytes = await store.GetAsync(tenantId, name, cancellationToken);
        return bytes is null ? null : Plain(bytes, format);
    }

    // With the renderer itself at its end, only what was drawn before can help.
    private async Task<OgImage?> DrawPlainAsync(CardPlan plan, string cause, CancellationToken cancellationToken)
    {
        var plain = _plainCards.GetOrCreateValue(plan.Site);
        if (cause is Cause.Fault && await TryDrawAsync(plan, Title(plan), cancellationToken) is { } own)
        {
            return own;
        }

        if (plain.Find(plan.FallbackFormat) is { } kept)
        {
            return kept;
        }

        return await TryDrawAsync(plan, plan.Project.Title, cancellationToken) is { } drawn ? plain.Add(plan.FallbackFormat, drawn) : null;
    }

    private static string Title(CardPlan plan) => plan.PathTitle ?? plan.Project.Title;

    private async Task<OgImage?> TryDrawAsync(CardPlan plan, string title, CancellationToken cancellationToken)
    {
        var content = new CardContent
        {
            Template = renderer.Templates[0],
            Title = title,
            SiteName = plan.Project.Title,
            Address = plan.Content.Address,
            Theme = plan.Project.Theme,
        };
        try
        {
            var rendering = renderer.RenderAsync(content, plan.Output, new RenderOrder(plan.Project.TenantId), cancellationToken);
            var rendered = await rendering.WaitAsync(PatienceWithRenderer, cancellationToken);
            return rendered.TryGetValue(out var card, out _) ? Plain(card.Bytes, card.Format) : null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogNoPlainCard(e, e is TimeoutException ? LogLevel.Debug : LogLevel.Warning);
            return null;
        }
    }

    private OgImage Plain(byte[] bytes, ImageFormat format) => new()
    {
        Bytes = bytes,
        Format = format,
        ContentHash = Sha256Hash.Of(bytes),
        CreatedAt = clock.GetUtcNow(),
        FreshUntil = null,
        Outcome = CardOutcome.Fallback,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Something else was answered, for the card could not be had: {Cause}")]
    private partial void LogFallback(string cause);

    [LoggerMessage(Level = LogLevel.Debug, Message = "There is no last good copy to answer: {Reason}")]
    private partial void LogNoCopy(string reason);

    [LoggerMessage(Message = "No plain card could be drawn either")]
    private partial void LogNoPlainCard(Exception exception, LogLevel level);

    /// <summary>Why a card could not be had, where no failure says so.</summary>
    public static class Cause
    {
        /// <summary>It was not there in time.</summary>
        public const string Deadline = "deadline";

        /// <summary>The database is away.</summary>
        public const string Database = "database";

        /// <summary>Something threw.</summary>
        public const string Fault = "fault";
    }

    private sealed class PlainCards
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<ImageFormat, OgImage> _cards = new();

        public OgImage? Find(ImageFormat format) => _cards.GetValueOrDefault(format);

        public OgImage Add(ImageFormat format, OgImage card) => _cards.GetOrAdd(format, card);
    }
}
