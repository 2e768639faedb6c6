using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Health;

namespace PearlIo.Infrastructure.Storage;

/// <summary>Registers the store of cards.</summary>
internal static class StorageRegistration
{
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IConfigureOptions<StorageOptions>>(new StorageOptionsSetup(configuration));
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.AddOptions<StorageOptions>().ValidateOnStart();
        services.AddSingleton<StoreTelemetry>();
        services.AddSingleton(s => new LocalImageStore(
            s.GetRequiredService<IOptions<StorageOptions>>().Value.Path, s.GetRequiredService<StoreTelemetry>()));
        services.AddSingleton<IImageStore>(s => s.GetRequiredService<LocalImageStore>());
        services.AddSingleton<IReadinessCheck, StorageReadiness>();
        services.AddHostedService<LeftoverSweep>();
        return services;
    }
}
