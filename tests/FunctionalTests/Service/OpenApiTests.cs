using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using PearlIo.FunctionalTests.Hosting;

namespace PearlIo.FunctionalTests.Service;

public sealed class OpenApiTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>A change of the API must be seen: PEARL_ACCEPT_GOLDEN=1 writes the new description.</summary>
    [Fact]
    public async Task Describes_the_API_as_it_was_agreed()
    {
        var actual = JsonNode.Parse(await server.Client.GetStringAsync("/openapi/v1.json"))!.ToJsonString(Indented) + "\n";
        var golden = GoldenPath();
        if (Environment.GetEnvironmentVariable("PEARL_ACCEPT_GOLDEN") is "1")
        {
            await File.WriteAllTextAsync(golden, actual);
        }

        Assert.Equal(await File.ReadAllTextAsync(golden), actual);
    }

    [Fact]
    public async Task Describes_every_address_that_there_is()
    {
        var paths = JsonNode.Parse(await server.Client.GetStringAsync("/openapi/v1.json"))!["paths"]!.AsObject();

        Assert.Equal(
            [
                "/", "/api/assets", "/api/assets/{assetId}", "/api/audit", "/api/fonts", "/api/fonts/{fontId}", "/api/jobs/{id}", "/api/keys", "/api/keys/{keyId}", "/api/keys/{keyId}/rotate", "/api/og", "/api/preview", "/api/projects", "/api/projects/{projectId}", "/api/projects/{projectId}/analytics", "/api/projects/{projectId}/explain", "/api/projects/{projectId}/images", "/api/projects/{projectId}/meta", "/api/projects/{projectId}/pages", "/api/projects/{projectId}/routes",
                "/api/projects/{projectId}/routes/{routeId}", "/api/projects/{projectId}/signing-keys", "/api/projects/{projectId}/signing-keys/{keyId}", "/api/projects/{projectId}/warm", "/api/templates", "/api/templates/{name}", "/api/templates/{name}/publish", "/api/tenants", "/api/tenants/{tenantId}", "/api/tenants/{tenantId}/usage", "/health", "/health/live", "/health/ready", "/metrics", "/og/{projectId}/{path}",
            ],
            paths.Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.All(paths, path => Assert.All(path.Value!.AsObject(), operation => Assert.NotEmpty((string)operation.Value!["summary"]!)));
    }

    private static string GoldenPath([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "openapi.json");
}
