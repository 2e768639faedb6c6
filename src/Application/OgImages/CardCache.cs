using Microsoft.Extensions.Logging;
using PearlIo.Application.Access;
using PearlIo.Application.Analytics;
using PearlIo.Application.CachedImages;
using PearlIo.Domain.Analytics;
using PearlIo.Domain.CachedImages;

namespace PearlIo.Application.OgImages;

/// <summary>Finds kept cards: the short way of a hit, one row and one object.</summary>
public sealed partial class CardCache(
    ICachedImageRepository images,
    IImageStore store,
    RenderCounter renders,
    CallerContext callers,
    TimeProvider clock,
    ILogger<CardCache> logger)
{
    /// <summary>
    /// The kept card of a plan where it is fresh and was made from the same inputs, else null: a route or project that was
    /// changed shows at once.
    /// </summary>
    public async Task<StoredCard?> FindAsync(CardPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.CacheDuration == 0)
        {
            return null;
        }

        using var scope = callers.Enter(Caller.Service(plan.Project.TenantId));
        var card = await images.FindCardAsync(plan.Slot, cancellationToken);
        if (card is null || card.CacheKey != plan.CacheKey)
        {
            return null;
        }

        // A duration that was shortened since counts for cards that are kept already.
        var due = card.CreatedAt.AddSeconds(plan.CacheDuration);
        card = due < card.FreshUntil ? card with { FreshUntil = due } : card;
        return card.FreshUntil > clock.GetUtcNow() ? card : null;
    }

    /// <summary>The card with its bytes, or null where the store has lost or damaged them: then it is as good as not kept.</summary>
    public async Task<OgImage?> LoadAsync(StoredCard card, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(card);
        var bytes = await TryGetAsync(card.StoragePath, cancellationToken);
        if (bytes is null)
        {
            return null;
        }

        if (bytes.Length != card.ByteSize || Sha256Hash.Of(bytes) != card.ContentHash)
        {
            LogDamaged(card.StoragePath);
            return null;
        }

        return new OgImage
        {
            Bytes = bytes,
            Format = card.Format,
            ContentHash = card.ContentHash,
            CreatedAt = card.CreatedAt,
            FreshUntil = card.FreshUntil,
            Outcome = CardOutcome.Hit,
        };
    }

    /// <summary>
    /// Keeps a drawn card, where its plan says so: bytes first, then the row. A card that cannot be kept is still a card, and counts
    /// in the statistics as one.
    /// </summary>
    public async Task KeepAsync(CardPlan plan, RenderedCard card, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(card);
        var image = MakeImage(plan, card, createdAt);
        var render = Render.Of(image);
        if (plan.CacheDuration == 0)
        {
            await renders.AddAsync(render with { KeptBytes = null }, cancellationToken);
            return;
        }

        try
        {
            await store.PutAsync(image.StoragePath, card.Bytes, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotStored(e, image.StoragePath);
            await renders.AddAsync(render with { KeptBytes = null }, cancellationToken);
            return;
        }

        await AddRowAsync(image, cancellationToken);
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
            StoragePath = ObjectName.Card(plan.Project.Id, plan.Slot, id, card.Format),
            ContentHash = Sha256Hash.Of(card.Bytes),
            Format = card.Format,
            Template = plan.Content.Template,
            Width = card.Width,
            Height = card.Height,
            ByteSize = card.Bytes.Length,
            RenderMs = card.DrawMs + card.EncodeMs,
            CreatedAt = createdAt,
            FreshUntil = freshUntil,
            ExpiresAt = freshUntil + CachedImage.KeepTime,
        };
    }

    private async Task AddRowAsync(CachedImage image, CancellationToken cancellationToken)
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
                await TryDeleteAsync(image.StoragePath);
            }
        }
    }

    private async Task<byte[]?> TryGetAsync(ObjectName name, CancellationToken cancellationToken)
    {
        try
        {
            return await store.GetAsync(name, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotRead(e, name);
            return null;
        }
    }

    private async Task TryDeleteAsync(ObjectName name)
    {
        try
        {
            await store.DeleteAsync(name, CancellationToken.None);
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
