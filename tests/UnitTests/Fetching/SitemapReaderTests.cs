using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PearlIo.Application.Jobs;
using PearlIo.Domain.Common;
using PearlIo.Infrastructure.Fetching;

namespace PearlIo.UnitTests.Fetching;

public sealed class SitemapReaderTests : IAsyncDisposable
{
    private readonly SmallServer _server = new();
    private readonly GuardedHttp _http = new(allowLoopback: true, Dns.GetHostAddressesAsync);

    private Uri Site => new($"http://127.0.0.1:{_server.Port}");

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Reads_pages_once_each_and_leaves_out_those_elsewhere()
    {
        Serve("/s.xml", UrlSet($"{Site}a", $"{Site}b/%C3%BC?x=1", $"{Site}a", "https://example.org/c", "nonsense"));

        var pages = await ReadAsync();

        Assert.Equal(["/a", "/b/%C3%BC"], pages.Value.Paths);
        Assert.Equal(2, pages.Value.Elsewhere);
    }

    [Fact]
    public async Task Reads_entries_whatever_stands_in_them_in_which_order()
    {
        Serve("/s.xml", $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- made by hand -->
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
              <url><changefreq>daily</changefreq><lastmod>2026-01-02</lastmod><loc>
                {Site}a </loc><priority>0.5</priority></url>
              <url><loc>{Site}b</loc><image:image><image:loc>{Site}picture.png</image:loc></image:image><lastmod>2026-01-02T03:04:05Z</lastmod></url>
              <url/><url><loc>{Site}c?a=1&amp;b=2</loc></url></urlset>
            """);

        Assert.Equal(["/a", "/b", "/c"], (await ReadAsync()).Value.Paths);
    }

    [Fact]
    public async Task Leaves_out_what_changed_last_before_a_time()
    {
        Serve("/s.xml", $"""
            <urlset><url><loc>{Site}old</loc><lastmod>2026-01-01</lastmod></url><url><loc>{Site}day</loc><lastmod>2026-01-02</lastmod></url>
            <url><loc>{Site}before</loc><lastmod>2026-01-02T11:59:59Z</lastmod></url><url><loc>{Site}after</loc><lastmod>2026-01-02T13:00:01+01:00</lastmod></url>
            <url><loc>{Site}silent</loc></url><url><loc>{Site}odd</loc><lastmod>yesterday</lastmod></url></urlset>
            """);

        var pages = await ReadAsync(since: new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero));

        Assert.Equal(["/day", "/after", "/silent", "/odd"], pages.Value.Paths);
    }

    [Fact]
    public async Task Reads_the_sitemaps_of_an_index_and_no_deeper()
    {
        Serve("/s.xml", Index($"{Site}1.xml", $"{Site}2.xml"));
        Serve("/1.xml", UrlSet($"{Site}a"));
        Serve("/2.xml", Index($"{Site}3.xml"));
        Serve("/3.xml", UrlSet($"{Site}never"));

        Assert.Equal(["/a"], (await ReadAsync()).Value.Paths);
    }

    [Fact]
    public async Task Names_those_of_an_index_that_cannot_be_read_and_reads_the_others()
    {
        Serve("/s.xml", Index($"{Site}missing.xml", $"{Site}1.xml", $"{Site}odd.xml"));
        Serve("/1.xml", UrlSet($"{Site}a"));
        Serve("/odd.xml", "<html/>");

        var pages = await ReadAsync();

        Assert.Equal(["/a"], pages.Value.Paths);
        Assert.Equal(
            [("/missing.xml", "sitemaps.unreachable"), ("/odd.xml", "sitemaps.invalid")],
            pages.Value.Unread.Select(u => (u.Sitemap.AbsolutePath, u.Failure.Code)));
        Assert.Contains("missing.xml", pages.Value.Unread[0].Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_no_pages_where_none_of_an_index_can_be_read()
    {
        Serve("/s.xml", Index($"{Site}missing.xml", $"{Site}gone.xml"));
        Assert.Equal("sitemaps.unreachable", (await ReadAsync()).Failure?.Code);
    }

    [Fact]
    public async Task Reads_pages_below_the_path_of_the_site_only()
    {
        Serve("/s.xml", UrlSet($"{Site}docs/a", $"{Site}docs", $"{Site}docsets/b", $"{Site}c"));

        var pages = await new SitemapReader(_http, NullLogger<SitemapReader>.Instance).ReadAsync(new Uri(Site, "/s.xml"), new Uri(Site, "/docs/"), since: null, CancellationToken.None);

        Assert.Equal(["/a", "/"], pages.Value.Paths);
        Assert.Equal(2, pages.Value.Elsewhere);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Reads_what_is_compressed_whatever_its_name(int times)
    {
        var body = Encoding.UTF8.GetBytes(UrlSet($"{Site}a"));
        for (var i = 0; i < times; i++)
        {
            body = Gzip(body);
        }

        _server.Answers["/s.xml"] = SmallServer.Answer(200, body, times == 2 ? "Content-Encoding: gzip" : "Content-Type: application/xml");

        Assert.Equal(["/a"], (await ReadAsync()).Value.Paths);
    }

    [Fact]
    public async Task Follows_few_redirects_within_the_site()
    {
        _server.Answers["/s.xml"] = SmallServer.Answer(301, [], "Location: /1");
        _server.Answers["/1"] = SmallServer.Answer(307, [], $"Location: {Site}2");
        _server.Answers["/2"] = SmallServer.Answer(302, [], "Location: 3");
        Serve("/3", UrlSet($"{Site}a"));

        Assert.Equal(["/a"], (await ReadAsync()).Value.Paths);
    }

    [Theory]
    [InlineData("Location: /s.xml")]
    [InlineData("Location: http://localhost/s.xml")]
    [InlineData("Location: http://169.254.169.254/latest/meta-data")]
    [InlineData("Location: file:///etc/passwd")]
    [InlineData("Location: http://user@127.0.0.1/")]
    [InlineData("X-Nothing: x")]
    public async Task Goes_nowhere_else(string header)
    {
        _server.Answers["/s.xml"] = SmallServer.Answer(302, [], header);

        Assert.Equal("sitemaps.unreachable", (await ReadAsync()).Failure?.Code);
    }

    [Fact]
    public async Task Takes_a_denied_address_for_one_that_is_not_there()
    {
        Serve("/s.xml", UrlSet($"{Site}a"));
        using var guarded = new GuardedHttp(FetchGuard.Strict, Dns.GetHostAddressesAsync);

        var denied = await ReadAsync(guarded);
        _server.Answers.Clear();
        var missing = await ReadAsync();

        Assert.Equal(missing.Failure, denied.Failure);
        Assert.Equal("sitemaps.unreachable", denied.Failure?.Code);
        Assert.Equal(1, _server.Requests);
    }

    [Fact]
    public async Task Judges_each_connection_by_the_address_that_is_connected_to()
    {
        Serve("/s.xml", UrlSet("http://public.example/a"));
        var asked = 0;
        using var guarded = new GuardedHttp(FetchGuard.Strict, (_, _) => Task.FromResult(
            new[] { IPAddress.Parse(Interlocked.Increment(ref asked) == 1 ? "203.0.113.1" : "127.0.0.1") }));
        var site = new Uri($"http://public.example:{_server.Port}");
        var reader = new SitemapReader(guarded, NullLogger<SitemapReader>.Instance);

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("sitemaps.unreachable", (await reader.ReadAsync(new Uri(site, "/s.xml"), site, since: null, CancellationToken.None)).Failure?.Code);
        }

        Assert.Equal((2, 0), (asked, _server.Requests));
    }

    [Fact]
    public async Task Refuses_a_name_with_one_denied_address_among_others()
    {
        using var guarded = new GuardedHttp(FetchGuard.Strict, (_, _) => Task.FromResult(new[] { IPAddress.Parse("8.8.8.8"), IPAddress.Loopback }));

        Assert.Equal("sitemaps.unreachable", (await ReadAsync(guarded)).Failure?.Code);
    }

    [Fact]
    public async Task Stops_reading_a_bomb()
    {
        var bomb = Gzip(Encoding.UTF8.GetBytes($"<urlset><!--{new string(' ', 60_000_000)}--></urlset>"));
        _server.Answers["/s.xml"] = SmallServer.Answer(200, bomb, "Content-Encoding: gzip");

        Assert.Equal("sitemaps.unreachable", (await ReadAsync()).Failure?.Code);
    }

    [Theory]
    [InlineData("<!DOCTYPE urlset [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><urlset><url><loc>&x;</loc></url></urlset>")]
    [InlineData("<html><body>Not found</body></html>")]
    [InlineData("<urlset><url>")]
    [InlineData("")]
    [InlineData("no xml")]
    public async Task Refuses_what_is_no_sitemap(string body)
    {
        Serve("/s.xml", body);

        Assert.Equal("sitemaps.invalid", (await ReadAsync()).Failure?.Code);
    }

    [Fact]
    public async Task Refuses_more_pages_than_a_sitemap_may_name()
    {
        Serve("/s.xml", UrlSet([.. Enumerable.Range(0, SitemapReader.MaxPages + 1).Select(i => $"{Site}{i}")]));
        Assert.Equal("sitemaps.too_many", (await ReadAsync()).Failure?.Code);

        Serve("/s.xml", Index([.. Enumerable.Range(0, SitemapReader.MaxSitemaps + 1).Select(i => $"{Site}{i}")]));
        Assert.Equal("sitemaps.too_many", (await ReadAsync()).Failure?.Code);
    }

    [Fact]
    public async Task Ends_with_whoever_asked()
    {
        using var gone = new CancellationTokenSource();
        _server.Answers["/s.xml"] = [];
        var reading = new SitemapReader(_http, NullLogger<SitemapReader>.Instance).ReadAsync(new Uri(Site, "/s.xml"), Site, since: null, gone.Token);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Theory]
    [InlineData("https://acme.dev/s.xml", "https://acme.dev", true)]
    [InlineData("http://ACME.dev/s.xml", "https://acme.dev", true)]
    [InlineData("https://xn--bcher-kva.example/", "https://bücher.example", true)]
    [InlineData("https://acme.dev:8443/s.xml", "https://acme.dev", false)]
    [InlineData("https://acme.dev:8443/s.xml", "https://acme.dev:8443", true)]
    [InlineData("https://acme.dev/s.xml", "https://acme.dev:8443", false)]
    [InlineData("https://evil.dev/s.xml", "https://acme.dev", false)]
    [InlineData("https://acme.dev.evil.dev/s.xml", "https://acme.dev", false)]
    [InlineData("https://acme.dev@evil.dev/s.xml", "https://acme.dev", false)]
    [InlineData("https://user@acme.dev/s.xml", "https://acme.dev", false)]
    [InlineData("ftp://acme.dev/s.xml", "https://acme.dev", false)]
    [InlineData("file:///s.xml", "https://acme.dev", false)]
    [InlineData("http://①②⑦.⓪.⓪.①/", "http://127.0.0.1", true)]
    public void Knows_the_site_by_its_host(string address, string site, bool same) =>
        Assert.Equal(same, SiteAddress.IsSameSite(new Uri(address), new Uri(site)));

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Refuses_to_reach_into_this_machine_in_production(bool production, bool failed) =>
        Assert.Equal(failed, new FetchingOptionsValidator(production).Validate(Options.DefaultName, new FetchingOptions { AllowLoopback = true }).Failed);

    private static string UrlSet(params string[] addresses) =>
        $"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{string.Concat(addresses.Select(a => $"<url><loc>{a}</loc></url>"))}</urlset>";

    private static string Index(params string[] addresses) => $"<sitemapindex>{string.Concat(addresses.Select(a => $"<sitemap><loc>{a}</loc></sitemap>"))}</sitemapindex>";

    private static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    private void Serve(string path, string body) => _server.Answers[path] = SmallServer.Answer(200, Encoding.UTF8.GetBytes(body), "Content-Type: application/xml");

    private Task<Result<SitemapPages>> ReadAsync(GuardedHttp? http = null, DateTimeOffset? since = null) =>
        new SitemapReader(http ?? _http, NullLogger<SitemapReader>.Instance).ReadAsync(new Uri(Site, "/s.xml"), Site, since, CancellationToken.None);

    /// <summary>Answers each path with bytes as they are; what it does not know is 404, and an empty answer never comes.</summary>
    private sealed class SmallServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _serving;
        private int _requests;

        public SmallServer()
        {
            _listener.Start();
            _serving = ServeAsync();
        }

        public Dictionary<string, byte[]> Answers { get; } = new(StringComparer.Ordinal);

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Requests => _requests;

        public static byte[] Answer(int status, byte[] body, string header) =>
            [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} X\r\n{header}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n")), .. body];

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Dispose();
            await _serving;
            _stop.Dispose();
        }

        private async Task ServeAsync()
        {
            List<Task> answering = [];
            try
            {
                while (true)
                {
                    answering.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
                }
            }
            catch (OperationCanceledException)
            {
                await Task.WhenAll(answering);
            }
        }

        private async Task AnswerAsync(TcpClient client)
        {
            using (client)
            {
                try
                {
                    using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
                    var path = (await reader.ReadLineAsync(_stop.Token))!.Split(' ')[1];
                    while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 })
                    {
                        // The rest of the request does not matter.
                    }

                    Interlocked.Increment(ref _requests);
                    var answer = Answers.GetValueOrDefault(path) ?? Answer(404, [], "X-Nothing: x");
                    if (answer.Length == 0)
                    {
                        await Task.Delay(Timeout.Infinite, _stop.Token);
                    }

                    await client.GetStream().WriteAsync(answer, _stop.Token);
                }
                catch (Exception e) when (e is IOException or OperationCanceledException)
                {
                    // The other side has seen enough.
                }
            }
        }
    }
}
