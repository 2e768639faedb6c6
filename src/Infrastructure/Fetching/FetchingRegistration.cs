using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PearlIo.Application.Common;
using PearlIo.Application.Jobs;
using PearlIo.Application.Pages;
using PearlIo.Infrastructure.Fetching.Pages;

namespace PearlIo.Infrastructure.Fetching;

/// <summary>Registers what fetches from outside.</summary>
internal static class FetchingRegistration
{
    public static IServiceCollection AddFetching(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IConfigureOptions<FetchingOptions>>(new FetchingOptionsSetup(configuration));

        // Where nobody says otherwise it is Production.
        services.AddSingleton<IValidateOptions<FetchingOptions>>(
            s => new FetchingOptionsValidator(s.GetService<IHostEnvironment>()?.IsProduction() ?? true));
        services.AddOptions<FetchingOptions>().ValidateOnStart();
        services.AddSingleton(MakeGuard);
        services.AddSingleton<IAddressJudge>(s => s.GetRequiredService<FetchGuard>());
        services.AddSingleton(s => new GuardedHttp(s.GetRequiredService<FetchGuard>(), Dns.GetHostAddressesAsync));
        services.AddSingleton<ISitemapReader, SitemapReader>();
        services.AddSingleton(s => new OwnCards(s.GetRequiredService<IOptions<FetchingOptions>>().Value.Service));
        services.AddSingleton<IPageReader, PageReader>();
        services.AddSingleton<HostTurns>();
        services.AddSingleton(s => new OutsideFetch(
            s.GetRequiredService<GuardedHttp>(),
            s.GetRequiredService<HostTurns>(),
            s.GetService<IHostEnvironment>()?.IsDevelopment() ?? false,
            s.GetRequiredService<ILogger<OutsideFetch>>()));
        services.AddSingleton<IPageFetcher, PageFetcher>();
        services.AddSingleton<IPictureFetcher, PictureFetcher>();
        return services;
    }

    private static FetchGuard MakeGuard(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<FetchingOptions>>().Value;
        return new FetchGuard(AllowList.Read(options.Allow, out _), options.AllowLoopback);
    }
}
