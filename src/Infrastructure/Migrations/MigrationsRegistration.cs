using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.Health;
using PearlIo.Application.Migrations;
using PearlIo.Infrastructure.Persistence;

namespace PearlIo.Infrastructure.Migrations;

/// <summary>Registers the migrator; nothing here migrates by itself.</summary>
internal static class MigrationsRegistration
{
    public static IServiceCollection AddMigrations(this IServiceCollection services)
    {
        services.AddSingleton<IDatabaseMigrator>(s =>
        {
            var addresses = s.GetRequiredService<DatabaseAddresses>();
            return new DatabaseMigrator(addresses.Direct, servingUser: addresses.Main.UserName);
        });
        return services.AddSingleton<IReadinessCheck, MigrationsReadiness>();
    }
}
