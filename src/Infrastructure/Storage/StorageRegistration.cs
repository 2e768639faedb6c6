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
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IConfigureOptions<StorageOptions>>(new StorageOptionsSetup(configuration));
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.AddOptions<StorageOptions>().ValidateOnStart();
        services.AddSingleton<StoreTelemetry>();
        services.AddSingleton(s => Open(s.GetRequiredService<IOptions<StorageOptions>>().Value, s.GetRequiredService<StoreTelemetry>()));
        services.AddSingleton<IReadinessCheck>(s =>
        {
            var store = s.GetRequiredService<IImageStore>();
            return new StorageReadiness(store, store is LocalImageStore ? TimeSpan.Zero : BetweenProbes, s.GetRequiredService<TimeProvider>());
        });
        services.AddHostedService<LeftoverSweep>();
        return services;
    }

    /// <summary>The store that the options name.</summary>
    public static IImageStore Open(StorageOptions options, StoreTelemetry telemetry) => S3Connection.Find(options) is { } connection
        ? new S3ImageStore(connection, telemetry)
        : new LocalImageStore(options.Path, telemetry);
}
