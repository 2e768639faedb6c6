using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PearlIo.Application.Health;
using PearlIo.Application.Migrations;
using PearlIo.Infrastructure.Persistence;

namespace PearlIo.Infrastructure.Migrations;

/// <summary>Registers the migrator; nothing here migrates by itself.</summary>
internal static class MigrationsRegistration
{
    public static IServiceCollection AddMigrations(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IDatabaseMigrator>(s => new DatabaseMigrator(
            s.GetRequiredService<DatabaseAddresses>().Direct, s.GetRequiredService<TimeProvider>()));
        return services.AddSingleton<IReadinessCheck, MigrationsReadiness>();
    }
}
