using System.Data.Common;
using PearlIo.Application.Analytics;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Domain.Analytics;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.OgImages;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Statistics;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class CachedImageRepository(Database database, StatisticsSignal signal) : ICachedImageRepository
{
    private static readonly Statement FindCard = """
        select slot, cache_key, image_id, storage_path, content_hash, content_type, byte_size, created_at, fresh_until, expires_at,
            inputs, provisional as is_provisional, coalesce(confirmed_at, created_at) as confirmed_at
        from cards where slot = @slot
        """;

    private static readonly Statement InsertImage = """
        insert into cached_images (id, tenant_id, project_id, route_id, url, slot, cache_key, storage_path, content_hash, content_type,
            width, height, byte_size, render_ms, provisional, created_at, fresh_until, expires_at, page)
        values (@Id, @TenantId, @ProjectId, @RouteId, @Url, @Slot, @CacheKey, @StoragePath, @ContentHash, @ContentType,
            @Width, @Height, @ByteSize, @RenderMs, @Provisional, @CreatedAt, @FreshUntil, @ExpiresAt, @Page)
        """;

    // The later drawing wins, whichever is kept first; but not over one that only a clock that was wrong can have called later.
    private static readonly Statement MakeCurrent = """
        insert into cards (slot, tenant_id, project_id, cache_key, image_id, storage_path, content_hash, content_type, byte_size,
            provisional, created_at, fresh_until, expires_at, inputs)
        values (@Slot, @TenantId, @ProjectId, @CacheKey, @Id, @StoragePath, @ContentHash, @ContentType, @ByteSize,
            @Provisional, @CreatedAt, @FreshUntil, @ExpiresAt, @Inputs)
        on conflict (slot, tenant_id) do update
        set cache_key = excluded.cache_key, image_id = excluded.image_id, storage_path = excluded.storage_path,
            content_hash = excluded.content_hash, content_type = excluded.content_type, byte_size = excluded.byte_size,
            provisional = excluded.provisional, created_at = excluded.created_at, fresh_until = excluded.fresh_until,
            expires_at = excluded.expires_at, inputs = excluded.inputs, confirmed_at = null
        where (excluded.created_at, excluded.image_id) > (cards.created_at, cards.image_id) or cards.created_at > @Ahead
        """;

    // The row says on which day it expires, and by that where it stands. A card that was drawn anew meanwhile is left alone.
    private static readonly Statement ConfirmCard = """
        update cards set fresh_until = @freshUntil, expires_at = @expiresAt, confirmed_at = @now where slot = @slot and image_id = @imageId
        """;

    private static readonly Statement ConfirmImage = """
        update cached_images set fresh_until = @freshUntil, expires_at = @expiresAt where id = @imageId and expires_at = @before
        """;

    private static readonly Statement Totals = new(
        Sqlite: "select count(*) as images, coalesce(sum(byte_size), 0) as bytes from cached_images where expires_at > @now",
        PostgreSql: "select images, bytes from cache_totals()");

    // One statement, so that the rows it skips, because another cleaner has them, are the same in all of its parts. The time is asked
    // in both, so that neither looks into partitions of days to come.
    private const string DeleteExpiredOnPostgreSql = """
        with expired as materialized (
            select id, expires_at from cached_images where expires_at < @now order by expires_at, id limit @limit for update skip locked
        ), gone as (
            delete from cached_images using expired
            where cached_images.expires_at < @now and cached_images.expires_at = expired.expires_at and cached_images.id = expired.id
            returning cached_images.id, cached_images.tenant_id, cached_images.storage_path
        ), doomed as (
            insert into doomed_objects (id, tenant_id, name, doomed_at) select id, tenant_id, storage_path, @now from gone
        ), slots as (
            delete from cards using gone where cards.image_id = gone.id
        )
        select count(*) from gone
        """;

    private const string ExpiredOnSqlite = "(select id from cached_images where expires_at < @now order by expires_at, id limit @limit)";

    private static readonly string[] DeleteExpiredOnSqlite =
    [
        $"""
        insert into doomed_objects (id, tenant_id, name, doomed_at)
        select id, tenant_id, storage_path, @now from cached_images where id in {ExpiredOnSqlite}
        """,
        $"delete from cards where image_id in {ExpiredOnSqlite}",
        $"delete from cached_images where id in {ExpiredOnSqlite}",
    ];

    public async Task<StoredCard?> FindCardAsync(Slot slot, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            session => session.FindAsync<CardRow>(FindCard, new { slot = slot.Hash.Hex }, cancellationToken), cancellationToken);
        return row?.ToCard();
    }

    public async Task<WriteOutcome> AddAsync(CachedImage image, CancellationToken cancellationToken)
    {
        var outcome = await database.WriteAsync(session => AddAsync(session, image, cancellationToken), cancellationToken);
        if (outcome is WriteOutcome.Done)
        {
            signal.Raise();
        }

        return outcome;
    }

    public Task<WriteOutcome> ConfirmAsync(
        StoredCard card, DateTimeOffset freshUntil, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var parameters = new { slot = card.Slot.Hash.Hex, imageId = card.ImageId, before = card.ExpiresAt, freshUntil, expiresAt, now };
                var images = await session.ExecuteAsync(ConfirmImage, parameters, cancellationToken);
                return images > 0 && await session.ExecuteAsync(ConfirmCard, parameters, cancellationToken) > 0 ? WriteOutcome.Done : WriteOutcome.NotFound;
            },
            cancellationToken);

    public Task<CacheTotals> GetTotalsAsync(DateTimeOffset now, CancellationToken cancellationToken) => database.ReadAsync(
        DatabaseScope.NoTenant, session => session.GetAsync<CacheTotals>(Totals, new { now }, cancellationToken), cancellationToken);

    public Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var parameters = new { now, limit };
            if (session.Engine is DatabaseEngine.PostgreSql)
            {
                return await session.GetAsync<int>(DeleteExpiredOnPostgreSql, parameters, cancellationToken);
            }

            var rows = 0;
            foreach (var statement in DeleteExpiredOnSqlite)
            {
                rows = await session.ExecuteAsync(statement, parameters, cancellationToken);
            }

            return rows;
        },
        cancellationToken);

    private static async Task<WriteOutcome> AddAsync(DatabaseSession session, CachedImage image, CancellationToken cancellationToken)
    {
        var parameters = Parameters(image);
        try
        {
            await session.ExecuteAsync(InsertImage, parameters, cancellationToken);
        }
        catch (DbException exception) when (DatabaseFaults.IsForeignKeyViolation(exception))
        {
            return WriteOutcome.NotFound;
        }

        await session.ExecuteAsync(MakeCurrent, parameters, cancellationToken);
        await RenderRepository.AddAsync(session, Render.Of(image), cancellationToken);
        return WriteOutcome.Done;
    }

    private static object Parameters(CachedImage image) => new
    {
        image.Id,
        image.TenantId,
        image.ProjectId,
        image.RouteId,
        image.Url,
        Slot = image.Slot.Hash.Hex,
        CacheKey = image.CacheKey.Hex,
        Inputs = image.Inputs.Hex,
        StoragePath = image.StoragePath.Value,
        ContentHash = image.ContentHash.Hex,
        ContentType = image.Format.ContentType(),
        image.Width,
        image.Height,
        image.ByteSize,
        image.RenderMs,
        image.Provisional,
        image.CreatedAt,
        Ahead = image.CreatedAt + Timestamps.Tolerance,
        image.FreshUntil,
        image.ExpiresAt,
        Page = image.Page?.Hex,
    };

    private sealed class CardRow
    {
        public string Slot { get; init; } = "";

        public string CacheKey { get; init; } = "";

        public string Inputs { get; init; } = "";

        public bool IsProvisional { get; init; }

        public DateTimeOffset ConfirmedAt { get; init; }

        public Guid ImageId { get; init; }

        public string StoragePath { get; init; } = "";

        public string ContentHash { get; init; } = "";

        public string ContentType { get; init; } = "";

        public int ByteSize { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset FreshUntil { get; init; }

        public DateTimeOffset ExpiresAt { get; init; }

        public StoredCard ToCard() => new()
        {
            Slot = new Slot(Sha256Hash.Parse(Slot)),
            CacheKey = Sha256Hash.Parse(CacheKey),
            Inputs = Inputs.Length > 0 ? Sha256Hash.Parse(Inputs) : null,
            IsProvisional = IsProvisional,
            ConfirmedAt = ConfirmedAt,
            ImageId = ImageId,
            StoragePath = ObjectName.Parse(StoragePath),
            ContentHash = Sha256Hash.Parse(ContentHash),
            Format = ImageFormats.FromContentType(ContentType)
                ?? throw new FormatException($"The card of slot {Slot} has the unknown media type '{ContentType}'."),
            ByteSize = ByteSize,
            CreatedAt = CreatedAt,
            FreshUntil = FreshUntil,
            ExpiresAt = ExpiresAt,
        };
    }
}
