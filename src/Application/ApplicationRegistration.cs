using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
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
using PearlIo.Application.Meta;
using PearlIo.Application.OgImages;
using PearlIo.Application.Pages;
using PearlIo.Application.SigningKeys;
using PearlIo.Application.Templates;

namespace PearlIo.Application;

/// <summary>Registers the use cases.</summary>
public static class ApplicationRegistration
{
    /// <summary>Adds every handler and validator of this assembly, the mediator and the services of cards.</summary>
    public static IServiceCollection AddPearlApplication(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddTransient<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddTransient<IMediator, Mediator>();
        services.TryAddSingleton(new CallerContext());
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ValidationBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(TransactionBehaviour<,>));
        AddImplementationsOf(services, typeof(IRequestHandler<,>));
        AddImplementationsOf(services, typeof(IValidator<>));
        services.AddSingleton<ServiceActivity>();
        services.AddSingleton<Readiness>();
        services.TryAddSingleton<AuditTrail>();
        services.AddSingleton<KeyAuthentication>();
        services.AddSingleton<SigningKeySets>();
        services.AddSingleton<KnownPages>();
        services.AddSingleton<SignatureCheck>();
        services.AddSingleton<TemplateChecks>();
        services.AddSingleton<TemplateSources>();
        services.AddSingleton<TemplateFonts>();
        services.AddSingleton<FontSources>();
        services.AddSingleton<SiteTemplates>();
        services.AddSingleton<AssetFiles>();
        services.AddSingleton<SiteAssets>();
        services.AddSingleton<PreviewPictures>();
        services.AddSingleton<SourceMemory>();
        services.AddSingleton<CardSources>();
        services.AddSingleton<CardPlanner>();
        services.AddSingleton<PageMeta>();
        services.AddSingleton<CardStore>();
        services.AddSingleton<CardCache>();
        services.AddSingleton<CardMetrics>();
        services.AddSingleton<CardNotes>();
        services.AddSingleton<KeptCards>();
        services.TryAddSingleton<ChangeFeed>();
        services.AddSingleton<Sites>();
        services.AddSingleton<CardMemory>();
        services.AddSingleton<CardDelivery>();
        services.AddSingleton<CardRefresh>();
        services.AddSingleton<Fallbacks>();
        services.AddSingleton<RenderTurns>();
        services.AddSingleton<RenderAllowance>();
        services.AddSingleton<MonthlyRenders>();
        services.AddSingleton<BackgroundWork>();
        services.AddSingleton<GetOgImage.Flights>();
        services.AddSingleton<CleanUp>();
        services.TryAddSingleton(new CardQuotaSettings(MaxBytes: null));
        services.AddSingleton<CardQuota>();
        services.AddSingleton<CardWarmer>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobSignal>();
        services.AddSingleton<CleanUpSignal>();
        services.AddSingleton<OrphanSweep>();
        services.AddSingleton<PartitionUpkeep>();
        services.AddSingleton<RenderCounter>();
        services.AddSingleton<StoreAdoption>();
        services.AddSingleton<StoreOwnership>();
        services.AddSingleton<StatisticsRetention>();
        services.AddSingleton<ViewCounter>();
        services.TryAddSingleton<StatisticsSignal>();
        return services;
    }

    private static void AddImplementationsOf(IServiceCollection services, Type port)
    {
        foreach (var type in typeof(ApplicationRegistration).Assembly.GetTypes().Where(t => t is { IsAbstract: false, IsGenericTypeDefinition: false }))
        {
            foreach (var service in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == port))
            {
                services.AddTransient(service, type);
            }
        }
    }
}
