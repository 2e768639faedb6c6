using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PearlIo.Application.Pictures;
using PearlIo.Infrastructure.Rendering;

namespace PearlIo.Infrastructure.Pictures;

/// <summary>Registers what decodes pictures of strangers.</summary>
internal static class PicturesRegistration
{
    internal static IServiceCollection AddPictures(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.AddOptions<PicturesOptions>()
            .Configure(options => PicturesOptions.Read(options, configuration.GetSection(PicturesOptions.Section)))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PicturesOptions>, PicturesOptionsValidator>());
        services.AddSingleton<PictureMetrics>();
        // Limits on another process are of the world's time, whatever clock the service goes by.
        services.AddSingleton(provider => new DecoderPool(
            provider.GetRequiredService<IOptions<PicturesOptions>>(),
            DecoderCommand.Create(provider.GetRequiredService<IOptions<RenderingOptions>>().Value.FontPath),
            provider.GetRequiredService<PictureMetrics>(),
            TimeProvider.System,
            provider.GetRequiredService<ILogger<DecoderPool>>()));
        services.AddSingleton<IPictureDecoder, PooledPictureDecoder>();
        return services;
    }
}
