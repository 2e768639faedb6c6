using PearlIo.FunctionalTests.Assets;
using PearlIo.FunctionalTests.Hosting;

namespace PearlIo.FunctionalTests.Fetching;

/// <summary>Previews of cards that show pictures from elsewhere.</summary>
public sealed class PreviewPictureTests : IAsyncLifetime
{
    private SiteServer _site = null!;
    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        _site = await SiteServer.StartAsync();
        _server = new RunningServer(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["FETCH_SOURCES"] = "true",
            ["Rendering:Threads"] = "1",
            ["Fetching:Allow"] = new Uri(_site.Url).Authority,
        });
        await _server.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task Are_fetched_from_where_the_deployment_allows_it()
    {
        var html = AssetSamples.Html.Replace("asset:logo", $"{_site.Url}/logo.svg", StringComparison.Ordinal);
        Assert.Equal((AssetSamples.White, AssetSamples.White), await ColoursAsync(new { html }));

        _site.File("/logo.svg", AssetSamples.Svg(AssetSamples.Red), "image/svg+xml");
        Assert.Equal((AssetSamples.Red, AssetSamples.Red), await ColoursAsync(new { html }));

        _site.File("/logo.svg", AssetSamples.Active, "image/svg+xml");
        Assert.Equal((AssetSamples.White, AssetSamples.White), await ColoursAsync(new { html }));

        await using var elsewhere = await SiteServer.StartAsync();
        elsewhere.File("/logo.svg", AssetSamples.Svg(AssetSamples.Red), "image/svg+xml");
        html = AssetSamples.Html.Replace("asset:logo", $"{elsewhere.Url}/logo.svg", StringComparison.Ordinal);
        Assert.Equal((AssetSamples.White, AssetSamples.White), await ColoursAsync(new { html }));
        Assert.Equal(0, elsewhere.Asked("/logo.svg"));
    }

    [Fact]
    public async Task Are_those_of_variables_and_of_assets_beside_them()
    {
        _site.File("/logo.svg", AssetSamples.Svg(AssetSamples.Red), "image/svg+xml");
        await AssetSamples.UploadAsync(_server, "other", AssetSamples.Svg(AssetSamples.Blue));
        var html = AssetSamples.Html
            .Replace("src=\"asset:logo\"", "src=\"{{logo}}\"", StringComparison.Ordinal)
            .Replace("asset:logo", "asset:other", StringComparison.Ordinal);

        Assert.Equal((AssetSamples.Red, AssetSamples.Blue), await ColoursAsync(new { html, variables = new { logo = $"{_site.Url}/logo.svg" } }));
    }

    private async Task<(int Element, int Background)> ColoursAsync(object body) => AssetSamples.Colours(await AssetSamples.PreviewAsync(_server, body));
}
