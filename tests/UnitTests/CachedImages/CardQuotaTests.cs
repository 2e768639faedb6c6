using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;
using PearlIo.Application.Access;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Tenants;
using PearlIo.Domain.Tenants;
using PearlIo.Infrastructure.Storage;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.CachedImages;

public sealed class CardQuotaTests
{
    private readonly IKeptImageRepository _kept = Substitute.For<IKeptImageRepository>();
    private readonly ICachedImageRepository _images = Substitute.For<ICachedImageRepository>();
    private readonly ITenantRepository _tenants = Substitute.For<ITenantRepository>();
    private readonly List<Guid> _unused = [.. Enumerable.Range(0, 1_200).Select(_ => Guid.CreateVersion7())];

    public CardQuotaTests()
    {
        _images.GetTotalsAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(new CacheTotals(10, 1_000));
        _kept.FindLeastUsedOfAllAsync(950, FakeClock.Noon, Arg.Any<CancellationToken>()).Returns(FakeClock.Noon.AddDays(-1));
        _kept.FindUnusedAsync(Arg.Any<DateTimeOffset>(), Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns(_ => _unused.ToList());
        _kept.DeleteAsync(Arg.Any<IReadOnlyCollection<Guid>>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(call =>
            _unused.RemoveAll(call.Arg<IReadOnlyCollection<Guid>>().Contains));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1_000L)]
    public async Task Looks_for_nothing_where_all_fits(long? most)
    {
        Assert.Null(await Quota(most).FindUnusedUntilAsync(CancellationToken.None));
        await _kept.DidNotReceiveWithAnyArgs().FindLeastUsedOfAllAsync(default, default, default);
    }

    [Fact]
    public async Task Frees_a_little_more_than_must_go()
    {
        _images.GetTotalsAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(new CacheTotals(10, 1_001));
        Assert.Equal(FakeClock.Noon.AddDays(-1), await Quota(1_000).FindUnusedUntilAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Deletes_what_was_not_used_in_batches()
    {
        Assert.Equal(1_200, await Quota(1_000).DeleteAsync(FakeClock.Noon, CancellationToken.None));
        await _kept.Received(3).DeleteAsync(Arg.Is<IReadOnlyCollection<Guid>>(b => b.Count <= 500), FakeClock.Noon, Arg.Any<CancellationToken>());
        Assert.Equal(0, await Quota(1_000).DeleteAsync(unusedUntil: null, CancellationToken.None));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1_200)]
    public async Task Holds_a_tenant_to_its_own_limit(bool isOver, int deleted)
    {
        _tenants.FindAsync(Tenant.DefaultId, Arg.Any<CancellationToken>()).Returns(
            new Tenant { Id = Tenant.DefaultId, Name = "x", CreatedAt = FakeClock.Noon, Limits = new TenantLimits(Bytes: 100) });
        _kept.FindLeastUsedAsync(100, FakeClock.Noon, Arg.Any<CancellationToken>()).Returns(isOver ? FakeClock.Noon.AddDays(-2) : null);
        _kept.FindLeastUsedAsync(95, FakeClock.Noon, Arg.Any<CancellationToken>()).Returns(FakeClock.Noon.AddDays(-1));

        Assert.Equal(deleted, await Quota(most: null).DeleteAsync(unusedUntil: null, CancellationToken.None));
        await _kept.Received(isOver ? 1 : 0).FindUnusedAsync(FakeClock.Noon.AddDays(-1), Arg.Any<int>(), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("1000", 1_000L)]
    public void Is_read_from_the_settings(string? text, long? bytes) => Assert.Equal(bytes, Read(text));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("10 GB")]
    public void Refuses_what_is_no_number_of_bytes(string text) =>
        Assert.Contains("STORAGE_MAX_BYTES", Assert.Throws<OptionsValidationException>(() => Read(text)).Message, StringComparison.Ordinal);

    private static long? Read(string? text)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new KeyValuePair<string, string?>("STORAGE_MAX_BYTES", text)]).Build();
        using var services = new ServiceCollection().AddQuota(configuration).BuildServiceProvider();
        return services.GetRequiredService<CardQuotaSettings>().MaxBytes;
    }

    private CardQuota Quota(long? most) => new(
        _kept, _images, _tenants, new CardQuotaSettings(most), new CallerContext(Caller.Service(Tenant.DefaultId)), new FakeClock(), NullLogger<CardQuota>.Instance);
}
