using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.TestKit.Pictures;
using PearlIo.TestKit.Rendering;

namespace PearlIo.FunctionalTests.Assets;

/// <summary>Pictures of one colour, 64 px wide and 32 px high, and where cards show them.</summary>
internal static class AssetSamples
{
    public const int Red = 0xC2410C;

    public const int Blue = 0x0E7490;

    public const int White = 0xFFFFFF;

    /// <summary>A card that shows <c>asset:logo</c> as an element on its left and as a background on its right.</summary>
    public const string Html = """
        <style>body { margin: 0; background: #fff } .a { position: absolute; top: 100px; width: 64px; height: 32px }</style>
        <img class="a" style="left: 100px" src="asset:logo"><p class="a" style="left: 600px; background: url('asset:logo')"></p>
        """;

    /// <summary>A drawing that would run something.</summary>
    public static byte[] Active => "<svg xmlns='http://www.w3.org/2000/svg' width='64' height='32'><script>alert(1)</script></svg>"u8.ToArray();

    public static byte[] Svg(int colour) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"<svg xmlns='http://www.w3.org/2000/svg' width='64' height='32'><rect width='64' height='32' fill='#{colour:x6}'/></svg>"));

    public static byte[] Gif(int colour) => new GifSample(64, 32, [(byte)(colour >> 16), (byte)(colour >> 8), (byte)colour, 0, 0, 0]).WithFrame(0, 0, 64, 32, new byte[64 * 32]).ToFile();

    /// <summary>A file of a format that cards have, as the server itself draws it.</summary>
    public static Task<byte[]> DrawAsync(RunningServer server, string format) => PreviewAsync(
        server, new { html = string.Create(CultureInfo.InvariantCulture, $"<style>html {{ background: #{Red:x6} }}</style>"), width = 64, height = 32, format });

    public static async Task<byte[]> PreviewAsync(RunningServer server, object body)
    {
        using var response = await server.Client.PostAsJsonAsync("/api/preview", body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>The colours at both places of <see cref="Html"/>.</summary>
    public static (int Element, int Background) Colours(byte[] card)
    {
        var picture = PngDecoder.Decode(card);
        return (picture.At(132, 116), picture.At(632, 116));
    }

    public static async Task<JsonObject> UploadAsync(RunningServer server, string name, byte[] file)
    {
        var (response, made) = await server.UploadAsync($"/api/assets?name={name}", file);
        Assert.True(response.StatusCode == HttpStatusCode.Created, made.ToJsonString());
        return made;
    }

    public static async Task ReplaceAsync(RunningServer server, JsonObject asset, byte[] file)
    {
        var (response, changed) = await server.UploadAsync($"/api/assets/{asset["id"]}", file, method: HttpMethod.Put);
        Assert.True(response.StatusCode == HttpStatusCode.OK, changed.ToJsonString());
    }

    /// <summary>A project whose cards are made from HTML.</summary>
    public static async Task<string> CreateProjectAsync(RunningServer server, string html)
    {
        var name = $"t-{Guid.NewGuid():N}";
        Assert.Equal(201, (int)(await server.SendAsync(HttpMethod.Post, "/api/templates", new { name, html })).Response.StatusCode);
        Assert.Equal(200, (int)(await server.SendAsync(HttpMethod.Post, $"/api/templates/{name}/publish", new { version = 1 })).Response.StatusCode);
        return await server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev", template = name });
    }

    /// <summary>Lets a server begin anew.</summary>
    public static async Task DeleteAllAsync(RunningServer server)
    {
        foreach (var asset in (await server.SendAsync(HttpMethod.Get, "/api/assets?limit=200")).Body["items"]!.AsArray())
        {
            await server.Client.DeleteAsync($"/api/assets/{asset!["id"]}");
        }
    }
}
