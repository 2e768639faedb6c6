using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PearlIo.Application.Access;
using PearlIo.Application.Audit;
using PearlIo.Application.Health;
using PearlIo.Application.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Migrations;

/// <summary>Registers the migrator; nothing here migrates by itself.</summary>
internal static class MigrationsRegistration
{
    public static IServiceCollection AddMigrations(this IServiceCollection services)
    {
        services.TryAddSingleton<AuditTrail>();
        services.AddSingleton<IDatabaseMigrator>(s =>
        {
            var addresses = s.GetRequiredService<DatabaseAddresses>();
            return new AuditedMigrator(
                new DatabaseMigrator(addresses.Direct, servingUser: addresses.Main.UserName),
                s.GetRequiredService<AuditTrail>(),
                s.GetRequiredService<CallerContext>());
        });
        return services.AddSingleton<IReadinessCheck, MigrationsReadiness>();
    }
}
