using System.Buffers;
using Microsoft.Extensions.Options;

namespace PearlIo.Infrastructure.Storage;

/// <summary>Lists everything that is wrong with the options, without a key.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    private const int ShortestBucket = 3;
    private const int LongestBucket = 63;

    private static readonly SearchValues<char> LabelCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    private static readonly SearchValues<char> BucketCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._");

    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        List<string> failures = [];
        var (hasS3, hasR2) = (S3Connection.IsGiven(options.S3), S3Connection.IsGiven(options.R2));
        if (hasS3 && hasR2)
        {
            failures.Add("S3_... and CLOUDFLARE_... both name a store. Set one of them and take the other away.");
        }

        if (hasS3)
        {
            AddFailures(failures, options.S3);
        }

        if (hasR2)
        {
            AddFailures(failures, options.R2);
        }

        if (!hasS3 && !hasR2 && FindProblemOfPath(options.Path) is { } problem)
        {
            failures.Add(problem);
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string? FindProblemOfPath(string? path) => path switch
    {
        null or "" => "STORAGE_PATH must name a folder.",
        _ when path.Contains('\0', StringComparison.Ordinal) => "STORAGE_PATH has a NUL character.",
        _ when File.Exists(path) => $"STORAGE_PATH names a file, not a folder: {path}.",
        _ => null,
    };

    private static void AddFailures(List<string> failures, S3Options options)
    {
        Require(failures, "S3_BUCKET", options.Bucket);
        Require(failures, "S3_ACCESS_KEY_ID", options.AccessKeyId);
        Require(failures, "S3_SECRET_ACCESS_KEY", options.SecretAccessKey);
        AddFailureOfBucket(failures, "S3_BUCKET", options.Bucket);
        if (options.Endpoint is null && options.Region is null)
        {
            failures.Add("S3_REGION is missing, or S3_ENDPOINT where the store is not Amazon's.");
        }

        if (options.Endpoint is not null && FindProblemOfEndpoint(options.Endpoint) is { } problem)
        {
            failures.Add($"S3_ENDPOINT {problem}.");
        }

        if (options.Region is not null && options.Region.AsSpan().ContainsAnyExcept(LabelCharacters))
        {
            failures.Add("S3_REGION must be a name such as eu-central-1.");
        }
        else if (options.Endpoint is null && options.Region is "auto")
        {
            failures.Add("S3_REGION is auto, which is no region of Amazon's: set S3_ENDPOINT.");
        }

        if (options.ForcePathStyle is not null && !bool.TryParse(options.ForcePathStyle, out _))
        {
            failures.Add("S3_FORCE_PATH_STYLE must be true or false.");
        }
    }

    private static void AddFailures(List<string> failures, R2Options options)
    {
        Require(failures, "CLOUDFLARE_ACCOUNT_ID", options.AccountId);
        Require(failures, "CLOUDFLARE_BUCKET_NAME", options.BucketName);
        Require(failures, "CLOUDFLARE_ACCESS_KEY_ID", options.AccessKeyId);
        Require(failures, "CLOUDFLARE_SECRET_ACCESS_KEY", options.SecretAccessKey);
        AddFailureOfBucket(failures, "CLOUDFLARE_BUCKET_NAME", options.BucketName);
        if (options.AccountId is { } id && (id.Length > 63 || id.AsSpan().ContainsAnyExcept(LabelCharacters)))
        {
            failures.Add("CLOUDFLARE_ACCOUNT_ID must be the id of the account, as in https://ID.r2.cloudflarestorage.com.");
        }
    }

    private static void Require(List<string> failures, string setting, string? value)
    {
        if (value is null)
        {
            failures.Add($"{setting} is missing, though others of its group are set.");
        }
    }

    private static void AddFailureOfBucket(List<string> failures, string setting, string? bucket)
    {
        if (bucket is not null && (bucket.Length is < ShortestBucket or > LongestBucket || bucket.AsSpan().ContainsAnyExcept(BucketCharacters)))
        {
            failures.Add($"{setting} must be the name of a bucket: {ShortestBucket} to {LongestBucket} letters, digits, dots, hyphens.");
        }
    }

    // An address is not quoted: somebody may have put a key into it.
    private static string? FindProblemOfEndpoint(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
        {
            return "must begin with https:// (or http://) and a host";
        }

        return uri switch
        {
            { UserInfo.Length: > 0 } => "must not hold a user or password; the key has settings of its own",
            { AbsolutePath.Length: > 1 } => "must end with the host; the bucket has a setting of its own, S3_BUCKET",
            _ when uri.Query.Length > 0 || uri.Fragment.Length > 0 => "must end with the host, without ? or #",
            _ => null,
        };
    }
}
