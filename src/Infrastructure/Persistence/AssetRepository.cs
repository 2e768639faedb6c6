using PearlIo.Application.Assets;
using PearlIo.Application.Common;
using PearlIo.Domain.Assets;
using PearlIo.Domain.CachedImages;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Replicas;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class AssetRepository(Database database, ChangeFeed changes) : IAssetRepository
{
    private const string Read = """
        select id, tenant_id, name, format, width, height, content_hash, byte_size, created_at, updated_at, version from assets
        """;

    private static readonly Statement Insert = """
        insert into assets (id, tenant_id, name, format, width, height, content_hash, byte_size, created_at, updated_at, version, content)
        values (@Id, @TenantId, @Name, @Format, @Width, @Height, @ContentHash, @ByteSize, @CreatedAt, @UpdatedAt, @Version, @Content)
        on conflict (tenant_id, name) do nothing
        """;

    private static readonly Statement Update = """
        update assets set format = @Format, width = @Width, height = @Height, content_hash = @ContentHash, byte_size = @ByteSize,
            updated_at = @UpdatedAt, version = @Version, content = @Content
        where id = @Id and version = @expectedVersion
        """;

    private static readonly Statement Find = $"{Read} where id = @id";

    private static readonly Statement FindVersion = "select version from assets where id = @id";

    private static readonly Statement FindContent = "select content from assets where id = @id and content_hash = @hash";

    private static readonly Statement List = $"{Read} where id > @after order by id limit @limit";

    private static readonly Statement ListAll = $"{Read} order by id";

    private static readonly Statement Hold = TenantQueue.Of("assets");

    private static readonly Statement Delete = "delete from assets where id = @id and version = @expectedVersion";

    // A variable of any route may name it.
    private static readonly Statement Announce = CardsRevisions.RaiseWhere("true");

    public Task<WriteOutcome> AddAsync(Asset made, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (await session.ExecuteAsync(Insert, Parameters(made, bytes), cancellationToken) == 0)
            {
                return WriteOutcome.Taken;
            }

            await CardsRevisions.RaiseAsync(session, Announce, changes, cancellationToken);
            return WriteOutcome.Done;
        },
        cancellationToken);

    public async Task<Asset?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(session => session.FindAsync<AssetRow>(Find, new { id }, cancellationToken), cancellationToken);
        return row?.ToAsset();
    }

    public Task<byte[]?> FindBytesAsync(Guid id, Sha256Hash hash, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.FindAsync<byte[]>(FindContent, new { id, hash = hash.Hex }, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<Asset>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken)
    {
        var parameters = new { after = after ?? Guid.Empty, limit };
        var rows = await database.ReadAsync(session => session.QueryAsync<AssetRow>(List, parameters, cancellationToken), cancellationToken);
        return [.. rows.Select(row => row.ToAsset())];
    }

    public Task<IReadOnlyList<Asset>> HoldAllAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Asset>>(
        async session =>
        {
            await session.ExecuteAsync(Hold, parameters: null, cancellationToken);
            var rows = await session.QueryAsync<AssetRow>(ListAll, parameters: null, cancellationToken);
            return [.. rows.Select(row => row.ToAsset())];
        },
        cancellationToken);

    public Task<WriteOutcome> ReplaceAsync(Asset changed, ReadOnlyMemory<byte> bytes, long expectedVersion, CancellationToken cancellationToken) =>
        ChangeAsync(changed.Id, session => session.ExecuteAsync(Update, Parameters(changed, bytes, expectedVersion), cancellationToken), cancellationToken);

    public Task<WriteOutcome> DeleteAsync(Guid id, long expectedVersion, CancellationToken cancellationToken) =>
        ChangeAsync(id, session => session.ExecuteAsync(Delete, new { id, expectedVersion }, cancellationToken), cancellationToken);

    private Task<WriteOutcome> ChangeAsync(Guid id, Func<DatabaseSession, Task<int>> change, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (await change(session) == 0)
            {
                var version = await session.FindAsync<long?>(FindVersion, new { id }, cancellationToken);
                return version is null ? WriteOutcome.NotFound : WriteOutcome.VersionChanged;
            }

            await CardsRevisions.RaiseAsync(session, Announce, changes, cancellationToken);
            return WriteOutcome.Done;
        },
        cancellationToken);

    private static object Parameters(Asset asset, ReadOnlyMemory<byte> bytes, long expectedVersion = 0) => new
    {
        asset.Id,
        asset.TenantId,
        asset.Name,
        asset.Format,
        asset.Width,
        asset.Height,
        ContentHash = asset.ContentHash.Hex,
        asset.ByteSize,
        asset.CreatedAt,
        asset.UpdatedAt,
        asset.Version,
        Content = bytes.ToArray(),
        expectedVersion,
    };

    private sealed class AssetRow
    {
        public Guid Id { get; init; }

        public Guid TenantId { get; init; }

        public string Name { get; init; } = "";

        public string Format { get; init; } = "";

        public int Width { get; init; }

        public int Height { get; init; }

        public string ContentHash { get; init; } = "";

        public int ByteSize { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public long Version { get; init; }

        public Asset ToAsset() => new()
        {
            Id = Id,
            TenantId = TenantId,
            Name = Name,
            Format = Format,
            Width = Width,
            Height = Height,
            ContentHash = Sha256Hash.Parse(ContentHash),
            ByteSize = ByteSize,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
            Version = Version,
        };
    }
}
