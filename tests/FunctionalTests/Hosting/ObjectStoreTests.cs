using System.Net;
using Amazon.S3.Model;
using PearlIo.FunctionalTests.Commands;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Hosting;

/// <summary>The program with its cards on an S3 server.</summary>
public sealed class ObjectStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Keeps_cards_in_a_bucket_and_deletes_them_with_their_project()
    {
        var s3 = await S3Server.GetAsync();
        var bucket = await s3.CreateBucketAsync();
        await using var server = new RunningServer(s3.Settings(bucket));
        await server.InitializeAsync();
        var project = await server.CreateProjectIdAsync();

        var drawn = await server.Client.GetAsync($"/og/{project}/hello");
        await server.RestartAsync();
        var kept = await server.Client.GetAsync($"/og/{project}/hello");
        var ready = await server.Client.GetAsync("/health/ready");
        var metrics = await server.Client.GetStringAsync("/metrics");

        Assert.Equal(("miss", "hit"), (drawn.Headers.GetValues("X-Pearl-Cache").Single(), kept.Headers.GetValues("X-Pearl-Cache").Single()));
        Assert.Equal(await drawn.Content.ReadAsByteArrayAsync(), await kept.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Contains("pearl_store_seconds_count{store=\"s3\",call=\"get\"}", metrics, StringComparison.Ordinal);
        Assert.Contains("pearl_store_owned 1", metrics, StringComparison.Ordinal);
        Assert.False(Directory.Exists(server.StoragePath));
        Assert.Equal(2, (await KeysAsync(s3, bucket)).Count);
        await server.SendAsync(HttpMethod.Delete, $"/api/projects/{project}");
        await Eventually.TrueAsync(async () => await KeysAsync(s3, bucket) is ["pearl.json"]);
    }

    [Fact]
    public async Task Deletes_nothing_from_a_bucket_of_another_database()
    {
        var s3 = await S3Server.GetAsync();
        var bucket = await s3.CreateBucketAsync();
        using (var client = s3.CreateClient())
        {
            await client.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "pearl.json", ContentBody = """{"host":"db.example.org","name":"production"}""" });
        }

        await using var server = new RunningServer(s3.Settings(bucket));
        await server.InitializeAsync();
        var project = await server.CreateProjectIdAsync();
        await server.Client.GetAsync($"/og/{project}/hello");
        var before = await KeysAsync(s3, bucket);

        await server.SendAsync(HttpMethod.Delete, $"/api/projects/{project}");

        // The clean-up has run when it has looked whose the store is.
        await Eventually.TrueAsync(async () => (await server.Client.GetStringAsync("/metrics")).Contains("pearl_store_owned 0", StringComparison.Ordinal));
        Assert.Equal(2, before.Count);
        Assert.Equal(before, await KeysAsync(s3, bucket));
    }

    [Fact]
    public async Task Starts_while_the_bucket_is_away_and_says_where_it_should_be_without_the_key()
    {
        using var process = PearlProcess.Start(
            _folder, [], ("S3_ENDPOINT", $"http://127.0.0.1:{FreePort.Find()}"), ("S3_BUCKET", "cards"), ("S3_ACCESS_KEY_ID", "some-id"), ("S3_SECRET_ACCESS_KEY", "hunter2"), ("LOG_LEVEL", "Trace"));
        using var client = new HttpClient { BaseAddress = process.WaitUntilListening() };
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health/ready")).StatusCode);
        process.Terminate();
        var (_, log, error) = await process.WaitAsync();

        Assert.Contains("bucket cards at http://127.0.0.1:", log, StringComparison.Ordinal);
        Assert.Contains("drawn and answered, and not kept", log, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", log + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_to_start_on_a_bucket_that_is_not_there_and_with_settings_that_are_wrong()
    {
        var s3 = await S3Server.GetAsync();
        (string, string)[] settings = [.. s3.Settings("not-there").Select(s => (s.Key, s.Value!))];

        var (missing, _, bucket) = await PearlProcess.RunAsync(_folder, [], settings);
        var (wrong, _, list) = await PearlProcess.RunAsync(_folder, [], ("S3_BUCKET", "cards"), ("CLOUDFLARE_ACCOUNT_ID", "x"), ("PORT", "none"));

        Assert.Equal((1, 1), (missing, wrong));
        Assert.Contains("NoSuchBucket", bucket, StringComparison.Ordinal);
        Assert.Contains("S3_", bucket, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", bucket, StringComparison.Ordinal);
        Assert.All(
            ["both name a store", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY", "CLOUDFLARE_BUCKET_NAME", "PORT"],
            part => Assert.Contains(part, list, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> KeysAsync(S3Server server, string bucket)
    {
        using var client = server.CreateClient();
        var page = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket });
        return page.S3Objects?.ConvertAll(o => o.Key) ?? [];
    }
}
