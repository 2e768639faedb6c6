using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PearlIo.Application.Fonts;
using PearlIo.Application.Health;
using PearlIo.Application.OgImages;
using PearlIo.Application.Templates;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Documents;
using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.Infrastructure.Rendering;

/// <summary>Registers the renderer.</summary>
internal static class RenderingRegistration
{
    internal static IServiceCollection AddRendering(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.AddOptions<RenderingOptions>()
            .Configure(options => RenderingOptions.Read(options, configuration.GetSection(RenderingOptions.Section)))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RenderingOptions>, RenderingOptionsValidator>());
        services.AddSingleton<CardRenderer>();
        services.AddSingleton<ICardRenderer>(provider => provider.GetRequiredService<CardRenderer>());
        services.AddSingleton<IReadinessCheck, RendererReadinessCheck>();
        services.AddHostedService<RenderingStart>();
        services.AddSingleton<IDocumentTools, DocumentTools>();
        services.AddSingleton<ITemplateCompiler, TemplateCompiler>();
        services.AddSingleton<IFontReader, FontReader>();
        return services;
    }
}
