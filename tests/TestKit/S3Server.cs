using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;

namespace PearlIo.TestKit;

/// <summary>The S3 server that tests run on: s3rver, a process of its own that lives as long as the test process.</summary>
public sealed class S3Server : IAsyncDisposable
{
    private const string Version = "3.7.1";
    private const string Key = "S3RVER";

    private const string KeepServer = """
        dir="$2" program="$3" modules="$4" port="$5"
        trap "" INT TERM HUP
        mkdir "$dir/data"
        start() {
            node "$program" "$modules" "$dir/data" "$port" >> "$dir/log" 2>&1 < /dev/null &
            server=$!
        }
        start
        while read -r command; do
            case "$command" in
                stop) kill -KILL $server; wait $server ;;
                start) start ;;
            esac
        done
        kill -KILL $server
        wait $server
        rm -rf "$dir"
        """;

    private static readonly Lazy<Task<S3Server>> Shared = new(StartOwnAsync);

    private readonly KeptProcess _process;

    private S3Server(KeptProcess process, int port)
    {
        _process = process;
        Endpoint = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
    }

    /// <summary>Where it listens.</summary>
    public Uri Endpoint { get; }

    /// <summary>The server, started on first use.</summary>
    public static Task<S3Server> GetAsync() => Shared.Value;

    /// <summary>Makes a bucket that a test has for itself.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> CreateBucketAsync()
    {
        var name = $"test-{Guid.NewGuid():N}";
        using var client = CreateClient();
        await client.PutBucketAsync(name);
        return name;
    }

    /// <summary>A client that can do anything, such as put what the store would not.</summary>
    public AmazonS3Client CreateClient() => new(
        new BasicAWSCredentials(Key, Key),
        new AmazonS3Config { ServiceURL = Endpoint.AbsoluteUri, ForcePathStyle = true, AuthenticationRegion = "us-east-1" });

    /// <summary>Settings of the program for a bucket.</summary>
    public IReadOnlyDictionary<string, string?> Settings(string bucket) => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["S3_ENDPOINT"] = Endpoint.AbsoluteUri,
        ["S3_BUCKET"] = bucket,
        ["S3_ACCESS_KEY_ID"] = Key,
        ["S3_SECRET_ACCESS_KEY"] = Key,
    };

    /// <summary>Starts a server that a test has for itself.</summary>
    public static async Task<S3Server> StartOwnAsync()
    {
        var port = FreePort.Find();
        var process = await KeptProcess.StartAsync(
            "pearl-s3-", KeepServer, prepare: null, FindProgram(), FindModules(), port.ToString(CultureInfo.InvariantCulture));
        await process.WaitAsync(() => FreePort.IsListeningAsync(port));
        return new S3Server(process, port);
    }

    /// <summary>Kills an own server; what it keeps stays.</summary>
    public async Task StopAsync()
    {
        await _process.TellAsync("stop");
        await _process.WaitAsync(async () => !await FreePort.IsListeningAsync(Endpoint.Port));
    }

    /// <summary>Starts an own server again after <see cref="StopAsync"/>.</summary>
    public async Task StartAgainAsync()
    {
        await _process.TellAsync("start");
        await _process.WaitAsync(() => FreePort.IsListeningAsync(Endpoint.Port));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static string FindProgram([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "build", "s3rver", "server.js"));

    private static string FindModules()
    {
        var caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var folder = Path.Combine(caches, "pearl-io", $"s3rver-{Version}");
        return Directory.Exists(Path.Combine(folder, "node_modules", "s3rver"))
            ? folder
            : throw new InvalidOperationException($"The tests need the S3 server s3rver {Version} in {folder}, which is not there. Install it with: build/setup test");
    }
}
