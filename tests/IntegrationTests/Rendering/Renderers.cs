using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Routes;
using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Queueing;
using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.IntegrationTests.Rendering;

internal static class Renderers
{
    public const int AmpleBudget = 300_000;

    /// <summary>A renderer with the registration's own wiring; disposing the provider disposes it.</summary>
    public static ServiceProvider Provide(int threads = 1, int queueLength = 16, ILoggerProvider? log = null)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Rendering:Threads"] = threads.ToString(CultureInfo.InvariantCulture),
            ["Rendering:QueueLength"] = queueLength.ToString(CultureInfo.InvariantCulture),
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddLogging(logging => _ = log is null ? logging : logging.AddProvider(log)).AddRendering(configuration).BuildServiceProvider();
    }

    public static CardRenderer Renderer(this ServiceProvider provider) => provider.GetRequiredService<CardRenderer>();

    public static RenderWorkspace Workspace() => new(FontLibrary.Open(new RenderingOptions().FontPath));

    /// <summary>Draws a card without encoding it.</summary>
    public static PixelBuffer Draw(RenderWorkspace workspace, CardContent content)
        => workspace.DrawCard(BuiltInTemplates.Find(content.Template)!, content);

    public static CardContent Card(
        string title = "How we cut our p99 latency by 87%",
        string? description = null,
        string siteName = "Acme Engineering",
        string address = "acme.dev/blog/cache-keys",
        params (string Name, string Value)[] theme) => new()
        {
            Template = "article",
            Title = title,
            Description = description,
            SiteName = siteName,
            Address = address,
            Theme = theme.ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal),
        };

    public static CardOutput Output(ReturnType format = ReturnType.Png, int budgetBytes = AmpleBudget) => new(format, budgetBytes);
}
