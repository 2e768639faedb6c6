using System.Net;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Hosting;

public sealed class ReplicasTests
{
    private const int Replicas = 10;

    [Fact]
    public async Task Many_start_at_once_on_an_empty_database()
    {
        var server = await PostgresServer.GetAsync();
        var url = await server.CreateEmptyAsync();
        var replicas = Enumerable.Range(0, Replicas).Select(_ => new RunningServer(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["DATABASE_URL"] = url,
            ["Rendering:Threads"] = "1",
        })).ToList();
        try
        {
            await Task.WhenAll(replicas.Select(r => Task.Run(r.InitializeAsync)));

            var project = await replicas[0].CreateProjectIdAsync();
            foreach (var replica in replicas)
            {
                Assert.Equal(HttpStatusCode.OK, (await replica.Client.GetAsync("/health/ready")).StatusCode);
                Assert.Equal(HttpStatusCode.OK, (await replica.Client.GetAsync($"/api/projects/{project}")).StatusCode);
            }
        }
        finally
        {
            await Task.WhenAll(replicas.Select(r => r.DisposeAsync()));
            await server.DropAsync(url);
        }
    }
}
