using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Infrastructure.Copying;
using PearlIo.Infrastructure.Fetching;
using PearlIo.Infrastructure.Persistence;
using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Storage;

namespace PearlIo.Infrastructure;

/// <summary>Registers everything that the application's ports are implemented by.</summary>
public static class InfrastructureRegistration
{
    /// <summary>Adds persistence, migrations, storage, rendering and copying, with their options bound and validated at start.</summary>
    public static IServiceCollection AddPearlInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddPersistence(configuration);
        services.AddStorage(configuration);
        services.AddQuota(configuration);
        services.AddFetching(configuration);
        services.AddRendering(configuration);
        services.AddCopying();
        return services;
    }
}
