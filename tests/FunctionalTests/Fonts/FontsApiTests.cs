using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PearlIo.Domain.Fonts;
using PearlIo.FunctionalTests.Access;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.FunctionalTests.SigningKeys;
using PearlIo.TestKit.Fonts;

namespace PearlIo.FunctionalTests.Fonts;

public sealed class SqliteFontsApiTests(RunningServer server) : FontsApiTests(server), IClassFixture<RunningServer>;

public sealed class PostgresFontsApiTests(PostgresRunningServer server) : FontsApiTests(server.Server), IClassFixture<PostgresRunningServer>;

/// <summary>The life of a font, on each database.</summary>
public abstract class FontsApiTests(RunningServer server) : IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        foreach (var font in (await GetAsync("/api/fonts"))["items"]!.AsArray())
        {
            await server.Client.DeleteAsync($"/api/fonts/{font!["id"]}");
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("serif.ttf", "font/ttf", 100, 900)]
    [InlineData("serif.woff", "application/x-www-form-urlencoded", 100, 900)]
    [InlineData("serif.woff2", "application/octet-stream", 100, 900)]
    [InlineData("heavy.otf", "font/otf", 900, 900)]
    public async Task Is_uploaded_read_listed_and_deleted(string file, string contentType, int minWeight, int maxWeight)
    {
        var (response, made) = await server.UploadAsync("/api/fonts", TestFonts.Read(file), contentType);

        Assert.True(response.StatusCode == HttpStatusCode.Created, made.ToJsonString());
        Assert.Equal($"/api/fonts/{made["id"]}", response.Headers.Location!.ToString());
        Assert.Equal((minWeight, maxWeight, "normal", Path.GetExtension(file)[1..]), ((int)made["minWeight"]!, (int)made["maxWeight"]!, (string)made["style"]!, (string)made["format"]!));
        Assert.True(JsonNode.DeepEquals(made, await GetAsync($"/api/fonts/{made["id"]}")));
        Assert.True(JsonNode.DeepEquals(made, Assert.Single((await GetAsync("/api/fonts"))["items"]!.AsArray())));
        Assert.Equal(412, (int)(await server.SendAsync(HttpMethod.Delete, $"/api/fonts/{made["id"]}", ifMatch: "\"2\"")).Response.StatusCode);
        Assert.Equal(204, (int)(await server.SendAsync(HttpMethod.Delete, $"/api/fonts/{made["id"]}", ifMatch: response.Headers.ETag!.Tag)).Response.StatusCode);
        Assert.Equal((404, "fonts.not_found"), (await server.SendAsync(HttpMethod.Get, $"/api/fonts/{made["id"]}")).Problem());
        Assert.Equal((404, "fonts.not_found"), (await server.SendAsync(HttpMethod.Delete, $"/api/fonts/{made["id"]}")).Problem());
    }

    [Fact]
    public async Task Is_refused_with_a_sentence_where_it_is_broken()
    {
        var whole = TestFonts.Read("serif.woff2");

        Assert.Equal((400, "fonts.broken"), (await server.UploadAsync("/api/fonts", "<!doctype html><h1>404</h1>"u8.ToArray())).Problem());
        Assert.Equal((400, "fonts.broken"), (await server.UploadAsync("/api/fonts", whole[..^100])).Problem());
        Assert.Equal((400, "request.file_expected"), (await server.UploadAsync("/api/fonts", [])).Problem());
        Assert.Equal((400, "request.file_expected"), (await server.UploadAsync("/api/fonts", whole, "multipart/form-data; boundary=x")).Problem());
        Assert.Equal((400, "request.invalid"), (await server.UploadAsync("/api/fonts?family=serif", whole)).Problem());
        Assert.Empty((await GetAsync("/api/fonts"))["items"]!.AsArray());
    }

    [Fact]
    public async Task May_be_larger_than_a_body_of_JSON_and_not_larger_than_a_font()
    {
        Assert.Equal((400, "fonts.broken"), (await server.UploadAsync("/api/fonts", new byte[Font.MaxFileBytes])).Problem());

        var refused = await server.UploadAsync("/api/fonts", new byte[Font.MaxFileBytes + 1]);
        Assert.Equal((413, "request.body_too_large"), refused.Problem());
        Assert.Equal("The body is larger than 10 MiB.", (string)refused.Body["detail"]!);
    }

    [Fact]
    public async Task Is_there_once_in_each_family_weight_and_style()
    {
        await UploadAsync("serif.ttf");

        Assert.Equal((409, "fonts.taken"), (await server.UploadAsync("/api/fonts", TestFonts.Read("serif.woff2"))).Problem());
        Assert.Equal((409, "fonts.taken"), (await server.UploadAsync("/api/fonts?family=PEARL%20test%20SERIF", TestFonts.Read("serif.ttf"))).Problem());
        Assert.Equal("Grüße", (string)(await UploadAsync("serif.ttf", "?family=%20Gr%C3%BC%C3%9Fe"))["family"]!);
        await UploadAsync("heavy.otf", "?family=Pearl%20Test%20Serif");
    }

    [Fact]
    public async Task Changes_the_cards_of_templates_that_name_it_and_no_others()
    {
        var named = await MakeProjectAsync($"<p style='font-family: {TestFonts.Heavy}'>{TestFonts.Word}</p>");
        var other = await MakeProjectAsync($"<p>{TestFonts.Word}</p>");
        var (before, otherBefore) = (await CardAsync(named), await CardAsync(other));

        var font = await UploadAsync("heavy.otf");
        var with = await CardAsync(named);
        Assert.NotEqual(before.Version, with.Version);
        Assert.NotEqual(before.Tag, with.Tag);
        Assert.Equal(otherBefore, await CardAsync(other));

        await server.Client.DeleteAsync($"/api/fonts/{font["id"]}");
        Assert.Equal(before, await CardAsync(named));

        await UploadAsync("serif.ttf", $"?family={TestFonts.Heavy}");
        Assert.NotEqual(with.Version, (await CardAsync(named)).Version);
    }

    [Fact]
    public async Task Is_drawn_by_previews_and_under_the_name_that_a_template_gives_it()
    {
        var without = await PreviewAsync($"<p style='font-family: \"{TestFonts.Heavy}\"'>{TestFonts.Word}</p>");
        await UploadAsync("heavy.otf");

        var with = await PreviewAsync($"<p style='font-family: \"{TestFonts.Heavy}\"'>{TestFonts.Word}</p>");
        var renamed = await PreviewAsync(
            $"<style>@font-face {{ font-family: Headline; src: url('font:{TestFonts.Heavy}') }} p {{ font-family: Headline }}</style><p>{TestFonts.Word}</p>");

        Assert.NotEqual(without, with);
        Assert.Equal(with, renamed);
    }

    private async Task<JsonObject> GetAsync(string path) => (await server.SendAsync(HttpMethod.Get, path)).Body;

    private async Task<JsonObject> UploadAsync(string file, string query = "")
    {
        var (response, made) = await server.UploadAsync($"/api/fonts{query}", TestFonts.Read(file));
        Assert.True(response.StatusCode == HttpStatusCode.Created, made.ToJsonString());
        return made;
    }

    private async Task<string> MakeProjectAsync(string html)
    {
        var name = $"t-{Guid.NewGuid():N}";
        Assert.Equal(201, (int)(await server.SendAsync(HttpMethod.Post, "/api/templates", new { name, html })).Response.StatusCode);
        Assert.Equal(200, (int)(await server.SendAsync(HttpMethod.Post, $"/api/templates/{name}/publish", new { version = 1 })).Response.StatusCode);
        return await server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev", template = name });
    }

    private async Task<(string Tag, string Version)> CardAsync(string project)
    {
        using var card = await server.Client.GetAsync($"/og/{project}/a");
        return (card.Headers.ETag!.Tag, (string)(await GetAsync($"/api/projects/{project}/meta?path=/a"))["v"]!);
    }

    private async Task<byte[]> PreviewAsync(string html)
    {
        using var response = await server.Client.PostAsJsonAsync("/api/preview", new { html });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }
}
