using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PearlIo.Infrastructure.Storage;

/// <summary>Settings of the store of cards; section <c>Storage</c>, or the plain names, which win.</summary>
public sealed class StorageOptions
{
    /// <summary><c>STORAGE_PATH</c>: the folder of the local store, made if missing; unused with S3 or R2.</summary>
    public string Path { get; set; } = "./storage";

    /// <summary><c>S3_...</c>: a bucket of S3, MinIO or the like in place of the folder.</summary>
    public S3Options S3 { get; } = new();

    /// <summary><c>CLOUDFLARE_...</c>: a bucket of Cloudflare R2 in place of the folder.</summary>
    public R2Options R2 { get; } = new();

    /// <summary>What to do about a store that cannot be used.</summary>
    public string Advice => S3Connection.Find(this) is { } connection
        ? $"Mend the settings {connection.Settings}..., or the bucket and what its key may do."
        : "Set STORAGE_PATH to a folder that this program may write to.";
}

/// <summary>A bucket of S3, MinIO or the like.</summary>
public sealed class S3Options
{
    /// <summary><c>S3_ENDPOINT</c>: <c>https://host</c>; null for Amazon's of the region.</summary>
    public string? Endpoint { get; set; }

    /// <summary><c>S3_REGION</c>: such as <c>eu-central-1</c>; <c>us-east-1</c> where only an endpoint is given.</summary>
    public string? Region { get; set; }

    /// <summary><c>S3_BUCKET</c>: name of the bucket, which must be there.</summary>
    public string? Bucket { get; set; }

    /// <summary><c>S3_ACCESS_KEY_ID</c>: id of the key.</summary>
    public string? AccessKeyId { get; set; }

    /// <summary><c>S3_SECRET_ACCESS_KEY</c>: the key's secret. Never log it.</summary>
    public string? SecretAccessKey { get; set; }

    /// <summary>
    /// <c>S3_FORCE_PATH_STYLE</c>, <c>true</c> or <c>false</c>: whether the bucket stands in the path and not in the host; null for
    /// yes where an endpoint is given, which suits MinIO.
    /// </summary>
    public string? ForcePathStyle { get; set; }
}

/// <summary>A bucket of Cloudflare R2.</summary>
public sealed class R2Options
{
    /// <summary><c>CLOUDFLARE_ACCOUNT_ID</c>: first label of the host.</summary>
    public string? AccountId { get; set; }

    /// <summary><c>CLOUDFLARE_BUCKET_NAME</c>: name of the bucket, which must be there.</summary>
    public string? BucketName { get; set; }

    /// <summary><c>CLOUDFLARE_ACCESS_KEY_ID</c>: id of an R2 token for S3 clients.</summary>
    public string? AccessKeyId { get; set; }

    /// <summary><c>CLOUDFLARE_SECRET_ACCESS_KEY</c>: that token's secret. Never log it.</summary>
    public string? SecretAccessKey { get; set; }
}

/// <summary>Reads the options.</summary>
internal sealed class StorageOptionsSetup(IConfiguration configuration) : IConfigureOptions<StorageOptions>
{
    public void Configure(StorageOptions options)
    {
        options.Path = Read("STORAGE_PATH", "Path") ?? options.Path;
        options.S3.Endpoint = Read("S3_ENDPOINT", "S3:Endpoint");
        options.S3.Region = Read("S3_REGION", "S3:Region");
        options.S3.Bucket = Read("S3_BUCKET", "S3:Bucket");
        options.S3.AccessKeyId = Read("S3_ACCESS_KEY_ID", "S3:AccessKeyId");
        options.S3.SecretAccessKey = Read("S3_SECRET_ACCESS_KEY", "S3:SecretAccessKey");
        options.S3.ForcePathStyle = Read("S3_FORCE_PATH_STYLE", "S3:ForcePathStyle");
        options.R2.AccountId = Read("CLOUDFLARE_ACCOUNT_ID", "R2:AccountId");
        options.R2.BucketName = Read("CLOUDFLARE_BUCKET_NAME", "R2:BucketName");
        options.R2.AccessKeyId = Read("CLOUDFLARE_ACCESS_KEY_ID", "R2:AccessKeyId");
        options.R2.SecretAccessKey = Read("CLOUDFLARE_SECRET_ACCESS_KEY", "R2:SecretAccessKey");
    }

    private string? Read(string plainName, string key) => NotBlank(configuration[plainName]) ?? NotBlank(configuration[$"Storage:{key}"]);

    // An empty variable is one that a hosting platform left unset.
    private static string? NotBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
