using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Infrastructure.Copying;
using PearlIo.Infrastructure.Fetching;
using PearlIo.Infrastructure.Persistence;
using PearlIo.Infrastructure.Pictures;
using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Storage;

namespace PearlIo.Infrastructure;

/// <summary>Registers everything that the application's ports are implemented by.</summary>
public static class InfrastructureRegistration
{
    /// <summary>The hidden command that <see cref="DecodePictures"/> runs for; the service starts it itself.</summary>
    public const string DecodeCommand = DecoderCommand.Name;

    /// <summary>Makes this process one that decodes pictures of strangers for the service, until its standard input ends.</summary>
    /// <param name="fontFolder">Folder below which fonts for texts in drawings are found.</param>
    /// <returns>The exit code.</returns>
    public static int DecodePictures(string fontFolder) => DecoderWorker.RunProcess(fontFolder);

    /// <summary>Adds persistence, migrations, storage, fetching, rendering, pictures and copying, with their options bound and validated at start.</summary>
    public static IServiceCollection AddPearlInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddPersistence(configuration);
        services.AddStorage(configuration);
        services.AddQuota(configuration);
        services.AddFetching(configuration);
        services.AddRendering(configuration);
        services.AddPictures(configuration);
        services.AddCopying();
        return services;
    }
}
