using PearlIo.Application.Common;
using PearlIo.Application.Fonts;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Fonts;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Replicas;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class FontRepository(Database database, ChangeFeed changes) : IFontRepository
{
    private const string Read = """
        select id, tenant_id, family, min_weight, max_weight, is_italic, format, content_hash, byte_size, created_at from fonts
        """;

    private static readonly Statement Insert = """
        insert into fonts (id, tenant_id, family, family_key, min_weight, max_weight, is_italic, format, content_hash, byte_size, created_at, content)
        values (@Id, @TenantId, @Family, @FamilyKey, @MinWeight, @MaxWeight, @IsItalic, @Format, @ContentHash, @ByteSize, @CreatedAt, @Content)
        on conflict (tenant_id, family_key, min_weight, max_weight, is_italic) do nothing
        """;

    private static readonly Statement Find = $"{Read} where id = @id";

    private static readonly Statement FindContent = "select content from fonts where id = @id";

    private static readonly Statement List = $"{Read} where id > @after order by id limit @limit";

    private static readonly Statement ListAll = $"{Read} order by id";

    private static readonly Statement Hold = TenantQueue.Of("fonts");

    private static readonly Statement Delete = "delete from fonts where id = @id";

    // Which projects have a template that names the font, only their sites find out.
    private static readonly Statement Announce = CardsRevisions.RaiseWhere("exists (select 1 from templates)");

    public Task<WriteOutcome> AddAsync(Font made, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => database.WriteAsync(
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

    public async Task<Font?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(session => session.FindAsync<FontRow>(Find, new { id }, cancellationToken), cancellationToken);
        return row?.ToFont();
    }

    public Task<byte[]?> FindBytesAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.FindAsync<byte[]>(FindContent, new { id }, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<Font>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken)
    {
        var parameters = new { after = after ?? Guid.Empty, limit };
        var rows = await database.ReadAsync(session => session.QueryAsync<FontRow>(List, parameters, cancellationToken), cancellationToken);
        return [.. rows.Select(row => row.ToFont())];
    }

    public Task<IReadOnlyList<Font>> HoldAllAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Font>>(
        async session =>
        {
            await session.ExecuteAsync(Hold, parameters: null, cancellationToken);
            var rows = await session.QueryAsync<FontRow>(ListAll, parameters: null, cancellationToken);
            return [.. rows.Select(row => row.ToFont())];
        },
        cancellationToken);

    public Task<WriteOutcome> DeleteAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (await session.ExecuteAsync(Delete, new { id }, cancellationToken) == 0)
            {
                return WriteOutcome.NotFound;
            }

            await CardsRevisions.RaiseAsync(session, Announce, changes, cancellationToken);
            return WriteOutcome.Done;
        },
        cancellationToken);

    private static object Parameters(Font font, ReadOnlyMemory<byte> bytes) => new
    {
        font.Id,
        font.TenantId,
        font.Family,
        font.FamilyKey,
        font.MinWeight,
        font.MaxWeight,
        font.IsItalic,
        font.Format,
        ContentHash = font.ContentHash.Hex,
        font.ByteSize,
        font.CreatedAt,
        Content = bytes.ToArray(),
    };

    private sealed class FontRow
    {
        public Guid Id { get; init; }

        public Guid TenantId { get; init; }

        public string Family { get; init; } = "";

        public int MinWeight { get; init; }

        public int MaxWeight { get; init; }

        public bool IsItalic { get; init; }

        public string Format { get; init; } = "";

        public string ContentHash { get; init; } = "";

        public int ByteSize { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public Font ToFont() => new()
        {
            Id = Id,
            TenantId = TenantId,
            Family = Family,
            MinWeight = MinWeight,
            MaxWeight = MaxWeight,
            IsItalic = IsItalic,
            Format = Format,
            ContentHash = Sha256Hash.Parse(ContentHash),
            ByteSize = ByteSize,
            CreatedAt = CreatedAt,
        };
    }
}
