using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using PearlIo.Application.CachedImages;
using PearlIo.Domain.CachedImages;

namespace PearlIo.Infrastructure.Storage;

/// <summary>
/// Keeps cards in a bucket of S3, R2, MinIO or another server of that protocol. Bodies are sent plain and signed as a whole, the one
/// form that all of them take; each call has an end, however slow the server is.
/// </summary>
internal sealed class S3ImageStore : IImageStore, IDisposable
{
    private const string Store = "s3";
    private const string CardsPrefix = "cards/";

    // Many times the largest card: what is larger is none and must not fill the memory.
    private const int MaxBytes = 32 << 20;

    private const int Tries = 3;
    private const int ParallelDeletes = 8;

    private static readonly byte[] ProbeBytes = "pearl"u8.ToArray();

    private readonly S3Connection _connection;
    private readonly StoreTelemetry _telemetry;
    private readonly S3HttpClient _http;
    private readonly AmazonS3Client _client;

    // One for each process: two that share a name would delete each other's.
    private readonly string _probe = $"pearl-probe-{Guid.NewGuid():N}";

    // Some servers know no deletion of many objects at once; those are not asked for it again.
    private volatile bool _deletesSingly;

    public S3ImageStore(S3Connection connection, StoreTelemetry telemetry)
    {
        _connection = connection;
        _telemetry = telemetry;
        _http = new S3HttpClient(connection.FirstByte);
        _client = new AmazonS3Client(
            new BasicAWSCredentials(connection.AccessKeyId, connection.SecretAccessKey),
            new AmazonS3Config
            {
                ServiceURL = connection.Endpoint.GetLeftPart(UriPartial.Authority),
                AuthenticationRegion = connection.Region,
                ForcePathStyle = connection.ForcePathStyle,
                IgnoreConfiguredEndpointUrls = true,
                HttpClientFactory = _http,
                RetryMode = RequestRetryMode.Standard,
                MaxErrorRetry = Tries - 1,

                // R2 refuses bodies that are followed by a checksum.
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            });
    }

    public string Description => _connection.ToString();

    public Task PutAsync(ObjectName name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        CallAsync("put", token => PutAsync(name.Value, bytes, token), cancellationToken);

    public Task<byte[]?> GetAsync(ObjectName name, CancellationToken cancellationToken) =>
        CallAsync("get", token => GetAsync(name.Value, token), cancellationToken);

    public Task DeleteAsync(ObjectName name, CancellationToken cancellationToken) =>
        CallAsync("delete", token => DeleteAsync(name.Value, token), cancellationToken);

    public async Task DeleteAllAsync(ObjectPrefix prefix, CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = _connection.Bucket, Prefix = prefix.Value };
        var before = "";
        while ((await ListPageAsync(request, cancellationToken)).S3Objects is { Count: > 0 } page)
        {
            // The first page comes again and again until it is empty, so that what an answer says is seen to be true.
            var keys = page.ConvertAll(o => o.Key);
            if (string.Equals(keys[0], before, StringComparison.Ordinal))
            {
                throw new StoreAwayException($"The store ({Description}) still has objects that it said were deleted.");
            }

            before = keys[0];
            if (!await TryDeleteAtOnceAsync(keys, cancellationToken))
            {
                await DeleteSinglyAsync(keys, cancellationToken);
            }
        }
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(ObjectPrefix? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = _connection.Bucket, Prefix = prefix?.Value ?? CardsPrefix };
        do
        {
            var page = await ListPageAsync(request, cancellationToken);
            foreach (var item in page.S3Objects ?? [])
            {
                if (ObjectName.TryParse(item.Key, out var name))
                {
                    yield return new StoredObject(name, item.Size ?? 0, TimeOf(item));
                }
            }

            request.ContinuationToken = page.IsTruncated is true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        await CallAsync("put", token => PutAsync(_probe, ProbeBytes, token), cancellationToken);
        var read = await CallAsync("get", token => GetAsync(_probe, token), cancellationToken);
        await CallAsync("delete", token => DeleteAsync(_probe, token), cancellationToken);
        if (read is null || !read.AsSpan().SequenceEqual(ProbeBytes))
        {
            throw new IOException($"The store ({Description}) gives back other bytes than were written.");
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    private async Task<bool> PutAsync(string key, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var body = AsStream(bytes);
        var request = new PutObjectRequest
        {
            BucketName = _connection.Bucket,
            Key = key,
            InputStream = body,
            AutoCloseStream = false,
            UseChunkEncoding = false,
        };
        var response = await _client.PutObjectAsync(request, cancellationToken);

        // The server has checked the body by its signed hash. An answer without a tag is not one of a server that has kept it.
        return string.IsNullOrEmpty(response.ETag)
            ? throw new IOException("it answered with success and kept nothing.")
            : true;
    }

    private async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client.GetObjectAsync(_connection.Bucket, key, cancellationToken);
            return await ReadAsync(response, cancellationToken);
        }
        catch (AmazonS3Exception exception) when (S3Faults.IsAbsence(exception))
        {
            return null;
        }
    }

    private static async Task<byte[]> ReadAsync(GetObjectResponse response, CancellationToken cancellationToken)
    {
        if (response.ContentLength > MaxBytes)
        {
            throw new InvalidDataException($"an object of {response.ContentLength} bytes is no card.");
        }

        var bytes = new byte[Math.Max(response.ContentLength, 0)];
        await response.ResponseStream.ReadExactlyAsync(bytes, cancellationToken);

        // An answer that does not tell its length is one of something between, and no object.
        return await response.ResponseStream.ReadAsync(new byte[1], cancellationToken) == 0
            ? bytes
            : throw new IOException("it sent more than it said.");
    }

    private async Task<bool> DeleteAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await _client.DeleteObjectAsync(_connection.Bucket, key, cancellationToken);
        }
        catch (AmazonS3Exception exception) when (S3Faults.IsAbsence(exception))
        {
            // Gone already; most servers do not mention it.
        }

        return true;
    }

    private async Task<bool> TryDeleteAtOnceAsync(List<string> keys, CancellationToken cancellationToken)
    {
        if (_deletesSingly)
        {
            return false;
        }

        var request = new DeleteObjectsRequest
        {
            BucketName = _connection.Bucket,
            Objects = [.. keys.Select(k => new KeyVersion { Key = k })],
            Quiet = true,
        };
        return await CallAsync(
            "delete_all",
            async token =>
            {
                try
                {
                    await _client.DeleteObjectsAsync(request, token);
                    return true;
                }
                catch (AmazonS3Exception exception) when (S3Faults.IsUnknownCall(exception))
                {
                    _deletesSingly = true;
                    return false;
                }
            },
            cancellationToken);
    }

    private Task DeleteSinglyAsync(List<string> keys, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        keys,
        new ParallelOptions { MaxDegreeOfParallelism = ParallelDeletes, CancellationToken = cancellationToken },
        async (key, token) => await CallAsync("delete", t => DeleteAsync(key, t), token));

    private Task<ListObjectsV2Response> ListPageAsync(ListObjectsV2Request request, CancellationToken cancellationToken) => CallAsync(
        "list",
        async token =>
        {
            // An answer that names no bucket is not a list, and must not be taken for an empty one.
            var page = await _client.ListObjectsV2Async(request, token);
            return page.Name is null ? throw new IOException("it answered with success and no list.") : page;
        },
        cancellationToken);

    // One without a time is taken for new: what is done to old objects is not done to it.
    private static DateTimeOffset TimeOf(S3Object item) =>
        item.LastModified is { } time ? new DateTimeOffset(time.ToUniversalTime()) : DateTimeOffset.MaxValue;

    private Task<T> CallAsync<T>(string call, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        _telemetry.MeasureAsync(Store, call, async () =>
        {
            using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            bounded.CancelAfter(_connection.WholeCall);
            try
            {
                return await work(bounded.Token);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && S3Faults.IsFault(exception))
            {
                throw S3Faults.Translate(exception, call, Description);
            }
        });

    private static MemoryStream AsStream(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var segment)
        ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);
}
