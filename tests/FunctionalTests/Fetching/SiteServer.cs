using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PearlIo.FunctionalTests.Fetching;

/// <summary>A site on a free port of loopback, whose pages a test writes and may change; counts what it is asked for.</summary>
internal sealed class SiteServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, RequestDelegate> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private SiteServer(WebApplication app) => _app = app;

    /// <summary>Its address, without a slash at its end.</summary>
    public string Url => _app.Urls.First();

    public static async Task<SiteServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var site = new SiteServer(app);
        app.Run(site.AnswerAsync);
        await app.StartAsync();
        return site;
    }

    /// <summary>Answers a path with something else from now on.</summary>
    public void Answer(string path, RequestDelegate answer) => _answers[path] = answer;

    /// <summary>Answers a path with a page from now on.</summary>
    public void Page(string path, string html) => Answer(path, async context =>
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(html);
    });

    /// <summary>Answers a path with bytes from now on.</summary>
    public void File(string path, byte[] bytes, string type) => Answer(path, async context =>
    {
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(bytes);
    });

    /// <summary>How often a path was asked for.</summary>
    public int Asked(string path) => _asked.GetValueOrDefault(path);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        _asked.AddOrUpdate(path, 1, static (_, count) => count + 1);
        if (_answers.TryGetValue(path, out var answer))
        {
            return answer(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
