using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PearlIo.Application.CachedImages;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.CachedImages;

public sealed class StoreOwnershipTests : IDisposable
{
    private readonly FakeStore _store = new();
    private readonly FakeClock _clock = new();
    private readonly ListLogger _log = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public void Dispose()
    {
        _log.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task Takes_an_empty_store_and_says_in_it_whose_it_is()
    {
        var owner = await Open().ClaimAsync(CancellationToken.None);

        Assert.True(owner.IsThisDatabase);
        Assert.Equal(FakeClock.Noon, owner.Since);
        var mark = Encoding.UTF8.GetString(_store.Marks["pearl.json"]);
        Assert.Contains("\"host\": \"db.example.org\"", mark, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"pearl\"", mark, StringComparison.Ordinal);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public async Task Takes_it_for_all_replicas_at_once()
    {
        var replicas = Enumerable.Range(0, 20).Select(_ => Open()).ToList();

        var owners = await Task.WhenAll(replicas.Select(r => r.ClaimAsync(CancellationToken.None)));

        Assert.All(owners, o => Assert.True(o.IsThisDatabase));
        Assert.All(await Task.WhenAll(replicas.Select(r => r.MayDeleteAsync(CancellationToken.None))), Assert.True);
    }

    [Fact]
    public async Task Takes_no_store_that_has_cards_and_says_what_to_do_once()
    {
        PutCard();
        var ownership = Open();

        Assert.False((await ownership.ClaimAsync(CancellationToken.None)).IsThisDatabase);
        Assert.False(await ownership.MayDeleteAsync(CancellationToken.None));
        Assert.False(await ownership.MayDeleteAsync(CancellationToken.None));

        Assert.Empty(_store.Marks);
        Assert.Contains("pearl store adopt", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_an_empty_store_of_another_database_alone()
    {
        await Open("staging").ClaimAsync(CancellationToken.None);
        var ownership = Open();

        Assert.False((await ownership.ClaimAsync(CancellationToken.None)).IsThisDatabase);
        Assert.False(await ownership.MayDeleteAsync(CancellationToken.None));

        Assert.Contains("the database staging at db.example.org", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"host\":\"db.example.org\"}")]
    [InlineData("{\"host\":\"db.example.org\",\"name\":\"pea")]
    [InlineData("[1]")]
    [InlineData("{\"host\":1,\"name\":2}")]
    public async Task Deletes_nothing_by_a_mark_that_it_does_not_understand(string mark)
    {
        _store.Marks["pearl.json"] = Encoding.UTF8.GetBytes(mark);
        var ownership = Open();

        Assert.False((await ownership.ClaimAsync(CancellationToken.None)).IsThisDatabase);
        Assert.False(await ownership.MayDeleteAsync(CancellationToken.None));

        Assert.Equal(mark, Encoding.UTF8.GetString(_store.Marks["pearl.json"]));
    }

    [Fact]
    public async Task Hands_the_store_over_to_whoever_adopts_it()
    {
        var (production, restored) = (Open(), Open("restored"));
        await production.ClaimAsync(CancellationToken.None);
        PutCard();

        await restored.AdoptAsync(CancellationToken.None);

        Assert.True(await restored.MayDeleteAsync(CancellationToken.None));
        Assert.False(await production.MayDeleteAsync(CancellationToken.None));
        await production.AdoptAsync(CancellationToken.None);
        Assert.True(await production.MayDeleteAsync(CancellationToken.None));
        Assert.False(await restored.MayDeleteAsync(CancellationToken.None));
        Assert.Contains(_log.Lines, l => l.Contains("deletes from it from now on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Takes_a_store_that_is_away_for_no_answer()
    {
        _store.MarkFault = new IOException("away");
        var ownership = Open();

        await Assert.ThrowsAsync<IOException>(() => ownership.MayDeleteAsync(CancellationToken.None));
        await Assert.ThrowsAsync<IOException>(() => ownership.ClaimAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Takes_a_store_that_cannot_be_listed_for_no_empty_one()
    {
        _store.ListFault = new IOException("away");
        PutCard();

        await Assert.ThrowsAsync<IOException>(() => Open().ClaimAsync(CancellationToken.None));

        Assert.Empty(_store.Marks);
    }

    [Fact]
    public async Task Is_adopted_by_a_command_that_the_audit_tells_of()
    {
        using var application = new TestApplication();
        application.Store.Marks["pearl.json"] = """{"host":"old.example.org","name":"pearl"}"""u8.ToArray();

        var adopted = await application.Get<StoreAdoption>().RunAsync(CancellationToken.None);
        var again = await application.Get<StoreAdoption>().RunAsync(CancellationToken.None);

        Assert.True(adopted.IsThisDatabase);
        Assert.True(again.IsThisDatabase);
        var entry = Assert.Single(application.Audit);
        Assert.Equal("store.adopt", entry.Action);
        Assert.Equal("""{"host":"old.example.org","name":"pearl"}""", entry.Before);
        Assert.Equal("""{"host":"db.example.org","name":"pearl"}""", entry.After);
    }

    private void PutCard() =>
        _store.Objects[ObjectName.Card(Make.ProjectId, Make.Slot(), Guid.CreateVersion7(), ImageFormat.Png).Value] = [1];

    private StoreOwnership Open(string name = "pearl") => new(
        _store,
        new DatabaseIdentity("db.example.org", name),
        _services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(),
        _clock,
        LoggerFactory.Create(l => l.AddProvider(_log)).CreateLogger<StoreOwnership>());
}
