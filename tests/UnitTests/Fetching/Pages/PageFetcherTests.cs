using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PearlIo.Application.Pages;
using PearlIo.Infrastructure.Fetching;
using PearlIo.Infrastructure.Fetching.Pages;

namespace PearlIo.UnitTests.Fetching.Pages;

/// <summary>Against a server that does what it should not.</summary>
public sealed class PageFetcherTests : IAsyncDisposable
{
    private const string Html = "Content-Type: text/html; charset=utf-8";
    private const string Title = "<title>Hello</title>";

    private readonly SmallServer _server = new();
    private readonly HostTurns _turns = new();
    private readonly GuardedHttp _http;

    public PageFetcherTests() => _http = Guarded(allow: $"127.0.0.1:{_server.Port}");

    private Uri Site => new($"http://127.0.0.1:{_server.Port}");

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Reads_a_page_with_its_validators_and_how_long_it_is_fresh()
    {
        Serve("/a", Title, Html, "ETag: W/\"1\"", "Last-Modified: Thu, 05 Mar 2026 10:00:00 GMT", "Cache-Control: public, max-age=600");
        var page = await FetchAsync("/a");
        Assert.Equal((FetchKind.Found, "Hello", TimeSpan.FromMinutes(10)), (page.Kind, page.Metadata?.Title, page.FreshFor));
        Assert.Equal(new Validators("W/\"1\"", "Thu, 05 Mar 2026 10:00:00 GMT"), page.Validators);
        Assert.True(_server.Headers.TryDequeue(out var headers));
        Assert.Contains($"User-Agent: {GuardedHttp.UserAgent}", headers);
        Assert.DoesNotContain(headers, h => h.StartsWith("Cookie", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Asks_whether_a_copy_is_still_right()
    {
        _server.Answers["/a"] = SmallServer.Answer(304, [], "ETag: \"2\"", "Cache-Control: max-age=120");
        var page = await FetchAsync("/a", new Validators("\"1\"", "Thu, 05 Mar 2026 10:00:00 GMT"));
        Assert.Equal((FetchKind.NotModified, new Validators("\"2\"", null), TimeSpan.FromMinutes(2)), (page.Kind, page.Validators, page.FreshFor));
        Assert.True(_server.Headers.TryDequeue(out var headers));
        Assert.Contains("If-None-Match: \"1\"", headers);
        Assert.Contains("If-Modified-Since: Thu, 05 Mar 2026 10:00:00 GMT", headers);
    }

    [Fact]
    public async Task Takes_a_304_that_nobody_asked_for_for_an_odd_status()
    {
        _server.Answers["/a"] = SmallServer.Answer(304, [], "ETag: \"2\"");
        Assert.Equal((FetchKind.NoMetadata, PageCauses.Status), Outcome(await FetchAsync("/a")));
    }

    [Theory]
    [InlineData("Cache-Control: max-age=1", 60)]
    [InlineData("Cache-Control: no-store", 60)]
    [InlineData("Cache-Control: max-age=31536000", 86_400)]
    [InlineData("Cache-Control: max-age=600, s-maxage=300", 300)]
    [InlineData("Cache-Control: max-age=600\r\nAge: 200", 400)]
    [InlineData("Date: Thu, 05 Mar 2026 10:00:00 GMT\r\nExpires: Thu, 05 Mar 2026 10:10:00 GMT", 600)]
    [InlineData("Expires: 0", 60)]
    [InlineData("X-Nothing: x", 3_600)]
    public async Task Keeps_pages_as_long_as_they_say_within_bounds(string header, int seconds)
    {
        Serve("/a", Title, Html, header);
        Assert.Equal(TimeSpan.FromSeconds(seconds), (await FetchAsync("/a")).FreshFor);
    }

    [Fact]
    public async Task Uses_the_beginning_of_an_endless_page()
    {
        _server.Handlers["/a"] = async (stream, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{Html}\r\n\r\n{Title}"), token);
            var more = Encoding.ASCII.GetBytes(new string(' ', 10_000));
            while (true)
            {
                await stream.WriteAsync(more, token);
            }
        };
        Assert.Equal("Hello", (await FetchAsync("/a")).Metadata?.Title);
    }

    [Fact]
    public async Task Uses_the_beginning_of_a_bomb()
    {
        var bomb = new byte[200_000_000];
        Encoding.ASCII.GetBytes(Title).CopyTo(bomb, 0);
        _server.Answers["/a"] = SmallServer.Answer(200, SmallServer.Gzip(bomb), Html, "Content-Encoding: gzip");
        Assert.Equal("Hello", (await FetchAsync("/a")).Metadata?.Title);
    }

    [Fact]
    public async Task Gives_up_one_that_drips()
    {
        _server.Handlers["/a"] = async (stream, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{Html}\r\nContent-Length: 1000\r\n\r\n"), token);
            while (true)
            {
                await stream.WriteAsync("x"u8.ToArray(), token);
                await Task.Delay(TimeSpan.FromSeconds(1), token);
            }
        };
        Assert.Equal((FetchKind.Failed, PageCauses.TooSlow), Outcome(await FetchAsync("/a")));
        Assert.Equal(0, _turns.Count);
    }

    [Fact]
    public async Task Takes_no_part_of_a_page_that_breaks_off()
    {
        _server.Handlers["/a"] = (stream, token) =>
            stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{Html}\r\nContent-Length: 1000\r\n\r\n{Title}"), token).AsTask();
        Assert.Equal((FetchKind.Failed, PageCauses.Unreachable), Outcome(await FetchAsync("/a")));
    }

    [Fact]
    public async Task Refuses_headers_of_a_megabyte()
    {
        Serve("/a", Title, Html, "X-Long: " + new string('x', 1_000_000));
        Assert.Equal((FetchKind.Failed, PageCauses.Unreachable), Outcome(await FetchAsync("/a")));
    }

    [Theory]
    [InlineData("/loop", "/loop")]
    [InlineData("/a", "http://localhost/")]
    [InlineData("/a", "http://169.254.169.254/latest/meta-data")]
    [InlineData("/a", "http://[::ffff:7f00:1]/")]
    [InlineData("/a", "file:///etc/passwd")]
    [InlineData("/a", "http://example.com:22/")]
    [InlineData("/a", "http://user:x@example.com/")]
    [InlineData("/a", "http://")]
    public async Task Follows_redirects_nowhere_it_may_not_go(string path, string location)
    {
        _server.Answers[path] = SmallServer.Answer(302, [], $"Location: {location}");
        Assert.Equal((FetchKind.Failed, PageCauses.Unreachable), Outcome(await FetchAsync(path)));
    }

    [Fact]
    public async Task Follows_three_redirects_and_resolves_against_where_they_end()
    {
        _server.Answers["/1"] = SmallServer.Answer(301, [], "Location: /2");
        _server.Answers["/2"] = SmallServer.Answer(308, [], "Location: /3");
        _server.Answers["/3"] = SmallServer.Answer(303, [], "Location: /deep/4");
        Serve("/deep/4", "<meta property=og:image content=a.png>", Html);
        var page = await FetchAsync("/1");
        Assert.Equal(new Uri(Site, "/deep/a.png").AbsoluteUri, page.Metadata?.Image);
        Assert.Equal(new Uri(Site, "/deep/4"), page.Address);

        _server.Answers["/0"] = SmallServer.Answer(301, [], "Location: /1");
        Assert.Equal(FetchKind.Failed, (await FetchAsync("/0")).Kind);
    }

    [Fact]
    public async Task Is_not_led_here_by_a_name_that_changes_its_address()
    {
        Serve("/a", Title, Html);
        var asked = 0;
        using var http = Guarded(
            $"192.0.2.7:{_server.Port}",
            (_, _) => Task.FromResult(new[] { IPAddress.Parse(Interlocked.Increment(ref asked) == 1 ? "8.8.8.8" : "127.0.0.1") }));
        for (var i = 0; i < 2; i++)
        {
            var page = await Fetcher(http).FetchAsync(new PageRequest(new Uri($"http://public.example:{_server.Port}/a"), Site), CancellationToken.None);
            Assert.Equal((FetchKind.Failed, PageCauses.Unreachable), Outcome(page));
        }

        Assert.Equal((2, 0), (asked, _server.Requests));
    }

    [Fact]
    public async Task Tells_nobody_whether_something_is_denied_refused_or_not_there()
    {
        using var closed = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        using var strict = Guarded(allow: $"127.0.0.1:{port}", resolve: (host, token) => host.Contains("missing", StringComparison.Ordinal)
            ? throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound)
            : Dns.GetHostAddressesAsync(host, token));

        List<PageFetch> outcomes = [];
        foreach (var address in (string[])[$"http://127.0.0.1:{_server.Port}/a", $"http://127.0.0.1:{port}/a", "http://missing.example/a", "http://10.0.0.1/a"])
        {
            outcomes.Add(await Fetcher(strict).FetchAsync(new PageRequest(new Uri(address), Site), CancellationToken.None));
        }

        Assert.Single(outcomes.Distinct());
        Assert.Equal(0, _server.Requests);
    }

    [Theory]
    [InlineData(false, FetchKind.Failed)]
    [InlineData(true, FetchKind.Found)]
    public async Task Fetches_a_site_under_construction_from_this_machine_in_development(bool isDevelopment, FetchKind kind)
    {
        Serve("/a", Title, Html);
        using var http = new GuardedHttp(FetchGuard.Strict, Dns.GetHostAddressesAsync);
        Assert.Equal(kind, (await Fetcher(http, isDevelopment).FetchAsync(new PageRequest(new Uri(Site, "/a"), Site), CancellationToken.None)).Kind);
    }

    [Theory]
    [InlineData(404, "Content-Type: text/html", Title, PageCauses.Status)]
    [InlineData(403, "Content-Type: text/html\r\ncf-mitigated: challenge", Title, PageCauses.Challenge)]
    [InlineData(200, "Content-Type: text/html", "<title>Just a moment...</title>", PageCauses.Challenge)]
    [InlineData(200, "Content-Type: application/pdf", "%PDF", PageCauses.NotHtml)]
    [InlineData(200, "X-Nothing: x", "\u0089PNG", PageCauses.NotHtml)]
    [InlineData(200, "Content-Type: text/html", "", PageCauses.Empty)]
    public async Task Says_why_an_answer_is_no_page(int status, string header, string body, string cause)
    {
        _server.Answers["/a"] = SmallServer.Answer(status, Encoding.UTF8.GetBytes(body), header);
        var page = await FetchAsync("/a");
        Assert.Equal((FetchKind.NoMetadata, cause), Outcome(page));
        Assert.Equal(status, page.Status);
    }

    [Fact]
    public async Task Says_that_a_redirect_led_to_a_login()
    {
        _server.Answers["/a"] = SmallServer.Answer(302, [], "Location: /login?next=/a");
        Serve("/login?next=/a", "<title>Welcome</title>", Html);
        Assert.Equal((FetchKind.NoMetadata, PageCauses.Login), Outcome(await FetchAsync("/a")));
    }

    [Fact]
    public async Task Comes_back_when_it_is_told_to()
    {
        _server.Answers["/a"] = SmallServer.Answer(429, [], "Retry-After: 1200");
        Assert.Equal(TimeSpan.FromMinutes(20), (await FetchAsync("/a")).FreshFor);
    }

    [Fact]
    public async Task Reads_what_does_not_say_what_it_is_but_looks_like_a_page()
    {
        Serve("/a", $"\n {Title}", "X-Nothing: x");
        Assert.Equal("Hello", (await FetchAsync("/a")).Metadata?.Title);
    }

    [Fact]
    public async Task Fetches_a_page_once_however_many_ask_and_a_host_twice_at_once()
    {
        var arrived = new SemaphoreSlim(0);
        var go = new TaskCompletionSource();
        foreach (var path in (string[])["/1", "/2", "/3"])
        {
            _server.Handlers[path] = async (stream, token) =>
            {
                arrived.Release();
                await go.Task.WaitAsync(token);
                await stream.WriteAsync(SmallServer.Answer(200, Encoding.ASCII.GetBytes(Title), Html), token);
            };
        }

        var fetcher = Fetcher(_http);
        var fetches = ((string[])["/1", "/1", "/1", "/2", "/3"])
            .Select(p => fetcher.FetchAsync(new PageRequest(new Uri(Site, p), Site), CancellationToken.None))
            .ToList();
        for (var i = 0; i < HostTurns.AtOnce; i++)
        {
            await arrived.WaitAsync();
        }

        Assert.Equal(HostTurns.AtOnce, _server.Requests);
        go.SetResult();
        Assert.All(await Task.WhenAll(fetches), page => Assert.Equal("Hello", page.Metadata?.Title));
        Assert.Equal((3, 0), (_server.Requests, _turns.Count));
    }

    [Fact]
    public async Task Fetches_pictures_whole_or_not_at_all()
    {
        var fetcher = new PictureFetcher(Outside(_http), TimeProvider.System);
        _server.Answers["/a.png"] = SmallServer.Answer(200, [1, 2, 3], "ETag: \"1\"");
        _server.Answers["/big.png"] = SmallServer.Answer(200, new byte[(10 * 1024 * 1024) + 1], "X-Nothing: x");
        _server.Answers["/bomb.png"] = SmallServer.Answer(200, SmallServer.Gzip(new byte[30_000_000]), "Content-Encoding: gzip");
        _server.Answers["/empty.png"] = SmallServer.Answer(200, [], "X-Nothing: x");
        _server.Answers["/same.png"] = SmallServer.Answer(304, [], "X-Nothing: x");

        var found = await fetcher.FetchAsync(new FetchedAddress(new Uri(Site, "/a.png"), Site), CancellationToken.None);
        Assert.Equal((FetchKind.Found, "\"1\""), (found.Kind, found.Validators?.ETag));
        Assert.Equal([1, 2, 3], found.Bytes.ToArray());
        var same = await fetcher.FetchAsync(new FetchedAddress(new Uri(Site, "/same.png"), Site) { Known = found.Validators }, CancellationToken.None);
        Assert.Equal((FetchKind.NotModified, found.Validators), (same.Kind, same.Validators));
        foreach (var (path, cause) in ((string, string)[])[("/big.png", PageCauses.Unreachable), ("/bomb.png", PageCauses.Unreachable), ("/empty.png", PageCauses.Empty), ("/none.png", PageCauses.Status)])
        {
            var failed = await fetcher.FetchAsync(new FetchedAddress(new Uri(Site, path), Site), CancellationToken.None);
            Assert.Equal((FetchKind.Failed, cause), (failed.Kind, failed.Cause));
        }
    }

    private static (FetchKind Kind, string? Cause) Outcome(PageFetch page) => (page.Kind, page.Cause);

    private static GuardedHttp Guarded(string allow, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) =>
        new(new FetchGuard(AllowList.Read([allow], out _), allowLoopback: false), resolve ?? Dns.GetHostAddressesAsync);

    private OutsideFetch Outside(GuardedHttp http, bool isDevelopment = false) => new(http, _turns, isDevelopment, NullLogger<OutsideFetch>.Instance);

    private PageFetcher Fetcher(GuardedHttp http, bool isDevelopment = false) =>
        new(Outside(http, isDevelopment), new PageReader(new OwnCards(null)), TimeProvider.System);

    private Task<PageFetch> FetchAsync(string path, Validators? known = null) =>
        Fetcher(_http).FetchAsync(new PageRequest(new Uri(Site, path), Site) { Known = known }, CancellationToken.None);

    private void Serve(string path, string body, params string[] headers) => _server.Answers[path] = SmallServer.Answer(200, Encoding.UTF8.GetBytes(body), headers);
}
