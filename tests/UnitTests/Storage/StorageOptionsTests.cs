using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NSubstitute;
using PearlIo.Application.CachedImages;
using PearlIo.Infrastructure.Storage;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Storage;

public sealed class StorageOptionsTests
{
    [Fact]
    public void Has_a_folder_beside_the_program_by_default() => Assert.Equal("./storage", Read());

    [Fact]
    public void Reads_its_section() => Assert.Equal("/a", Read(("Storage:Path", "/a")));

    [Fact]
    public void Lets_the_plain_name_win() => Assert.Equal("/b", Read(("Storage:Path", "/a"), ("STORAGE_PATH", "/b")));

    [Fact]
    public void Takes_an_empty_variable_as_unset() => Assert.Equal("/a", Read(("Storage:Path", "/a"), ("STORAGE_PATH", "")));

    [Fact]
    public void Refuses_a_file()
    {
        var file = typeof(StorageOptionsTests).Assembly.Location;

        var exception = Assert.Throws<OptionsValidationException>(() => Read(("STORAGE_PATH", file)));

        Assert.StartsWith("STORAGE_PATH names a file", Assert.Single(exception.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_a_bucket_of_amazon()
    {
        var connection = Connect(("S3_REGION", "eu-central-1"), ("S3_BUCKET", "cards"), ("S3_ACCESS_KEY_ID", "id"), ("S3_SECRET_ACCESS_KEY", "hunter2"));
        Assert.Equal(new Uri("https://s3.eu-central-1.amazonaws.com"), connection!.Endpoint);
        Assert.False(connection.ForcePathStyle);
        Assert.Equal("bucket cards at https://s3.eu-central-1.amazonaws.com (region eu-central-1)", connection.ToString());
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("true", true)]
    [InlineData("False", false)]
    public void Reads_a_bucket_of_another_server(string? style, bool expected)
    {
        var connection = Connect(
            ("S3_ENDPOINT", "http://minio:9000"), ("S3_BUCKET", "cards"), ("S3_ACCESS_KEY_ID", "id"), ("S3_SECRET_ACCESS_KEY", "hunter2"), ("S3_FORCE_PATH_STYLE", style));
        Assert.Equal("us-east-1", connection!.Region);
        Assert.Equal(expected, connection.ForcePathStyle);
        Assert.Equal("bucket cards at http://minio:9000 (region us-east-1)", connection.ToString());
    }

    [Fact]
    public void Reads_a_bucket_of_R2()
    {
        var connection = Connect(
            ("CLOUDFLARE_ACCOUNT_ID", "0123456789abcdef0123456789abcdef"), ("CLOUDFLARE_BUCKET_NAME", "cards"), ("CLOUDFLARE_ACCESS_KEY_ID", "id"), ("CLOUDFLARE_SECRET_ACCESS_KEY", "hunter2"));
        Assert.Equal(new Uri("https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com"), connection!.Endpoint);
        Assert.Equal(("auto", true), (connection.Region, connection.ForcePathStyle));
    }

    [Fact]
    public void Reads_the_sections_of_buckets_and_takes_empty_variables_as_unset()
    {
        var connection = Connect(
            ("Storage:S3:Endpoint", "https://s3.example.org"), ("Storage:S3:Region", "r"), ("Storage:S3:Bucket", "cards"), ("Storage:S3:AccessKeyId", "id"),
            ("Storage:S3:SecretAccessKey", "hunter2"), ("S3_BUCKET", "others"), ("CLOUDFLARE_ACCOUNT_ID", ""));
        Assert.Equal(("others", "r"), (connection!.Bucket, connection.Region));
    }

    [Fact]
    public void Is_a_folder_where_no_bucket_is_named() => Assert.Null(Connect(("STORAGE_PATH", "/a")));

    [Theory]
    [InlineData("S3_BUCKET=cards", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY", "S3_REGION")]
    [InlineData("S3_REGION=eu-central-1", "S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY")]
    [InlineData("S3_FORCE_PATH_STYLE=maybe", "S3_BUCKET", "S3_FORCE_PATH_STYLE must be true or false")]
    [InlineData("S3_BUCKET=a/b S3_REGION=x S3_ACCESS_KEY_ID=i S3_SECRET_ACCESS_KEY=hunter2", "S3_BUCKET must be the name")]
    [InlineData("S3_BUCKET=cards S3_REGION=auto S3_ACCESS_KEY_ID=i S3_SECRET_ACCESS_KEY=hunter2", "S3_ENDPOINT")]
    [InlineData("S3_BUCKET=cards S3_REGION=eu_/ S3_ACCESS_KEY_ID=i S3_SECRET_ACCESS_KEY=hunter2", "S3_REGION must")]
    [InlineData("S3_BUCKET=cards S3_ENDPOINT=minio:9000 S3_ACCESS_KEY_ID=i S3_SECRET_ACCESS_KEY=hunter2", "S3_ENDPOINT must begin with https://")]
    [InlineData("S3_BUCKET=cards S3_ENDPOINT=https://id:hunter2@minio S3_ACCESS_KEY_ID=i S3_SECRET_ACCESS_KEY=hunter2", "must not hold a user or password")]
    [InlineData("S3_BUCKET=cards S3_ENDPOINT=https://r2.example.org/cards S3_ACCESS_KEY_ID=i S3_SECRET_ACCESS_KEY=hunter2", "the bucket has a setting of its own")]
    [InlineData("S3_BUCKET=cards S3_ENDPOINT=https://r2.example.org?a=hunter2 S3_ACCESS_KEY_ID=i S3_SECRET_ACCESS_KEY=hunter2", "without ?")]
    [InlineData("CLOUDFLARE_BUCKET_NAME=cards", "CLOUDFLARE_ACCOUNT_ID", "CLOUDFLARE_ACCESS_KEY_ID", "CLOUDFLARE_SECRET_ACCESS_KEY")]
    [InlineData("CLOUDFLARE_ACCOUNT_ID=https://x.r2.cloudflarestorage.com", "CLOUDFLARE_ACCOUNT_ID must be the id", "CLOUDFLARE_BUCKET_NAME is missing")]
    [InlineData("S3_BUCKET=cards CLOUDFLARE_BUCKET_NAME=cards", "both name a store", "S3_ACCESS_KEY_ID", "CLOUDFLARE_ACCESS_KEY_ID")]
    public void Says_everything_that_is_wrong_and_no_secret(string settings, params string[] parts)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Connect([.. settings.Split(' ').Select(s => s.Split('=', 2)).Select(s => (s[0], (string?)s[1]))]));
        Assert.All(parts, p => Assert.Contains(p, failure.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_a_bucket_that_worked_no_more_than_twice_a_minute()
    {
        var clock = new FakeClock();
        var store = Substitute.For<IImageStore>();
        var readiness = new StorageReadiness(store, TimeSpan.FromSeconds(30), clock);
        for (var i = 0; i < 6; i++)
        {
            Assert.Null(await readiness.CheckAsync(CancellationToken.None));
            clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(2, store.ReceivedCalls().Count());
        store.ProbeAsync(Arg.Any<CancellationToken>()).Returns(Task.FromException(new IOException("away")));
        Assert.NotNull(await readiness.CheckAsync(CancellationToken.None));
        store.ProbeAsync(Arg.Any<CancellationToken>()).Returns(Task.CompletedTask);
        Assert.Null(await readiness.CheckAsync(CancellationToken.None));
    }

    private static string Read(params (string Key, string? Value)[] settings) => Bind(settings).Path;

    private static S3Connection? Connect(params (string Key, string? Value)[] settings) => S3Connection.Find(Bind(settings));

    private static StorageOptions Bind((string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)))
            .Build();
        using var services = new ServiceCollection().AddLogging().AddStorage(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<StorageOptions>>().Value;
    }
}
