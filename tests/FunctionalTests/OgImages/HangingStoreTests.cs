using System.Globalization;
using System.Text.RegularExpressions;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.OgImages;

/// <summary>A store that takes every call and never answers.</summary>
public sealed partial class HangingStoreTests : IAsyncLifetime
{
    private S3Stub _store = null!;
    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        _store = await S3Stub.StartAsync();
        _server = new RunningServer(_store.Settings);
        await _server.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        _store.Mend();
        await _server.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Keeps_no_card_from_whoever_asks()
    {
        var project = await _server.CreateProjectIdAsync();
        var hot = await RawHttp.UntilHitAsync(_server.Address, $"/og/{project}/hot");
        foreach (var page in Pages("kept"))
        {
            await RawHttp.UntilHitAsync(_server.Address, $"/og/{project}/{page}");
        }

        // What was drawn before is in the store and not in memory, but for one card.
        await _server.RestartAsync();
        await RawHttp.UntilHitAsync(_server.Address, $"/og/{project}/hot");
        var ended = await EndedCallsAsync();
        _store.Hang();

        var answers = await Task.WhenAll(Pages("kept").Concat(Pages("new")).Select(p => RawHttp.SendAsync(_server.Address, "GET", $"/og/{project}/{p}")));
        var hits = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => RawHttp.SendAsync(_server.Address, "GET", $"/og/{project}/hot")));

        // All of them have their picture while each call that was made for them still hangs.
        Assert.Equal(ended, await EndedCallsAsync());
        Assert.All(answers, a => Assert.Equal((200, ("png", 1200, 630)), (a.Status, Picture.Describe(a.Body))));
        Assert.All(answers, a => Assert.Contains(RawHttp.Header(a.Head, "X-Pearl-Cache"), new[] { "miss", "fallback" }));
        Assert.All(hits, h => Assert.Equal("hit", RawHttp.Header(h.Head, "X-Pearl-Cache")));
        Assert.All(hits, h => Assert.Equal(hot.Body, h.Body));

        _store.Mend();
        var before = _store.Keys.Count;
        await RawHttp.UntilHitAsync(_server.Address, $"/og/{project}/later");
        await Eventually.TrueAsync(() => _store.Keys.Count > before);
    }

    private static IEnumerable<string> Pages(string name) => Enumerable.Range(0, 5).Select(i => string.Create(CultureInfo.InvariantCulture, $"{name}-{i}"));

    private async Task<long> EndedCallsAsync() =>
        Calls().Matches(await _server.Client.GetStringAsync("/metrics")).Sum(m => long.Parse(m.Groups["count"].ValueSpan, CultureInfo.InvariantCulture));

    [GeneratedRegex("^pearl_store_seconds_count\\{[^}]*\\} (?<count>[0-9]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Calls();
}
