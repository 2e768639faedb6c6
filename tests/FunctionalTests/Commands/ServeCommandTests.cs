using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Commands;

public sealed class ServeCommandTests : IDisposable
{
    private const string Key = "a-key-that-nobody-guesses-0123456789";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lists_every_wrong_setting_at_once()
    {
        var (exitCode, _, error) = await PearlProcess.RunAsync(
            _folder,
            [],
            ("ASPNETCORE_ENVIRONMENT", "Production"),
            ("PORT", "many"),
            ("METRICS_PORT", "-1"),
            ("HOST", "no address"),
            ("LOG_LEVEL", "Loud"),
            ("ADMIN_KEY", "short"),
            ("PUBLIC_URL", "https://me:hidden@cards.acme.dev"),
            ("MIGRATE_AT_START", "perhaps"),
            ("DATABASE_URL", "mysql://me:hidden@db/x"));

        Assert.Equal(1, exitCode);
        foreach (var name in new[] { "PORT is 'many'", "METRICS_PORT", "HOST", "LOG_LEVEL", "MIGRATE_AT_START", "DATABASE_URL", "ADMIN_KEY", "PUBLIC_URL" })
        {
            Assert.Contains(name, error, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("hidden", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_to_listen_to_the_world_while_the_API_is_open()
    {
        var (exitCode, _, error) = await PearlProcess.RunAsync(_folder, ["serve"], ("HOST", "0.0.0.0"));

        Assert.Equal(1, exitCode);
        Assert.Contains("HOST may be loopback only outside Production", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_is_wrong_with_a_port_in_use()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var (exitCode, output, error) = await PearlProcess.RunAsync(_folder, [], ("PORT", port));

        Assert.Equal(1, exitCode);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Contains(port, error, StringComparison.Ordinal);
        Assert.Contains("set PORT to another one", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_an_address_is_none_of_this_machine()
    {
        // 192.0.2.0/24 is set aside for documents (RFC 5737): no machine has it.
        var (exitCode, _, error) = await PearlProcess.RunAsync(
            _folder, [], ("ASPNETCORE_ENVIRONMENT", "Production"), ("ADMIN_KEY", Key), ("HOST", "192.0.2.1"));

        Assert.Equal(1, exitCode);
        Assert.Contains("Set HOST to an address of this machine", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_database_file_is_none()
    {
        await File.WriteAllTextAsync(_folder.PathOf("notes.txt"), new string('x', 5_000));

        var (exitCode, _, error) = await PearlProcess.RunAsync(_folder, [], ("DATABASE_URL", "sqlite:notes.txt"));

        Assert.Equal(1, exitCode);
        Assert.Contains("notes.txt", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Equal(5_000, new FileInfo(_folder.PathOf("notes.txt")).Length);
    }

    [Fact]
    public async Task Says_that_the_store_cannot_be_written()
    {
        await File.WriteAllTextAsync(_folder.PathOf("file"), "in the way");

        var (exitCode, _, error) = await PearlProcess.RunAsync(_folder, [], ("STORAGE_PATH", "file/storage"));

        Assert.Equal(1, exitCode);
        Assert.Contains("STORAGE_PATH", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_to_serve_on_an_old_schema_when_it_may_not_migrate()
    {
        var (exitCode, _, error) = await PearlProcess.RunAsync(_folder, [], ("MIGRATE_AT_START", "false"));

        Assert.Equal(1, exitCode);
        Assert.Contains("pearl migrate up", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_a_file_of_settings_that_the_environment_wins_over()
    {
        await File.WriteAllTextAsync(_folder.PathOf(".env"), "DATABASE_URL=sqlite:./from-file.db\nSTORAGE_PATH=./ignored\n");

        using var process = PearlProcess.Start(_folder, [], ("STORAGE_PATH", "./from-environment"));
        process.WaitUntilListening();

        Assert.True(File.Exists(_folder.PathOf("from-file.db")));
        Assert.True(Directory.Exists(_folder.PathOf("from-environment")));
        Assert.False(Directory.Exists(_folder.PathOf("ignored")));
        Assert.Contains("sqlite:./from-file.db", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_what_people_write_into_files_of_settings()
    {
        await File.WriteAllTextAsync(_folder.PathOf(".env"), "\uFEFF# settings\r\nexport DATABASE_URL=\"sqlite:./quoted.db\"\r\n\r\nSTORAGE_PATH='./kept'\r\n");

        using var process = PearlProcess.Start(_folder, []);
        process.WaitUntilListening();

        Assert.True(File.Exists(_folder.PathOf("quoted.db")));
        Assert.True(Directory.Exists(_folder.PathOf("kept")));
    }

    [Fact]
    public async Task Says_that_a_file_of_settings_cannot_be_read()
    {
        await File.WriteAllTextAsync(_folder.PathOf(".env"), "STORAGE_PATH=\"./never-closed\n");

        var (exitCode, _, error) = await PearlProcess.RunAsync(_folder, []);
        var (helpExitCode, help, _) = await PearlProcess.RunAsync(_folder, ["--help"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("The file .env", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Equal(0, helpExitCode);
        Assert.Contains("migrate", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opens_no_address_but_its_own()
    {
        await File.WriteAllTextAsync(_folder.PathOf("appsettings.json"), """{"Kestrel": {"Endpoints": {"File": {"Url": "http://0.0.0.0:0"}}}, "STORAGE_PATH": "./from-appsettings"}""");

        using var process = PearlProcess.Start(
            _folder, [], ("Kestrel__Endpoints__X__Url", "http://0.0.0.0:0"), ("ASPNETCORE_URLS", "http://0.0.0.0:0"), ("URLS", "http://0.0.0.0:0"));
        process.WaitUntilListening();
        process.Terminate();
        var (_, output, _) = await process.WaitAsync();

        var listening = Assert.Single(output.Split('\n'), line => line.Contains("Listening at", StringComparison.Ordinal));
        Assert.Contains("http://127.0.0.1:", listening, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.PathOf("from-appsettings")));
    }

    [Fact]
    public async Task Answers_metrics_alone_on_their_own_port()
    {
        var port = FreePort.Find();
        using var process = PearlProcess.Start(
            _folder,
            [],
            ("ASPNETCORE_ENVIRONMENT", "Production"),
            ("ADMIN_KEY", Key),
            ("HOST", "127.0.0.1"),
            ("METRICS_PORT", port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        process.WaitUntilListening();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        Assert.Contains("pearl_cached_images 0", await client.GetStringAsync("/metrics"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/health")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/projects")).StatusCode);
    }

    [Fact]
    public async Task Asks_for_the_key_in_Production_and_logs_JSON_without_it()
    {
        using var process = PearlProcess.Start(_folder, [], ("ASPNETCORE_ENVIRONMENT", "Production"), ("ADMIN_KEY", Key), ("HOST", "127.0.0.1"));
        using var client = new HttpClient { BaseAddress = process.WaitUntilListening() };

        var without = await client.GetAsync("/api/projects");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key + "x");
        var wrong = await client.GetAsync("/api/projects");
        var wrongMetrics = await client.GetAsync("/metrics");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        var right = await client.GetAsync("/api/projects");
        var metrics = await client.GetAsync("/metrics");
        client.DefaultRequestHeaders.Authorization = null;
        var card = await client.GetAsync("/api/og");
        var health = await client.GetStringAsync("/health");
        process.Terminate();
        var (exitCode, output, error) = await process.WaitAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        Assert.Equal("Bearer", without.Headers.WwwAuthenticate.ToString());
        Assert.Equal("application/problem+json", without.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, wrongMetrics.StatusCode);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal(HttpStatusCode.OK, metrics.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, card.StatusCode);
        Assert.Equal("OK", health);
        Assert.Equal(0, exitCode);
        Assert.DoesNotContain(Key, output + error, StringComparison.Ordinal);
        Assert.All(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.NotNull(JsonNode.Parse(line)!["Level"]));
        Assert.Contains("/api/projects", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loses_nothing_when_it_is_killed()
    {
        string project;
        byte[] card;
        using (var process = PearlProcess.Start(_folder, []))
        {
            using var client = new HttpClient { BaseAddress = process.WaitUntilListening() };
            var created = await client.PostAsJsonAsync("/api/projects", new { title = "Acme", url = "https://acme.dev" });
            project = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
            card = await client.GetByteArrayAsync($"/og/{project}/kept");

            // Killed while others are being drawn: what is half written must not be found by the next start.
            _ = Enumerable.Range(0, 20).Select(i => client.GetAsync($"/og/{project}/{i}")).ToArray();
            process.Kill();
            await process.WaitAsync();
        }

        using (var process = PearlProcess.Start(_folder, []))
        {
            using var client = new HttpClient { BaseAddress = process.WaitUntilListening() };
            var response = await client.GetAsync($"/og/{project}/kept");
            Assert.Equal("hit", response.Headers.GetValues("X-Pearl-Cache").Single());
            Assert.Equal(card, await response.Content.ReadAsByteArrayAsync());
            for (var i = 0; i < 20; i++)
            {
                Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/og/{project}/{i}")).StatusCode);
            }
        }
    }

    [Fact]
    public async Task Logs_a_line_per_request_that_names_no_ids()
    {
        using var process = PearlProcess.Start(_folder, []);
        using var client = new HttpClient { BaseAddress = process.WaitUntilListening() };
        await client.GetAsync("/og/01890000-0000-7000-8000-000000000000/secret-page?token=secret");
        await client.GetAsync("/api/projects/01890000-0000-7000-8000-000000000000");
        await client.PostAsync("/api/projects", new StringContent("{secret", System.Text.Encoding.UTF8, "application/json"));
        process.Terminate();
        var (exitCode, output, _) = await process.WaitAsync();

        Assert.Equal(0, exitCode);
        Assert.Matches(@"INF GET /og/\{projectId\}/\{\*\*path\} 404 in [0-9.]+ ms", output);
        Assert.Matches(@"INF GET /api/projects/\{projectId:guid\} 404 in [0-9.]+ ms", output);
        Assert.Matches("INF POST /api/projects 400 in [0-9.]+ ms", output);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
        Assert.DoesNotContain("ERR", output, StringComparison.Ordinal);
        Assert.Contains("Database: sqlite:./data/pearl.db", output, StringComparison.Ordinal);
        Assert.Contains("Storage: folder ", output, StringComparison.Ordinal);
        Assert.Contains("The management API is open", output, StringComparison.Ordinal);
    }
}
