using System.Net;
using System.Text.Json.Nodes;
using PearlIo.Domain.Assets;
using PearlIo.Domain.CachedImages;
using PearlIo.FunctionalTests.Access;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.FunctionalTests.SigningKeys;
using PearlIo.TestKit.Pictures;

namespace PearlIo.FunctionalTests.Assets;

public sealed class SqliteAssetsApiTests(RunningServer server) : AssetsApiTests(server), IClassFixture<RunningServer>;

public sealed class PostgresAssetsApiTests(PostgresRunningServer server) : AssetsApiTests(server.Server), IClassFixture<PostgresRunningServer>;

/// <summary>The life of an asset, on each database.</summary>
public abstract class AssetsApiTests(RunningServer server) : IAsyncLifetime
{
    public Task InitializeAsync() => AssetSamples.DeleteAllAsync(server);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("png", "image/png")]
    [InlineData("jpeg", "image/jpeg")]
    [InlineData("webp", "application/octet-stream")]
    [InlineData("gif", "text/html")]
    [InlineData("svg", "application/x-www-form-urlencoded")]
    public async Task Is_uploaded_read_listed_and_deleted(string format, string contentType)
    {
        var file = await FileAsync(format);

        var (response, made) = await server.UploadAsync("/api/assets?name=logo-2", file, contentType);

        Assert.True(response.StatusCode == HttpStatusCode.Created, made.ToJsonString());
        Assert.Equal($"/api/assets/{made["id"]}", response.Headers.Location!.ToString());
        Assert.Equal("\"1\"", response.Headers.ETag!.Tag);
        Assert.Equal(
            ["id", "name", "address", "format", "width", "height", "byteSize", "contentHash", "createdAt", "updatedAt"], made.Select(m => m.Key));
        Assert.Equal(("logo-2", "asset:logo-2", format), ((string)made["name"]!, (string)made["address"]!, (string)made["format"]!));
        Assert.Equal((64, 32, file.Length, Sha256Hash.Of(file).Hex), ((int)made["width"]!, (int)made["height"]!, (int)made["byteSize"]!, (string)made["contentHash"]!));
        Assert.True(JsonNode.DeepEquals(made, await GetAsync($"/api/assets/{made["id"]}")));
        Assert.True(JsonNode.DeepEquals(made, Assert.Single((await GetAsync("/api/assets"))["items"]!.AsArray())));
        Assert.Equal(412, (int)(await server.SendAsync(HttpMethod.Delete, $"/api/assets/{made["id"]}", ifMatch: "\"2\"")).Response.StatusCode);
        Assert.Equal(204, (int)(await server.SendAsync(HttpMethod.Delete, $"/api/assets/{made["id"]}", ifMatch: "\"1\"")).Response.StatusCode);
        Assert.Equal((404, "assets.not_found"), (await server.SendAsync(HttpMethod.Get, $"/api/assets/{made["id"]}")).Problem());
        Assert.Equal((404, "assets.not_found"), (await server.SendAsync(HttpMethod.Delete, $"/api/assets/{made["id"]}")).Problem());
        Assert.Equal((404, "assets.not_found"), (await PutAsync(made, file)).Problem());
    }

    [Fact]
    public async Task Is_replaced_under_its_name()
    {
        var made = await AssetSamples.UploadAsync(server, "logo", AssetSamples.Svg(AssetSamples.Red));

        Assert.Equal((412, "assets.version_changed"), (await PutAsync(made, AssetSamples.Gif(AssetSamples.Blue), "\"2\"")).Problem());
        var (response, changed) = await PutAsync(made, AssetSamples.Gif(AssetSamples.Blue), "\"1\"");
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (response.StatusCode, response.Headers.ETag!.Tag));
        Assert.Equal(((string)made["id"]!, "logo", "gif"), ((string)changed["id"]!, (string)changed["name"]!, (string)changed["format"]!));
        Assert.True(JsonNode.DeepEquals(changed, await GetAsync($"/api/assets/{made["id"]}")));

        // The same bytes again change nothing, and bytes that are none leave what there is.
        Assert.Equal("\"2\"", (await PutAsync(made, AssetSamples.Gif(AssetSamples.Blue))).Response.Headers.ETag!.Tag);
        Assert.Equal((400, "request.invalid"), (await PutAsync(made, AssetSamples.Active)).Problem());
        Assert.True(JsonNode.DeepEquals(changed, await GetAsync($"/api/assets/{made["id"]}")));

        await server.Client.DeleteAsync($"/api/assets/{made["id"]}");
        Assert.Equal(
            ["assets.delete", "assets.replace", "assets.create"],
            (await GetAsync($"/api/audit?target=asset/{made["id"]}"))["items"]!.AsArray().Select(e => (string)e!["action"]!));
    }

    [Fact]
    public async Task Is_replaced_by_all_who_do_so_at_once()
    {
        var made = await AssetSamples.UploadAsync(server, "logo", AssetSamples.Svg(0));
        var files = Enumerable.Range(1, 5).Select(AssetSamples.Svg).ToList();

        var answers = await Task.WhenAll(files.Select(file => PutAsync(made, file)));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Response.StatusCode));
        Assert.Equal(["\"2\"", "\"3\"", "\"4\"", "\"5\"", "\"6\""], answers.Select(a => a.Response.Headers.ETag!.Tag).Order(StringComparer.Ordinal));
        var last = answers.Single(a => a.Response.Headers.ETag!.Tag is "\"6\"").Body;
        Assert.True(JsonNode.DeepEquals(last, await GetAsync($"/api/assets/{made["id"]}")));
    }

    [Fact]
    public async Task Is_listed_page_by_page()
    {
        var file = AssetSamples.Svg(AssetSamples.Red);
        foreach (var name in new[] { "c", "a", "b" })
        {
            await AssetSamples.UploadAsync(server, name, file);
        }

        var first = await GetAsync("/api/assets?limit=2");
        var rest = await GetAsync($"/api/assets?limit=2&cursor={first["nextCursor"]}");
        Assert.Equal(["c", "a", "b"], first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(a => (string)a!["name"]!));
        Assert.Null(rest["nextCursor"]);
        Assert.Equal((400, "request.invalid"), (await server.SendAsync(HttpMethod.Get, "/api/assets?limit=201")).Problem());
        Assert.Equal(400, (int)(await server.SendAsync(HttpMethod.Get, "/api/assets?cursor=nonsense")).Response.StatusCode);
    }

    [Fact]
    public async Task Is_refused_with_a_sentence_where_it_is_no_whole_picture()
    {
        var whole = PngSample.Grey(64, 32);

        Assert.Equal("The file is no PNG, JPEG, WebP, GIF, ICO or SVG.", await RefusalAsync("<!doctype html><h1>404</h1>"u8.ToArray(), "image/png"));
        Assert.Equal("The file ends before all of its pixels have come.", await RefusalAsync(whole[..^30]));
        Assert.Equal("The drawing has scripts, or parts that are elsewhere or of no known format.", await RefusalAsync(AssetSamples.Active));
        Assert.Equal((400, "request.file_expected"), (await server.UploadAsync("/api/assets?name=logo", [])).Problem());
        Assert.Equal((400, "request.file_expected"), (await server.UploadAsync("/api/assets?name=logo", whole, "multipart/form-data; boundary=x")).Problem());
        Assert.Empty((await GetAsync("/api/assets"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?name=")]
    [InlineData("?name=Logo")]
    [InlineData("?name=2x")]
    [InlineData("?name=a%2Fb")]
    [InlineData("?name=gr%C3%B6%C3%9Fe")]
    [InlineData("?name=a0123456789012345678901234567890123456789")]
    public async Task Is_refused_without_a_name_that_will_do(string query)
    {
        var refused = await server.UploadAsync($"/api/assets{query}", PngSample.Grey(64, 32));

        Assert.Equal((400, "request.invalid"), refused.Problem());
        Assert.StartsWith("'name' is required", (string)refused.Body["errors"]!["name"]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task May_be_larger_than_a_body_of_JSON_and_not_larger_than_an_asset()
    {
        Assert.Equal("The file is no PNG, JPEG, WebP, GIF, ICO or SVG.", await RefusalAsync(new byte[Asset.MaxFileBytes]));

        var refused = await server.UploadAsync("/api/assets?name=logo", new byte[Asset.MaxFileBytes + 1]);
        Assert.Equal((413, "request.body_too_large"), refused.Problem());
        Assert.Equal("The body is larger than 5 MiB.", (string)refused.Body["detail"]!);
    }

    [Fact]
    public async Task Is_there_once_of_each_name_whoever_comes_at_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => server.UploadAsync("/api/assets?name=logo", AssetSamples.Svg(i))));

        Assert.Equal([201, 409, 409, 409, 409], answers.Select(a => (int)a.Response.StatusCode).Order());
        Assert.All(answers.Where(a => a.Response.StatusCode is HttpStatusCode.Conflict), a => Assert.Equal((409, "assets.taken"), a.Problem()));
        Assert.Single((await GetAsync("/api/assets"))["items"]!.AsArray());
    }

    private async Task<JsonObject> GetAsync(string path) => (await server.SendAsync(HttpMethod.Get, path)).Body;

    private Task<(HttpResponseMessage Response, JsonObject Body)> PutAsync(JsonObject asset, byte[] file, string? ifMatch = null) =>
        server.UploadAsync($"/api/assets/{asset["id"]}", file, method: HttpMethod.Put, ifMatch: ifMatch);

    private async Task<string> RefusalAsync(byte[] file, string contentType = "application/octet-stream")
    {
        var refused = await server.UploadAsync("/api/assets?name=logo", file, contentType);
        Assert.Equal((400, "request.invalid"), refused.Problem());
        return (string)Assert.Single(refused.Body["errors"]!["body"]!.AsArray())!;
    }

    private async Task<byte[]> FileAsync(string format) => format switch
    {
        "gif" => AssetSamples.Gif(AssetSamples.Red),
        "svg" => AssetSamples.Svg(AssetSamples.Red),
        _ => await AssetSamples.DrawAsync(server, format),
    };
}
