using System.Text.Json.Nodes;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.FunctionalTests.SigningKeys;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Assets;

public sealed class SqliteAssetCardTests(RunningServer server) : AssetCardTests(server), IClassFixture<RunningServer>;

public sealed class PostgresAssetCardTests(PostgresRunningServer server) : AssetCardTests(server.Server), IClassFixture<PostgresRunningServer>
{
    [Fact]
    public async Task Show_what_was_replaced_on_every_server()
    {
        await using var other = new RunningServer(new Dictionary<string, string?>(StringComparer.Ordinal) { ["DATABASE_URL"] = server.Url, ["Rendering:Threads"] = "1" });
        await other.InitializeAsync();
        var project = await AssetSamples.CreateProjectAsync(server.Server, AssetSamples.Html);
        var logo = await AssetSamples.UploadAsync(server.Server, "logo", AssetSamples.Svg(AssetSamples.Red));
        Assert.Equal(Both(AssetSamples.Red), await ColoursWherePicturesAreDecodedAsync(other, project));

        await AssetSamples.ReplaceAsync(server.Server, logo, AssetSamples.Svg(AssetSamples.Blue));

        await Eventually.TrueAsync(async () => await ColoursWherePicturesAreDecodedAsync(other, project) == Both(AssetSamples.Blue));
    }

    // A preview waits longer for a decoder to start than a card does.
    private static async Task<(int Element, int Background)> ColoursWherePicturesAreDecodedAsync(RunningServer other, string project)
    {
        await AssetSamples.PreviewAsync(other, new { html = AssetSamples.Html });
        return AssetSamples.Colours(await other.Client.GetByteArrayAsync($"/og/{project}/a"));
    }
}

/// <summary>Cards that show assets, on each database.</summary>
public abstract class AssetCardTests(RunningServer server) : IAsyncLifetime
{
    public Task InitializeAsync() => AssetSamples.DeleteAllAsync(server);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Show_what_their_template_names_and_as_it_is_now()
    {
        var project = await AssetSamples.CreateProjectAsync(server, AssetSamples.Html);
        var without = await CardAsync(project);
        Assert.Equal(Both(AssetSamples.White), without.Colours);

        var logo = await AssetSamples.UploadAsync(server, "logo", AssetSamples.Svg(AssetSamples.Red));
        var red = await CardAsync(project);
        Assert.Equal(Both(AssetSamples.Red), red.Colours);
        await AssetSamples.ReplaceAsync(server, logo, AssetSamples.Gif(AssetSamples.Blue));
        var blue = await CardAsync(project);
        Assert.Equal(Both(AssetSamples.Blue), blue.Colours);
        Assert.Equal(3, new[] { without, red, blue }.Select(c => c.Version).Distinct(StringComparer.Ordinal).Count());

        await server.Client.DeleteAsync($"/api/assets/{logo["id"]}");
        Assert.Equal(without, await CardAsync(project));
    }

    [Fact]
    public async Task Keep_their_version_where_they_show_none_of_what_changes()
    {
        var project = await AssetSamples.CreateProjectAsync(server, "<img src=asset:other>");
        await AssetSamples.UploadAsync(server, "other", AssetSamples.Svg(AssetSamples.Red));
        var before = await CardAsync(project);

        await AssetSamples.UploadAsync(server, "logo", AssetSamples.Svg(AssetSamples.Red));

        Assert.Equal(before, await CardAsync(project));
    }

    [Theory]
    [InlineData("asset:cover")]
    [InlineData("ASSET:cover")]
    public async Task Show_what_a_route_or_a_query_names(string address)
    {
        const string Html = """
            <!-- pearl { "variables": { "image": { "type": "image" } } } -->
            <style>body { margin: 0; background: #fff } img { position: absolute; left: 100px; top: 100px }</style>{{#if image}}<img src="{{image}}">{{/if}}
            """;
        var project = await AssetSamples.CreateProjectAsync(server, Html);
        await server.CreateRouteAsync(project, new { path = "/route", variables = new { image = address } });
        await server.CreateRouteAsync(project, new { path = "/query", query = new[] { "image" } });
        await AssetSamples.UploadAsync(server, "cover", AssetSamples.Svg(AssetSamples.Red));

        Assert.Equal(AssetSamples.Red, await ElementAsync("/route"));
        Assert.Equal(AssetSamples.White, await ElementAsync("/query"));
        Assert.Equal(AssetSamples.Red, await ElementAsync($"/query?image={address}"));
        Assert.Equal(AssetSamples.White, await ElementAsync($"/query?image={address}-2"));

        async Task<int> ElementAsync(string path) => AssetSamples.Colours(await server.Client.GetByteArrayAsync($"/og/{project}{path}")).Element;
    }

    [Fact]
    public async Task Are_provisional_without_their_picture_and_say_so()
    {
        var project = await AssetSamples.CreateProjectAsync(server, AssetSamples.Html);
        await CardAsync(project);
        var (picture, isProvisional) = await ExplainAsync(project);
        Assert.Equal(("asset:logo", false), ((string)picture["address"]!, (bool)picture["isFound"]!));
        Assert.True(isProvisional);

        await AssetSamples.UploadAsync(server, "logo", AssetSamples.Svg(AssetSamples.Red));
        var card = await CardAsync(project);
        (picture, isProvisional) = await ExplainAsync(project);
        Assert.Equal(
            """{"address":"asset:logo","isFound":true,"format":"svg","width":"64","height":"32","fetch":null}""", picture.ToJsonString());
        Assert.False(isProvisional);
        using var named = await server.Client.GetAsync($"/og/{project}/a?v={card.Version}");
        Assert.Contains("immutable", named.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_previews_show_them_too()
    {
        const string Html = """
            <!-- pearl { "variables": { "image": { "type": "image", "default": "asset:other", "example": "asset:logo" } } } -->
            <style>body { margin: 0; background: #fff } img { position: absolute; left: 100px; top: 100px }</style><img src="{{image}}">
            """;
        Assert.Equal(Both(AssetSamples.White), AssetSamples.Colours(await AssetSamples.PreviewAsync(server, new { html = AssetSamples.Html })));
        await AssetSamples.UploadAsync(server, "logo", AssetSamples.Svg(AssetSamples.Red));
        await AssetSamples.UploadAsync(server, "other", AssetSamples.Svg(AssetSamples.Blue));
        var template = $"t-{Guid.NewGuid():N}";
        await server.SendAsync(HttpMethod.Post, "/api/templates", new { name = template, html = Html });

        Assert.Equal(Both(AssetSamples.Red), AssetSamples.Colours(await AssetSamples.PreviewAsync(server, new { html = AssetSamples.Html })));
        Assert.Equal(AssetSamples.Red, await ElementAsync(new { template = $"{template}@1" }));
        Assert.Equal(AssetSamples.Blue, await ElementAsync(new { template = $"{template}@1", variables = new { image = "asset:other" } }));
        Assert.Equal(AssetSamples.Blue, await ElementAsync(new { html = Html, variables = new { image = "" } }));

        async Task<int> ElementAsync(object body) => AssetSamples.Colours(await AssetSamples.PreviewAsync(server, body)).Element;
    }

    private protected static (int Element, int Background) Both(int colour) => (colour, colour);

    private async Task<(string Version, (int Element, int Background) Colours)> CardAsync(string project)
    {
        var colours = AssetSamples.Colours(await server.Client.GetByteArrayAsync($"/og/{project}/a"));
        var (_, meta) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/meta?path=/a");
        return ((string)meta["v"]!, colours);
    }

    private async Task<(JsonObject Picture, bool IsProvisional)> ExplainAsync(string project)
    {
        var (_, told) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/explain?path=/a");
        return (Assert.Single(told["pictures"]!.AsArray())!.AsObject(), (bool)told["cache"]!["isProvisional"]!);
    }
}
