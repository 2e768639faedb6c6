using NSubstitute;
using NSubstitute.ExceptionExtensions;
using PearlIo.Application.Assets;
using PearlIo.Application.Common;
using PearlIo.Application.Fetching;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Assets;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;

namespace PearlIo.UnitTests.Assets;

/// <summary>Cards that show assets, as they are planned.</summary>
public sealed class AssetCardTests : IDisposable
{
    private const string Logo = "asset:logo";

    private readonly TestApplication _application = new();
    private long _revision;

    public AssetCardTests()
    {
        Shows(Logo, "https://acme.dev/a.png", "Asset: no address");
        _application.Assets.FindBytesAsync(default, default, default).ReturnsForAnyArgs([1]);
        _application.Decoder.DecodeAsync(default, default, default).ReturnsForAnyArgs(MakeAsset.Decoded());
    }

    public void Dispose() => _application.Dispose();

    [Fact]
    public async Task Have_a_version_that_tells_which_bytes_they_show()
    {
        var plans = new List<CardPlan> { await PlanAsync(), await PlanAsync(MakeAsset.Named()), await PlanAsync(MakeAsset.Named(content: 2)) };
        Assert.Equal(3, plans.Select(p => p.Version).Distinct(StringComparer.Ordinal).Count());
        Assert.Single(plans.Select(p => p.Slot).Distinct());
        Assert.Equal(plans[0].Version, (await PlanAsync(MakeAsset.Named("other"))).Version);
        Assert.Equal(plans[1].Version, (await PlanAsync(MakeAsset.Named("other"), MakeAsset.Named())).Version);
    }

    [Fact]
    public async Task Have_the_pixels_before_they_are_drawn_and_nothing_from_outside()
    {
        var plan = await PlanAsync(MakeAsset.Named());
        Assert.Equal([Logo], plan.PictureAddresses);
        Assert.True(plan.HasSources);
        Assert.False(plan.IsFromOutside);

        var renewed = await RenewAsync(plan);

        Assert.Equal(Sha256Hash.Of([1]), renewed.Content.Pictures[Logo].Hash);
        Assert.Equal(plan.CacheKey, renewed.CacheKey);
        Assert.False(renewed.IsProvisional);
        Assert.Empty(_application.PictureFetcher.ReceivedCalls());
    }

    [Fact]
    public async Task Are_not_read_for_pixels_that_are_in_memory()
    {
        _application.Decoder.FindHeld(Sha256Hash.Of([1]), Arg.Any<int>()).Returns(MakeAsset.Decoded().Picture);
        var plan = await PlanAsync(MakeAsset.Named());
        Assert.False((await RenewAsync(plan, asksDatabase: false)).IsProvisional);
        await _application.Assets.DidNotReceiveWithAnyArgs().FindBytesAsync(default, default, default);
    }

    [Fact]
    public async Task Are_provisional_without_the_picture_that_they_name()
    {
        Assert.True((await RenewAsync(await PlanAsync())).IsProvisional);
        var plan = await PlanAsync(MakeAsset.Named());
        Assert.True((await RenewAsync(plan, asksDatabase: false)).IsProvisional);

        _application.Assets.FindBytesAsync(default, default, default).ReturnsForAnyArgs((byte[]?)null);
        Assert.True((await RenewAsync(plan)).IsProvisional);
        _application.Assets.FindBytesAsync(default, default, default).ThrowsAsyncForAnyArgs(new DatabaseUnavailableException("away", innerException: null));
        Assert.True((await RenewAsync(plan)).IsProvisional);
        _application.Assets.FindBytesAsync(default, default, default).ReturnsForAnyArgs([1]);
        _application.Decoder.DecodeAsync(default, default, default).ReturnsForAnyArgs(new Failure(FailureKind.TooBusy, "pictures.busy", "Later."));
        var without = await RenewAsync(plan);
        Assert.True(without.IsProvisional);
        Assert.Equal(plan.CacheKey, without.CacheKey);
    }

    [Fact]
    public async Task Show_sixteen_pictures_at_most()
    {
        Shows([.. Enumerable.Range(0, 20).Select(i => $"asset:a{i}")]);
        Assert.Equal(16, (await PlanAsync()).PictureAddresses.Count);
    }

    [Fact]
    public async Task Of_all_projects_of_a_tenant_share_what_is_known_of_assets()
    {
        _application.Assets.ListAsync(default, default, default).ReturnsForAnyArgs(_ => [MakeAsset.Named()]);
        var assets = _application.Get<SiteAssets>();
        var first = await assets.ListAsync(CancellationToken.None);
        Assert.Same(first, await assets.ListAsync(CancellationToken.None));

        _application.Assets.ListAsync(default, default, default).ReturnsForAnyArgs([MakeAsset.Named(content: 2)]);
        Assert.Equal(Sha256Hash.Of([2]), (await assets.ListAsync(CancellationToken.None))["logo"].ContentHash);
        _application.Assets.ListAsync(default, default, default).ReturnsForAnyArgs([]);
        Assert.Empty(await assets.ListAsync(CancellationToken.None));
    }

    private void Shows(params string[] addresses) => _application.Renderer.PicturesOfAsync(Arg.Any<CardContent>()).Returns(addresses);

    private async Task<CardPlan> PlanAsync(params Asset[] assets)
    {
        _application.Assets.ListAsync(default, default, default).ReturnsForAnyArgs(assets);
        _application.Knows(Make.Project() with { CardsRevision = ++_revision });
        var request = new CardRequest(Make.ProjectId, Make.Page("/a"), Make.Map());
        return (await _application.Get<CardPlanner>().PlanAsync(request, CancellationToken.None)).Value;
    }

    private Task<CardPlan> RenewAsync(CardPlan plan, bool asksDatabase = true) =>
        _application.Get<CardPlanner>().RenewAsync(plan, SourceDemand.Ahead, asksDatabase, CancellationToken.None);
}
