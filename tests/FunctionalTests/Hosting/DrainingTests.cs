using System.Net;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Hosting;

/// <summary>A stop that nobody notices: balancers hear of it first, what is asked meanwhile is answered, what was drawn is kept.</summary>
public sealed class DrainingTests
{
    [Fact]
    public async Task Tells_balancers_first_and_answers_until_it_stops_listening()
    {
        await using var server = new RunningServer(new Dictionary<string, string?> { ["DRAIN_SECONDS"] = "5" });
        await server.InitializeAsync();
        var project = await server.CreateProjectIdAsync();
        using var client = new HttpClient { BaseAddress = server.Address };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health")).StatusCode);

        var stopping = server.StopAsync();
        await Eventually.TrueAsync(async () => (await client.GetAsync("/health")).StatusCode == HttpStatusCode.ServiceUnavailable);
        var card = await client.GetAsync($"/og/{project}/late");
        var alive = await client.GetAsync("/health/live");
        var wasStopping = !stopping.IsCompleted;
        await stopping;

        Assert.True(wasStopping);
        Assert.Equal((HttpStatusCode.OK, "miss"), (card.StatusCode, card.Headers.GetValues("X-Pearl-Cache").Single()));
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/health"));

        await server.InitializeAsync();
        var kept = await server.Client.GetAsync($"/og/{project}/late");
        Assert.Equal("hit", kept.Headers.GetValues("X-Pearl-Cache").Single());
        Assert.Equal(card.Headers.ETag, kept.Headers.ETag);
    }
}
