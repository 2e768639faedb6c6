using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PearlIo.Application.Access;
using PearlIo.Application.Analytics;
using PearlIo.Application.CachedImages;
using PearlIo.Domain.Analytics;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;

namespace PearlIo.Application.OgImages;

/// <summary>Finds and keeps cards: one row and one object each.</summary>
public sealed partial class CardCache(
    ICachedImageRepository images,
    CardStore store,
    RenderCounter renders,
    CardMemory memory,
    CallerContext callers,
    IOptions<DeliveryOptions> options,
    TimeProvider clock,
    ILogger<CardCache> logger)
{
    /// <summary>How long a card is right that misses something.</summary>
    public static readonly TimeSpan ProvisionalTime = TimeSpan.FromMinutes(5);

    /// <summary>How long a card that could not be kept is answered from memory.</summary>
    public static readonly TimeSpan UnkeptTime = TimeSpan.FromMinutes(1);

    // Drawing anew is faster than a store that has not answered by then.
    private static readonly TimeSpan PatienceWithStore = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _staleTime = TimeSpan.FromSeconds(options.Value.StaleSeconds);

    /// <summary>The current card of a plan's slot, whatever it was made from, or null.</summary>
    public async Task<StoredCard?> FindAsync(CardPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using var scope = callers.Enter(Caller.Service(plan.Project.TenantId));
        return await images.FindCardAsync(plan.Slot, cancellationToken);
    }

    /// <summary>What a kept card is worth to a plan: a route or project that was changed shows at once.</summary>
    public CardState Judge(CardPlan plan, StoredCard? card)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (card is null || plan.CacheDuration == 0)
        {
            return CardState.None;
        }

        var isSame = card.CacheKey == plan.CacheKey;
        if (!isSame && card.Inputs != plan.Inputs)
        {
            return CardState.Changed;
        }

        var now = clock.GetUtcNow();
        var due = DueAt(plan, card);
        if (isSame && due > now && !IsAhead(card))
        {
            return CardState.Fresh;
        }

        return due + _staleTime > now ? CardState.Stale : CardState.Old;
    }

    /// <summary>Whether a card that is due has its inputs and renderer still, so that moving its times is all there is to do.</summary>
    public static bool IsUnchanged(CardPlan plan, StoredCard card)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(card);
        return card.CacheKey == plan.CacheKey && !card.IsProvisional;
    }

    /// <summary>
    /// Whether a card has times to come, of a clock that was wrong and may be years off: it is right, and is seen to at once, so that its times
    /// are right from then on.
    /// </summary>
    public bool IsAhead(StoredCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return card.ConfirmedAt > clock.GetUtcNow() + Timestamps.Tolerance;
    }

    /// <summary>Moves the times of a card that is due and unchanged.</summary>
    /// <returns>The card as it is kept now; as it was where another has moved or drawn it meanwhile.</returns>
    public async Task<StoredCard> ConfirmAsync(CardPlan plan, StoredCard card, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(card);
        var now = Timestamps.Now(clock);
        var confirmed = card with
        {
            ConfirmedAt = now,
            FreshUntil = now.AddSeconds(plan.CacheDuration),
            ExpiresAt = now.AddSeconds(plan.CacheDuration) + CachedImage.KeepTime,
        };
        using var scope = callers.Enter(Caller.Service(plan.Project.TenantId));
        var outcome = await images.ConfirmAsync(card, confirmed.FreshUntil, confirmed.ExpiresAt, now, cancellationToken);
        return outcome is Common.WriteOutcome.Done ? confirmed : card;
    }

    /// <summary>
    /// The card with its bytes, which are held in memory from then on; null where the store has lost or damaged them or does not
    /// answer: then it is as good as not kept.
    /// </summary>
    public async Task<OgImage?> LoadAsync(CardPlan plan, StoredCard card, CardOutcome outcome, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(card);
        var bytes = await TryGetAsync(plan.Project.TenantId, card.StoragePath, cancellationToken);
        if (bytes is null)
        {
            return null;
        }

        if (bytes.Length != card.ByteSize || Sha256Hash.Of(bytes) != card.ContentHash)
        {
            LogDamaged(card.StoragePath);
            return null;
        }

        var image = new OgImage
        {
            Bytes = bytes,
            Format = card.Format,
            ContentHash = card.ContentHash,
            CreatedAt = card.CreatedAt,
            FreshUntil = DueAt(plan, card),
            Outcome = outcome,
            IsProvisional = card.IsProvisional,
        };
        if (outcome is CardOutcome.Hit)
        {
            memory.Put(plan, image);
        }

        return image;
    }

    /// <summary>
    /// Keeps a drawn card, where its plan says so: bytes first, then the row. A card that cannot be kept is still a card, and counts
    /// in the statistics as one.
    /// </summary>
    /// <returns>Whether it is kept.</returns>
    public async Task<bool> KeepAsync(CardPlan plan, RenderedCard card, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(card);
        var image = MakeImage(plan, card, createdAt);
        var render = Render.Of(image);
        if (plan.CacheDuration == 0)
        {
            await renders.AddAsync(render with { KeptBytes = null }, cancellationToken);
            return false;
        }

        try
        {
            await store.PutAsync(image.TenantId, image.StoragePath, card.Bytes, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotStored(e, image.StoragePath);
            await renders.AddAsync(render with { KeptBytes = null }, cancellationToken);
            return false;
        }

        return await AddRowAsync(image, cancellationToken);
    }

    /// <summary>When a card is due that is drawn now, by its plan.</summary>
    public static DateTimeOffset DueAt(CardPlan plan, DateTimeOffset createdAt)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var time = TimeSpan.FromSeconds(plan.CacheDuration);
        return createdAt + (plan.IsProvisional && ProvisionalTime < time ? ProvisionalTime : time);
    }

    // A duration that was shortened since counts for cards that are kept already.
    private static DateTimeOffset DueAt(CardPlan plan, StoredCard card)
    {
        var due = card.ConfirmedAt.AddSeconds(plan.CacheDuration);
        if (card.IsProvisional && card.CreatedAt + ProvisionalTime < due)
        {
            due = card.CreatedAt + ProvisionalTime;
        }

        return due < card.FreshUntil ? due : card.FreshUntil;
    }

    private static CachedImage MakeImage(CardPlan plan, RenderedCard card, DateTimeOffset createdAt)
    {
        var id = Guid.CreateVersion7(createdAt);
        var freshUntil = createdAt.AddSeconds(plan.CacheDuration);
        return new CachedImage
        {
            Id = id,
            TenantId = plan.Project.TenantId,
            ProjectId = plan.Project.Id,
            RouteId = plan.Route?.Id,
            Url = Domain.Common.Text.Cut(plan.PageUrl, CachedImage.MaxUrlLength),
            Page = PageHash.Of(plan.Page),
            Slot = plan.Slot,
            CacheKey = plan.CacheKey,
            Inputs = plan.Inputs,
            StoragePath = ObjectName.Card(plan.Project.Id, plan.Slot, id, card.Format),
            ContentHash = Sha256Hash.Of(card.Bytes),
            Format = card.Format,
            Template = plan.Content.Template,
            Width = card.Width,
            Height = card.Height,
            ByteSize = card.Bytes.Length,
            RenderMs = card.DrawMs + card.EncodeMs,
            Provisional = plan.IsProvisional,
            CreatedAt = createdAt,
            FreshUntil = freshUntil,
            ExpiresAt = freshUntil + CachedImage.KeepTime,
        };
    }

    private async Task<bool> AddRowAsync(CachedImage image, CancellationToken cancellationToken)
    {
        using var scope = callers.Enter(Caller.Service(image.TenantId));
        var kept = false;
        try
        {
            kept = await images.AddAsync(image, cancellationToken) == Common.WriteOutcome.Done;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever the database has against the row, the card is drawn and its caller waits.
            LogNotStored(e, image.StoragePath);
        }
        finally
        {
            if (!kept)
            {
                // The project or route went while the card was drawn, or the row failed: nobody would know the object.
                await TryDeleteAsync(image.TenantId, image.StoragePath);
            }
        }

        return kept;
    }

    private async Task<byte[]?> TryGetAsync(Guid tenantId, ObjectName name, CancellationToken cancellationToken)
    {
        try
        {
            return await store.GetAsync(tenantId, name, cancellationToken).WaitAsync(PatienceWithStore, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException)
        {
            LogNotRead(e, name);
            return null;
        }
    }

    private async Task TryDeleteAsync(Guid tenantId, ObjectName name)
    {
        try
        {
            await store.DeleteAsync(tenantId, name.Value, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotDeleted(e, name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The card {Name} is damaged in the store; it is drawn again")]
    private partial void LogDamaged(ObjectName name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The card {Name} was answered and could not be kept")]
    private partial void LogNotStored(Exception exception, ObjectName name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The card {Name} could not be read from the store; it is drawn again")]
    private partial void LogNotRead(Exception exception, ObjectName name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The object {Name} belongs to no row and could not be deleted")]
    private partial void LogNotDeleted(Exception exception, ObjectName name);
}

/// <summary>What a kept card is worth to a plan.</summary>
public enum CardState
{
    /// <summary>There is none, or none is to be kept.</summary>
    None,

    /// <summary>It is what the plan wants.</summary>
    Fresh,

    /// <summary>It shows what the plan wants and is due, or was drawn by another renderer: good until a new one is there.</summary>
    Stale,

    /// <summary>It shows what the plan wants and has been due for so long that it is not answered before it was seen to.</summary>
    Old,

    /// <summary>It shows something else: only good where nothing better can be had.</summary>
    Changed,
}
