using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;

namespace PearlIo.Benchmarks.Chaos;

/// <summary>
/// Crawlers behind a balancer: each asks one replica, and the other where nobody listens or the connection is cut. Every answer is looked
/// at: a picture, whole, and with the tag of its bytes.
/// </summary>
internal sealed class ChaosLoad(IReadOnlyList<Uri> replicas, Guid project, int keys) : IDisposable
{
    private static readonly byte[] PngSignature = [0x89, 0x50, 0x4E, 0x47];

    private readonly HttpClient _client = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2), PooledConnectionLifetime = TimeSpan.FromSeconds(5) })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<string, long> _outcomes = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<double> _times = [];
    private long _requests;
    private long _pictures;
    private long _cut;

    /// <summary>Requests of crawlers.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Whole pictures that they got.</summary>
    public long Pictures => Interlocked.Read(ref _pictures);

    /// <summary>Requests that a replica which was killed did not answer, so that the other was asked.</summary>
    public long Cut => Interlocked.Read(ref _cut);

    /// <summary>What else became of a request; nothing should.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    /// <summary>How many answers came about in which way.</summary>
    public IEnumerable<string> Outcomes => _outcomes.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Key} {o.Value}"));

    /// <summary>Milliseconds within which so many of a thousand answers came.</summary>
    public double Percentile(int ofThousand)
    {
        var sorted = _times.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, sorted.Count * ofThousand / 1000)];
    }

    /// <summary>Begins; ends with <see cref="EndAsync"/>.</summary>
    public Task StartAsync(int crawlers) => Task.WhenAll(Enumerable.Range(0, crawlers).Select(seed => Task.Run(() => CrawlAsync(new Random(seed)))));

    /// <summary>Lets the requests under way end.</summary>
    public async Task EndAsync(Task running)
    {
        await _end.CancelAsync();
        await running;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _client.Dispose();
        _end.Dispose();
    }

    private async Task CrawlAsync(Random random)
    {
        while (!_end.IsCancellationRequested)
        {
            // A few pages are popular, and all are asked for now and then.
            var key = (int)(keys * Math.Pow(random.NextDouble(), 3));
            await AskAsync(string.Create(CultureInfo.InvariantCulture, $"/og/{project}/{(key % 2 == 0 ? "short" : "long")}/page-{key}"), random.Next(replicas.Count));
            await Task.Delay(random.Next(20));
        }
    }

    private async Task AskAsync(string target, int replica)
    {
        Interlocked.Increment(ref _requests);
        for (var attempt = 0; ; attempt++)
        {
            var start = TimeProvider.System.GetTimestamp();
            try
            {
                using var answer = await _client.GetAsync(new Uri(replicas[(replica + attempt) % replicas.Count], target));
                Look(answer, await answer.Content.ReadAsByteArrayAsync(), target);
                _times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
                return;
            }
            catch (HttpRequestException) when (attempt < replicas.Count)
            {
                Interlocked.Increment(ref _cut);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                Errors.Enqueue($"{target}: {e.Message}");
                return;
            }
        }
    }

    private void Look(HttpResponseMessage answer, byte[] body, string target)
    {
        var outcome = answer.Headers.TryGetValues("X-Pearl-Cache", out var values) ? values.First() : "none";
        _outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1);
        var tag = answer.Headers.ETag?.Tag;
        var isWhole = body.AsSpan().StartsWith(PngSignature) && (tag is null || tag == $"\"{Convert.ToHexStringLower(SHA256.HashData(body))}\"");
        if (answer.IsSuccessStatusCode && isWhole)
        {
            Interlocked.Increment(ref _pictures);
            return;
        }

        Errors.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{target}: {(int)answer.StatusCode}, {body.Length} bytes, {outcome}"));
    }
}
