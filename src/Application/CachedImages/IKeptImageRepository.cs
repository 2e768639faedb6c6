using PearlIo.Domain.CachedImages;

namespace PearlIo.Application.CachedImages;

/// <summary>What is kept, as those see it who look after it: lists, purges, and what has to go for the rest to fit.</summary>
public interface IKeptImageRepository
{
    /// <summary>Kept cards, newest first.</summary>
    /// <param name="which">Which.</param>
    /// <param name="after">The last one of the page before, which may be gone by now; null begins with the newest.</param>
    /// <param name="now">Cards that expired before are not kept any more, though their rows may still be there.</param>
    /// <param name="limit">Most to return, from 1.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<KeptImage>> ListAsync(
        KeptImages which, ImagePosition? after, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Where kept cards stand that were drawn until a moment, oldest first.</summary>
    Task<IReadOnlyList<ImagePosition>> FindAsync(
        KeptImages which, ImagePosition? after, DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <summary>Makes cards due that are current and fresh; they stay the last good ones.</summary>
    /// <returns>How many.</returns>
    Task<int> MakeDueAsync(IReadOnlyCollection<Guid> images, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Deletes cards with the slots that they are current for, and dooms their objects, in one transaction.</summary>
    /// <returns>How many cards there were.</returns>
    Task<int> DeleteAsync(IReadOnlyCollection<Guid> images, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Counts a removal of cards where they belong, at page, route or project, so that those drawn from now on have other addresses. Part of
    /// the transaction of the removal.
    /// </summary>
    Task CountRemovalAsync(KeptImages which, RemovalOrigin origin, CancellationToken cancellationToken);

    /// <summary>Up to which moment cards were last used, over all tenants, that must go for the others to fit into so many bytes; null where all fit.</summary>
    Task<DateTimeOffset?> FindLeastUsedOfAllAsync(long mostBytes, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The same for the caller's tenant alone.</summary>
    Task<DateTimeOffset?> FindLeastUsedAsync(long mostBytes, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Cards of the caller's tenant that were last used until a moment.</summary>
    Task<IReadOnlyList<Guid>> FindUnusedAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken);
}

/// <summary>Kept cards of a project: all, those of a route, or those of a page.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="RouteId">The route, or null.</param>
/// <param name="Page">The page, or null.</param>
public sealed record KeptImages(Guid ProjectId, Guid? RouteId = null, PageHash? Page = null);

/// <summary>Where a card stands in the order in which cards were drawn.</summary>
/// <param name="CreatedAt">When it was drawn.</param>
/// <param name="Id">Its id.</param>
public sealed record ImagePosition(DateTimeOffset CreatedAt, Guid Id);

/// <summary>What a removal is counted with.</summary>
/// <param name="TenantId">The tenant of the project.</param>
/// <param name="Path">The page as it is told apart from others, where the removal is of a page.</param>
/// <param name="At">When.</param>
public sealed record RemovalOrigin(Guid TenantId, string? Path, DateTimeOffset At);

/// <summary>A kept card as lists show it.</summary>
public sealed record KeptImage
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Address of the page, cut at 512 characters.</summary>
    public required string Url { get; init; }

    /// <summary>The route that won for the page, or null where none matched.</summary>
    public required Guid? RouteId { get; init; }

    /// <summary>The media type.</summary>
    public required string ContentType { get; init; }

    /// <summary>Width in px.</summary>
    public required int Width { get; init; }

    /// <summary>Height in px.</summary>
    public required int Height { get; init; }

    /// <summary>Length of the bytes.</summary>
    public required int ByteSize { get; init; }

    /// <summary>When it was drawn.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is due.</summary>
    public required DateTimeOffset FreshUntil { get; init; }

    /// <summary>When it may be deleted.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was answered last, to the hour, or null where that was never written.</summary>
    public required DateTimeOffset? LastHitAt { get; init; }

    /// <summary>Whether it is the one that is answered, and not an older one of the same address.</summary>
    public required bool IsCurrent { get; init; }

    /// <summary>Whether something was missing when it was drawn.</summary>
    public required bool Provisional { get; init; }
}
