using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace PearlIo.TestKit;

/// <summary>What goes wrong with an answer of <see cref="S3Stub"/>.</summary>
public enum S3Fault
{
    /// <summary>503 with <c>SlowDown</c>.</summary>
    SlowDown,

    /// <summary>The connection is reset: in the middle of the body where one is asked for, else before the answer.</summary>
    Reset,

    /// <summary>Fewer bytes come than <c>Content-Length</c> says, and then the end.</summary>
    Truncated,

    /// <summary>Status 200, and in the body the XML of an error.</summary>
    ErrorInSuccess,

    /// <summary>A write is answered with success and not kept.</summary>
    Lost,

    /// <summary>The tag of a write is not that of its bytes.</summary>
    WrongTag,

    /// <summary>No byte comes for as long as the client waits.</summary>
    Silent,

    /// <summary>404 because there is no such bucket.</summary>
    NoBucket,

    /// <summary>404 with a page that is none of S3.</summary>
    StrangePage,

    /// <summary>403 for a key that may not do this.</summary>
    Denied,

    /// <summary>501 as for a call that the server does not know.</summary>
    Unknown,
}

/// <summary>
/// A server that speaks S3 as Cloudflare's R2 does, and is at fault when a test says so: it takes plain bodies only, signed as a whole
/// or not at all, for the region <c>auto</c>, and no trailers.
/// </summary>
public sealed class S3Stub : IAsyncDisposable
{
    /// <summary>The bucket that is there.</summary>
    public const string Bucket = "cards-of-tests";

    private const int PageSize = 3;

    private static readonly XNamespace Space = "http://s3.amazonaws.com/doc/2006-03-01/";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (byte[] Bytes, DateTimeOffset At)> _objects = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _calls = [];
    private Func<string, S3Fault?> _decide = static _ => null;
    private TaskCompletionSource _mended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private S3Stub(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Endpoint => new(_app.Urls.Single());

    /// <summary>The calls so far, such as <c>PUT</c>, <c>GET</c>, <c>DELETE</c>, <c>LIST</c>, <c>DELETE ALL</c>.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    /// <summary>The keys of the objects.</summary>
    public IReadOnlyList<string> Keys => [.. _objects.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Settings of the program for the bucket.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["S3_ENDPOINT"] = Endpoint.AbsoluteUri,
        ["S3_REGION"] = "auto",
        ["S3_BUCKET"] = Bucket,
        ["S3_ACCESS_KEY_ID"] = "stub",
        ["S3_SECRET_ACCESS_KEY"] = "stub",
    };

    /// <summary>Starts a server on a free port of loopback.</summary>
    public static async Task<S3Stub> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var stub = new S3Stub(app);
        app.Run(stub.HandleAsync);
        await app.StartAsync();
        return stub;
    }

    /// <summary>Makes calls of a sort fail, the next few or all that come.</summary>
    public void Fail(string call, S3Fault fault, int times = int.MaxValue)
    {
        var left = times;
        _decide = c => c == call && Interlocked.Decrement(ref left) >= 0 ? fault : null;
    }

    /// <summary>Takes every call and answers none, until it is mended.</summary>
    public void Hang() => _decide = static _ => S3Fault.Silent;

    /// <summary>Works again; whoever waits for an answer is hung up on.</summary>
    public void Mend()
    {
        _decide = static _ => null;
        Interlocked.Exchange(ref _mended, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    /// <summary>Puts an object past all checks.</summary>
    public void Put(string key, byte[] bytes, DateTimeOffset? at = null) => _objects[key] = (bytes, at ?? DateTimeOffset.UtcNow);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory);
        var body = memory.ToArray();
        var key = Uri.UnescapeDataString(context.Request.Path.Value!)[(Bucket.Length + 1)..].TrimStart('/');
        var call = NameOf(context.Request);
        _calls.Enqueue(call);
        if (FindRefusal(context.Request, body) is var (status, code))
        {
            await ErrorAsync(context, status, code);
        }
        else if (_decide(call) is { } fault)
        {
            await FailAsync(context, fault, key, body);
        }
        else
        {
            await AnswerAsync(context, call, key, body);
        }
    }

    private static string NameOf(HttpRequest request) => request switch
    {
        { Method: "POST" } when request.Query.ContainsKey("delete") => "DELETE ALL",
        { Method: "GET" } when request.Query.ContainsKey("list-type") => "LIST",
        _ => request.Method,
    };

    private static (int Status, string Code)? FindRefusal(HttpRequest request, byte[] body)
    {
        var hash = request.Headers["x-amz-content-sha256"].ToString();
        if (hash.StartsWith("STREAMING-", StringComparison.Ordinal) || request.Headers.ContainsKey("x-amz-trailer")
            || request.Headers.ContentEncoding.ToString().Contains("aws-chunked", StringComparison.Ordinal))
        {
            return (501, "NotImplemented");
        }

        if (!request.Headers.Authorization.ToString().Contains("/auto/s3/aws4_request", StringComparison.Ordinal))
        {
            return (400, "InvalidRegionName");
        }

        return hash is "UNSIGNED-PAYLOAD" || hash == Convert.ToHexStringLower(SHA256.HashData(body)) ? null : (400, "XAmzContentSHA256Mismatch");
    }

    private async Task AnswerAsync(HttpContext context, string call, string key, byte[] body)
    {
        switch (call)
        {
            case "PUT":
                Put(key, body);
                context.Response.Headers.ETag = Tag(body);
                break;
            case "GET" when _objects.TryGetValue(key, out var found):
                context.Response.ContentLength = found.Bytes.Length;
                await context.Response.Body.WriteAsync(found.Bytes);
                break;
            case "GET":
                await ErrorAsync(context, 404, "NoSuchKey");
                break;
            case "DELETE":
                _objects.TryRemove(key, out _);
                context.Response.StatusCode = 204;
                break;
            case "LIST":
                await ListAsync(context);
                break;
            case "DELETE ALL":
                foreach (var element in XDocument.Parse(System.Text.Encoding.UTF8.GetString(body)).Descendants().Where(e => e.Name.LocalName is "Key"))
                {
                    _objects.TryRemove(element.Value, out _);
                }

                await XmlAsync(context, new XElement(Space + "DeleteResult"));
                break;
            default:
                await ErrorAsync(context, 501, "NotImplemented");
                break;
        }
    }

    private Task ListAsync(HttpContext context)
    {
        var (prefix, after) = (context.Request.Query["prefix"].ToString(), context.Request.Query["continuation-token"].ToString());
        var rest = Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(k, after) > 0).ToList();
        var page = rest.Take(PageSize).ToList();
        return XmlAsync(context, new XElement(
            Space + "ListBucketResult",
            new XElement(Space + "Name", Bucket),
            new XElement(Space + "Prefix", prefix),
            new XElement(Space + "IsTruncated", rest.Count > page.Count),
            rest.Count > page.Count ? new XElement(Space + "NextContinuationToken", page[^1]) : null,
            page.Select(k => new XElement(
                Space + "Contents",
                new XElement(Space + "Key", k),
                new XElement(Space + "LastModified", _objects[k].At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)),
                new XElement(Space + "ETag", Tag(_objects[k].Bytes)),
                new XElement(Space + "Size", _objects[k].Bytes.Length)))));
    }

    private async Task FailAsync(HttpContext context, S3Fault fault, string key, byte[] body)
    {
        switch (fault)
        {
            case S3Fault.SlowDown:
                await ErrorAsync(context, 503, "SlowDown");
                break;
            case S3Fault.Reset when context.Request.Method is "PUT" or "DELETE":
                context.Abort();
                break;
            case S3Fault.Reset or S3Fault.Truncated:
                context.Response.ContentLength = 1000;
                await context.Response.Body.WriteAsync(new byte[500]);
                await context.Response.Body.FlushAsync();
                if (fault is S3Fault.Reset)
                {
                    context.Abort();
                }

                break;
            case S3Fault.ErrorInSuccess:
                await ErrorAsync(context, 200, "InternalError");
                break;
            case S3Fault.Lost:
                context.Response.Headers.ETag = Tag(body);
                break;
            case S3Fault.WrongTag:
                Put(key, body);
                context.Response.Headers.ETag = Tag([]);
                break;
            case S3Fault.Silent:
                await _mended.Task.WaitAsync(context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                context.Abort();
                break;
            case S3Fault.NoBucket:
                await ErrorAsync(context, 404, "NoSuchBucket");
                break;
            case S3Fault.StrangePage:
                context.Response.StatusCode = 404;
                await context.Response.WriteAsync("<html><body>Not Found</body></html>");
                break;
            case S3Fault.Denied:
                await ErrorAsync(context, 403, "AccessDenied");
                break;
            case S3Fault.Unknown:
                await ErrorAsync(context, 501, "NotImplemented");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault));
        }
    }

    private static string Tag(byte[] bytes) => $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\"";

    private static Task ErrorAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        return XmlAsync(context, new XElement("Error", new XElement("Code", code), new XElement("Message", $"The stub says {code}."), new XElement("RequestId", "1")));
    }

    private static Task XmlAsync(HttpContext context, XElement xml)
    {
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>{xml}");
    }
}
