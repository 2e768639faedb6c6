using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PearlIo.Application.Access;
using PearlIo.Application.Analytics;
using PearlIo.Application.ApiKeys;
using PearlIo.Application.Assets;
using PearlIo.Application.Audit;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Application.Fetching;
using PearlIo.Application.Fonts;
using PearlIo.Application.Health;
using PearlIo.Application.Jobs;
using PearlIo.Application.Pages;
using PearlIo.Application.Projects;
using PearlIo.Application.Routes;
using PearlIo.Application.SigningKeys;
using PearlIo.Application.Templates;
using PearlIo.Application.Tenants;
using PearlIo.Infrastructure.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Replicas;
using PearlIo.Infrastructure.Persistence.Statistics;

namespace PearlIo.Infrastructure.Persistence;

/// <summary>Registers the database with its repositories and migrations.</summary>
internal static class PersistenceRegistration
{
    public static IServiceCollection AddPersistence(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.TryAddSingleton(new CallerContext());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<StatisticsSignal>();
        services.TryAddSingleton<ChangeFeed>();
        services.AddSingleton<IConfigureOptions<DatabaseOptions>>(new DatabaseOptionsSetup(configuration));
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidator>();
        services.AddOptions<DatabaseOptions>().ValidateOnStart();
        services.AddSingleton(s => DatabaseAddresses.From(s.GetRequiredService<IOptions<DatabaseOptions>>().Value));
        services.AddSingleton(s => s.GetRequiredService<DatabaseAddresses>().Direct.Identity);
        services.AddSingleton<DatabaseTelemetry>();
        services.AddSingleton<RetryPolicy>();
        services.AddSingleton(s => new Database(
            s.GetRequiredService<DatabaseAddresses>().Main,
            s.GetRequiredService<RetryPolicy>(),
            s.GetRequiredService<DatabaseTelemetry>(),
            s.GetRequiredService<CallerContext>()));
        services.AddSingleton<ITransactions>(s => s.GetRequiredService<Database>());

        services.AddSingleton<ITenantDirectory, TenantDirectory>();
        services.AddSingleton<IProjectRepository, ProjectRepository>();
        services.AddSingleton<IRouteRepository, RouteRepository>();
        services.AddSingleton<IPageRepository, PageRepository>();
        services.AddSingleton<IFetchedSourceRepository, FetchedSourceRepository>();
        services.AddSingleton<ISigningKeyRepository, SigningKeyRepository>();
        services.AddSingleton<ITemplateRepository, TemplateRepository>();
        services.AddSingleton<IFontRepository, FontRepository>();
        services.AddSingleton<IAssetRepository, AssetRepository>();
        services.AddSingleton<ICachedImageRepository, CachedImageRepository>();
        services.AddSingleton<IRenderLeases, RenderLeases>();
        services.AddSingleton<IKeptImageRepository, KeptImageRepository>();
        services.AddSingleton<IExpiredRowRepository, ExpiredRowRepository>();
        services.AddSingleton<IJobRepository, JobRepository>();
        services.AddSingleton<IDoomedObjectRepository, DoomedObjectRepository>();
        services.AddSingleton<IObjectOwners, ObjectOwners>();
        services.AddSingleton<IPartitions, PartitionRepository>();
        services.AddSingleton<IAnalyticsReader, AnalyticsReader>();
        services.AddSingleton<IApiKeyRepository, ApiKeyRepository>();
        services.AddSingleton<IAuditLog, AuditLog>();
        services.AddSingleton<ITenantRepository, TenantRepository>();
        services.AddSingleton<IUsageReader, UsageReader>();
        services.AddSingleton<IImageViewRepository, ImageViewRepository>();
        services.AddSingleton<IRenderRepository, RenderRepository>();
        services.AddSingleton<IStatisticsRefresher, StatisticsRefresher>();
        services.AddSingleton<IReadinessCheck, DatabaseReadiness>();
        services.AddHostedService<IdleConnections>();
        services.AddHostedService<ChangeListener>();
        return services.AddMigrations();
    }}
