using NSubstitute;
using PearlIo.Application.Assets;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Application.Pictures;
using PearlIo.Domain.Assets;
using PearlIo.Domain.Common;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Assets;

public sealed class AssetUseCaseTests : IDisposable
{
    private static readonly Failure Broken = new(FailureKind.Invalid, "pictures.corrupt", "It is broken.");

    private readonly TestApplication _application = new();

    public AssetUseCaseTests()
    {
        _application.Assets.AddAsync(default!, default, default).ReturnsForAnyArgs(WriteOutcome.Done);
        _application.Assets.ReplaceAsync(default!, default, default, default).ReturnsForAnyArgs(WriteOutcome.Done);
        _application.Assets.DeleteAsync(default, default, default).ReturnsForAnyArgs(WriteOutcome.Done);
        Decodes(call => MakeAsset.Decoded(call.Arg<ReadOnlyMemory<byte>>().ToArray().FirstOrDefault()));
    }

    public void Dispose() => _application.Dispose();

    [Fact]
    public async Task Keeps_what_was_decoded()
    {
        var asset = (await UploadAsync()).Value;

        Assert.Equal(MakeAsset.Named() with { Id = asset.Id }, asset);
        Assert.Equal(("assets.create", AuditTargets.Asset(asset.Id)), (Assert.Single(_application.Audit).Action, _application.Audit[0].Target));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Logo")]
    public async Task Needs_a_name(string? name)
    {
        Assert.Contains("name", (await UploadAsync(name)).Failure!.Errors!.Keys);
        Assert.Empty(_application.Decoder.ReceivedCalls());
    }

    [Fact]
    public async Task Says_what_is_wrong_with_a_file_and_when_it_is_nothing()
    {
        Decodes(_ => Broken);
        Assert.Equal(["It is broken."], (await UploadAsync()).Failure!.Errors!["body"]);
        Assert.Equal(["It is broken."], (await ReplaceAsync(MakeAsset.Named(), 2)).Failure!.Errors!["body"]);
        var busy = new Failure(FailureKind.TooBusy, "pictures.busy", "Later.");
        Decodes(_ => busy);
        Assert.Same(busy, (await UploadAsync()).Failure);
    }

    [Fact]
    public async Task Has_other_bytes_and_another_version_once_it_is_replaced()
    {
        _application.Clock.Advance(TimeSpan.FromHours(1));

        var changed = (await ReplaceAsync(MakeAsset.Named(), 2, 3)).Value;

        Assert.Equal(MakeAsset.Named(content: 2, byteSize: 2) with { Version = 2, UpdatedAt = FakeClock.Noon.AddHours(1) }, changed);
        await _application.Assets.Received(1).ReplaceAsync(changed, Arg.Any<ReadOnlyMemory<byte>>(), 1, Arg.Any<CancellationToken>());
        Assert.Equal("assets.replace", Assert.Single(_application.Audit).Action);
    }

    [Fact]
    public async Task Stays_as_it_is_where_the_bytes_are_the_same()
    {
        Assert.Equal(MakeAsset.Named(), (await ReplaceAsync(MakeAsset.Named(), 1)).Value);
        Assert.Empty(_application.Assets.ReceivedCalls());
        Assert.Empty(_application.Audit);
    }

    [Fact]
    public async Task Keeps_no_more_than_a_tenant_may_have()
    {
        Has([.. Enumerable.Range(0, Asset.MaxCount).Select(i => Other($"a{i}", 1))]);
        Assert.Equal(AssetFailures.TooMany, (await UploadAsync()).Failure);
        Has([.. Enumerable.Range(0, Asset.MaxCount - 1).Select(i => Other($"a{i}", 1))]);
        Assert.Null((await UploadAsync()).Failure);

        Has(Other("large", (int)Asset.MaxTotalBytes));
        Assert.Equal(AssetFailures.TooLarge, (await UploadAsync()).Failure);
        Has(Other("large", (int)Asset.MaxTotalBytes - 1));
        Assert.Null((await UploadAsync()).Failure);
    }

    [Fact]
    public async Task Counts_what_a_replacement_adds()
    {
        var own = MakeAsset.Named(byteSize: 2);
        Has([own, .. Enumerable.Range(1, Asset.MaxCount - 1).Select(i => Other($"a{i}", 1))]);
        _application.TenantRows.FindAsync(Tenant.DefaultId, Arg.Any<CancellationToken>())
            .Returns(new Tenant { Id = Tenant.DefaultId, Name = "A", CreatedAt = FakeClock.Noon, Limits = new TenantLimits(Bytes: Asset.MaxCount + 1) });

        Assert.Null((await ReplaceAsync(own, 2, 2)).Failure);
        Assert.Equal(AssetFailures.TooLarge, (await ReplaceAsync(own, 2, 2, 2)).Failure);

        _application.TenantRows.FindAsync(Tenant.DefaultId, Arg.Any<CancellationToken>())
            .Returns(new Tenant { Id = Tenant.DefaultId, Name = "A", CreatedAt = FakeClock.Noon, Limits = new TenantLimits(Bytes: 0) });
        Assert.Null((await ReplaceAsync(own, 2)).Failure);
    }

    [Fact]
    public async Task Tells_of_nothing_that_was_not_written()
    {
        _application.Assets.AddAsync(default!, default, default).ReturnsForAnyArgs(WriteOutcome.Taken);
        Assert.Equal(AssetFailures.Taken, (await UploadAsync()).Failure);
        Assert.Equal(AssetFailures.NotFound, (await _application.SendAsync(new DeleteAsset(MakeAsset.Id, 1))).Failure);

        foreach (var (outcome, failure) in new[] { (WriteOutcome.NotFound, AssetFailures.NotFound), (WriteOutcome.VersionChanged, AssetFailures.VersionChanged) })
        {
            _application.Assets.FindAsync(MakeAsset.Id, Arg.Any<CancellationToken>()).Returns(MakeAsset.Named());
            _application.Assets.ReplaceAsync(default!, default, default, default).ReturnsForAnyArgs(outcome);
            _application.Assets.DeleteAsync(default, default, default).ReturnsForAnyArgs(outcome);
            Assert.Equal(failure, (await ReplaceAsync(MakeAsset.Named(), 2)).Failure);
            Assert.Equal(failure, (await _application.SendAsync(new DeleteAsset(MakeAsset.Id, 1))).Failure);
        }

        Assert.Empty(_application.Audit);
    }

    private void Decodes(Func<NSubstitute.Core.CallInfo, Result<DecodedFile>> outcome) =>
        _application.Decoder.DecodeAsync(default, default, default).ReturnsForAnyArgs(outcome);

    private void Has(params Asset[] assets) => _application.Assets.HoldAllAsync(Arg.Any<CancellationToken>()).Returns(assets);

    private static Asset Other(string name, int byteSize) => MakeAsset.Named(name, byteSize: byteSize) with { Id = Guid.CreateVersion7() };

    private Task<Result<Asset>> UploadAsync(string? name = "logo") => _application.SendAsync(new UploadAsset(name, new byte[] { 1 }));

    private Task<Result<Asset>> ReplaceAsync(Asset current, params byte[] file) => _application.SendAsync(new ReplaceAsset(current, file));
}
