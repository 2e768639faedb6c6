using System.Net;
using PearlIo.Domain.ApiKeys;
using PearlIo.FunctionalTests.Access;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Commands;

public sealed class KeysCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Makes_the_first_key_of_a_server_that_does_not_start_without_one()
    {
        var (refused, _, reason) = await PearlProcess.RunAsync(_folder, [], ("ASPNETCORE_ENVIRONMENT", "Production"));
        var (made, secret, explanation) = await PearlProcess.RunAsync(_folder, ["keys", "create", "--admin"]);

        Assert.Equal((1, 0), (refused, made));
        Assert.Contains("ADMIN_KEY", reason, StringComparison.Ordinal);
        Assert.Contains("pearl keys create --admin", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", reason, StringComparison.Ordinal);
        Assert.True(KeyToken.TryParse(secret.TrimEnd('\r', '\n'), out var token), secret);
        Assert.Contains(KeyToken.FormatId(token.Id), explanation, StringComparison.Ordinal);
        Assert.DoesNotContain(token.Reveal()[36..], explanation, StringComparison.Ordinal);

        using var process = PearlProcess.Start(_folder, [], ("ASPNETCORE_ENVIRONMENT", "Production"), ("HOST", "127.0.0.1"), ("LOG_LEVEL", "Trace"));
        using var client = new HttpClient { BaseAddress = process.WaitUntilListening() };
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/projects")).StatusCode);
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.Reveal());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/projects")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await client.DeleteAsync($"/api/keys/{KeyToken.FormatId(token.Id)}")).StatusCode);
        process.Terminate();
        var (_, log, error) = await process.WaitAsync();
        Assert.DoesNotContain(token.Reveal()[36..], log + error, StringComparison.Ordinal);
        Assert.DoesNotContain(token.SecretHash.Hex, log + error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Lists_and_revokes_keys()
    {
        var (_, secret, _) = await PearlProcess.RunAsync(_folder, ["keys", "create", "--scopes", "read, publish", "--name", "Für CI 🔑", "--expires", "90d"]);
        var id = secret.Split('_')[1];
        var (listed, list, _) = await PearlProcess.RunAsync(_folder, ["keys", "list"]);
        var (revoked, _, _) = await PearlProcess.RunAsync(_folder, ["keys", "revoke", id]);
        var (_, after, _) = await PearlProcess.RunAsync(_folder, ["keys", "list"]);

        Assert.Equal((0, 0), (listed, revoked));
        Assert.Contains($"{id}  read,publish  Für CI 🔑  created ", list, StringComparison.Ordinal);
        Assert.Contains("expires ", list, StringComparison.Ordinal);
        Assert.DoesNotContain(secret.Trim()[36..], list, StringComparison.Ordinal);
        Assert.Contains("revoked ", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_the_last_admin_unless_the_server_has_a_key()
    {
        var (_, secret, _) = await PearlProcess.RunAsync(_folder, ["keys", "create", "--admin", "--operator"]);
        var id = secret.Split('_')[1];
        var (kept, _, reason) = await PearlProcess.RunAsync(_folder, ["keys", "revoke", id]);
        var (revoked, _, _) = await PearlProcess.RunAsync(_folder, ["keys", "revoke", id], ("ADMIN_KEY", GuardedServer.AdminKey));

        Assert.Equal((1, 0), (kept, revoked));
        Assert.Contains("last usable key", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--admin, --operator or --scopes", "keys", "create")]
    [InlineData(2, "scopes", "keys", "create", "--scopes", "all")]
    [InlineData(2, "scopes", "keys", "create", "--scopes", ",")]
    [InlineData(2, "90d", "keys", "create", "--admin", "--expires", "soon")]
    [InlineData(2, "90d", "keys", "create", "--admin", "--expires", "0d")]
    [InlineData(2, "tenant", "keys", "create", "--admin", "--tenant", "acme")]
    [InlineData(2, "name", "keys", "create", "--admin", "--name", " ")]
    [InlineData(1, "no tenant", "keys", "create", "--admin", "--tenant", "00000000-0000-7000-8000-00000000000f")]
    [InlineData(1, "no tenant", "keys", "list", "--tenant", "00000000-0000-7000-8000-00000000000f")]
    [InlineData(2, "32 hexadecimal digits", "keys", "revoke", "mine")]
    [InlineData(1, "no key", "keys", "revoke", "0195a000000070008000000000000001")]
    public async Task Says_what_is_wrong(int exitCode, string reason, params string[] arguments)
    {
        var (actual, output, error) = await PearlProcess.RunAsync(_folder, arguments);

        Assert.Equal(exitCode, actual);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task Leaves_a_schema_that_lacks_steps_to_those_who_migrate()
    {
        await PearlProcess.RunAsync(_folder, ["migrate", "up", "CreateTenants"], ("DATABASE_URL", "sqlite:old.db"));

        var (exitCode, _, error) = await PearlProcess.RunAsync(_folder, ["keys", "list"], ("DATABASE_URL", "sqlite:old.db"));

        Assert.Equal(1, exitCode);
        Assert.Contains("pearl migrate up", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manages_tenants()
    {
        var server = await PostgresServer.GetAsync();
        var url = await server.CreateMigratedAsync();
        Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => PearlProcess.RunAsync(_folder, arguments, ("DATABASE_URL", url));

        var (created, output, hint) = await RunAsync("tenants", "create", "Käserei 🧀");
        var id = output.Trim();
        Assert.Equal(0, created);
        Assert.Contains($"pearl keys create --admin --tenant {id}", hint, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("keys", "create", "--admin", "--tenant", id)).ExitCode);
        var leaked = (await RunAsync("keys", "create", "--scopes", "read", "--tenant", id)).Output.Split('_')[1];
        Assert.Equal(0, (await RunAsync("keys", "revoke", leaked)).ExitCode);
        Assert.Contains("revoked ", (await RunAsync("keys", "list", "--tenant", id)).Output, StringComparison.Ordinal);
        Assert.Contains(id, (await RunAsync("tenants", "list")).Output, StringComparison.Ordinal);
        Assert.Contains("suspended", (await RunAsync("tenants", "suspend", id)).Output, StringComparison.Ordinal);
        Assert.Contains("renders 0, bytes none, pages 7", (await RunAsync("tenants", "limits", id, "--renders", "0", "--pages", "7")).Output, StringComparison.Ordinal);
        Assert.Contains("renders none, bytes none, pages 7", (await RunAsync("tenants", "limits", id, "--renders", "none")).Output, StringComparison.Ordinal);
        Assert.Contains("active", (await RunAsync("tenants", "resume", id)).Output, StringComparison.Ordinal);
        Assert.Contains("2026-11  renders 0", (await RunAsync("tenants", "usage", id, "--month", "2026-11")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("tenants", "limits", id, "--renders", "-1")).ExitCode);
        Assert.Equal(2, (await RunAsync("tenants", "usage", id, "--month", "november")).ExitCode);
        Assert.Equal(0, (await RunAsync("tenants", "delete", id)).ExitCode);
        Assert.Equal(1, (await RunAsync("tenants", "show", id)).ExitCode);
        Assert.Equal(1, (await RunAsync("tenants", "delete", "00000000-0000-7000-8000-000000000001")).ExitCode);
        await server.DropAsync(url);
    }

    [Fact]
    public async Task Says_what_more_tenants_need()
    {
        var (exitCode, _, error) = await PearlProcess.RunAsync(_folder, ["tenants", "create", "Other"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("PostgreSQL", error, StringComparison.Ordinal);
    }
}
