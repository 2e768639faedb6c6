using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PearlIo.Application.Jobs;

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
        services.AddSingleton(s => new GuardedHttp(
            s.GetRequiredService<IOptions<FetchingOptions>>().Value.AllowLoopback, Dns.GetHostAddressesAsync));
        services.AddSingleton<ISitemapReader, SitemapReader>();
        return services;
    }
}
