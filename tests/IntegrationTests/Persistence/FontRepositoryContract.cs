using PearlIo.Application.Common;
using PearlIo.Application.Fonts;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Fonts;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteFontRepositoryTests(SqliteTestDatabase database) : FontRepositoryContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresFontRepositoryTests(PostgresTestDatabase database) : FontRepositoryContract(database), IClassFixture<PostgresTestDatabase>
{
    private readonly PostgresTestDatabase _database = database;

    [Fact]
    public async Task Cannot_be_changed_by_the_service()
    {
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => _database.Database.WriteAsync(
            session => session.ExecuteAsync("update fonts set family = ''", parameters: null, CancellationToken.None), CancellationToken.None));

        Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }
}

public abstract class FontRepositoryContract(TestDatabase database) : IAsyncLifetime
{
    private static readonly byte[] Bytes = [0, 1, 0xFF, 0];

    private int _added;

    private IFontRepository Fonts => database.Fonts;

    public Task InitializeAsync() => database.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Gives_back_what_was_added()
    {
        var (first, second) = (await AddAsync("Größe 'x' \"😀\"", isItalic: true), await AddAsync("Acme"));

        Assert.Equal(first, await Fonts.FindAsync(first.Id, CancellationToken.None));
        Assert.Equal(Bytes, await Fonts.FindBytesAsync(first.Id, CancellationToken.None));
        Assert.Equal([first, second], await Fonts.ListAsync(after: null, 10, CancellationToken.None));
        Assert.Equal([second], await Fonts.ListAsync(first.Id, 10, CancellationToken.None));
        Assert.Equal([first], await Fonts.ListAsync(after: null, 1, CancellationToken.None));
        Assert.Equal([first, second], await Fonts.HoldAllAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Keeps_one_of_each_family_weight_and_style()
    {
        await AddAsync("Acme");

        Assert.Equal(WriteOutcome.Taken, await Fonts.AddAsync(Font("ACME"), Bytes, CancellationToken.None));
        Assert.Equal(WriteOutcome.Done, await Fonts.AddAsync(Font("Acme") with { MaxWeight = 401 }, Bytes, CancellationToken.None));
        Assert.Equal(WriteOutcome.Done, await Fonts.AddAsync(Font("Acme", isItalic: true), Bytes, CancellationToken.None));
    }

    [Fact]
    public async Task Deletes_with_the_bytes()
    {
        var font = await AddAsync("Acme");

        Assert.Equal(WriteOutcome.Done, await Fonts.DeleteAsync(font.Id, CancellationToken.None));

        Assert.Equal(WriteOutcome.NotFound, await Fonts.DeleteAsync(font.Id, CancellationToken.None));
        Assert.Null(await Fonts.FindAsync(font.Id, CancellationToken.None));
        Assert.Null(await Fonts.FindBytesAsync(font.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Tells_projects_where_there_are_templates_that_may_name_it()
    {
        var project = Make.Project();
        await database.Projects.AddAsync(project, CancellationToken.None);
        var before = await RevisionAsync(project);
        await AddAsync("Unseen");
        Assert.Equal(before, await RevisionAsync(project));

        await database.ExecuteAsync(
            $"insert into templates (id, tenant_id, name, created_at, updated_at) values ('{Guid.CreateVersion7()}', '{Tenant.DefaultId}', 'own', '2026-11-25T12:00:00.000000Z', '2026-11-25T12:00:00.000000Z')");
        var font = await AddAsync("Acme");
        Assert.Equal(before + 1, await RevisionAsync(project));
        await Fonts.DeleteAsync(font.Id, CancellationToken.None);
        Assert.Equal(before + 2, await RevisionAsync(project));
    }

    private async Task<long> RevisionAsync(Project project) => (await database.Projects.FindAsync(project.Id, CancellationToken.None))!.CardsRevision;

    private async Task<Font> AddAsync(string family, bool isItalic = false)
    {
        var font = Font(family, isItalic);
        Assert.Equal(WriteOutcome.Done, await Fonts.AddAsync(font, Bytes, CancellationToken.None));
        return font;
    }

    private Font Font(string family, bool isItalic = false)
    {
        var now = FakeClock.Noon.AddSeconds(_added++);
        return new Font
        {
            Id = Guid.CreateVersion7(now),
            TenantId = Tenant.DefaultId,
            Family = family,
            MinWeight = 400,
            MaxWeight = 400,
            IsItalic = isItalic,
            Format = "woff2",
            ContentHash = Sha256Hash.Of(Bytes),
            ByteSize = Bytes.Length,
            CreatedAt = now,
        };
    }
}
