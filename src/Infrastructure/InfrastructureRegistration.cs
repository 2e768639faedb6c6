using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Infrastructure.Persistence;
using PearlIo.Infrastructure.Storage;

namespace PearlIo.Infrastructure;

/// <summary>Registers everything that the application's ports are implemented by.</summary>
public static class InfrastructureRegistration
{
    /// <summary>Adds persistence, migrations, storage and rendering, with their options bound and validated at start.</summary>
    public static IServiceCollection AddPearlInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddPersistence(configuration);
        services.AddStorage(configuration);
        return services;
    }
}
