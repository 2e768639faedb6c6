namespace PearlIo.Infrastructure.Storage;

/// <summary>Where a bucket is and how it is asked. Holds the secret: never log it.</summary>
internal sealed class S3Connection
{
    private const string DefaultRegion = "us-east-1";

    /// <summary>Address of the server.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The region that requests are signed for.</summary>
    public required string Region { get; init; }

    /// <summary>Name of the bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>Id of the key.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The key's secret.</summary>
    public required string SecretAccessKey { get; init; }

    /// <summary>Whether the bucket stands in the path and not in the host.</summary>
    public bool ForcePathStyle { get; init; } = true;

    /// <summary>What the names of its settings begin with.</summary>
    public string Settings { get; init; } = "S3_";

    /// <summary>Time for the first byte of an answer, of each try.</summary>
    public TimeSpan FirstByte { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time for a call with all tries and the whole answer.</summary>
    public TimeSpan WholeCall { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The bucket that the options name, or null where they name none.</summary>
    public static S3Connection? Find(StorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (IsGiven(options.S3))
        {
            return Of(options.S3);
        }

        return IsGiven(options.R2) ? Of(options.R2) : null;
    }

    /// <summary>Whether any setting of the group is there.</summary>
    public static bool IsGiven(S3Options options) =>
        (options.Endpoint ?? options.Region ?? options.Bucket ?? options.AccessKeyId ?? options.SecretAccessKey ?? options.ForcePathStyle) is not null;

    /// <inheritdoc cref="IsGiven(S3Options)" />
    public static bool IsGiven(R2Options options) =>
        (options.AccountId ?? options.BucketName ?? options.AccessKeyId ?? options.SecretAccessKey) is not null;

    /// <inheritdoc />
    public override string ToString() => $"bucket {Bucket} at {Endpoint.GetLeftPart(UriPartial.Authority)} (region {Region})";

    private static S3Connection Of(S3Options options)
    {
        var region = options.Region ?? DefaultRegion;
        return new S3Connection
        {
            Endpoint = new Uri(options.Endpoint ?? $"https://s3.{region}.amazonaws.com"),
            Region = region,
            Bucket = options.Bucket!,
            AccessKeyId = options.AccessKeyId!,
            SecretAccessKey = options.SecretAccessKey!,
            ForcePathStyle = options.ForcePathStyle is null ? options.Endpoint is not null : bool.Parse(options.ForcePathStyle),
        };
    }

    private static S3Connection Of(R2Options options) => new()
    {
        Endpoint = new Uri($"https://{options.AccountId}.r2.cloudflarestorage.com"),
        Region = "auto",
        Bucket = options.BucketName!,
        AccessKeyId = options.AccessKeyId!,
        SecretAccessKey = options.SecretAccessKey!,
        Settings = "CLOUDFLARE_",
    };
}
