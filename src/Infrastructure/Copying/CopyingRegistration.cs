using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Copying;
using PearlIo.Infrastructure.Storage;

namespace PearlIo.Infrastructure.Copying;

/// <summary>Registers the copying of databases; needs what is registered for the store.</summary>
internal static class CopyingRegistration
{
    public static IServiceCollection AddCopying(this IServiceCollection services) =>
        services.AddSingleton<IDatabaseCopier>(s => new DatabaseCopier(
            s.GetRequiredService<StoreTelemetry>(),
            new CopyStoreAccess(
                () => s.GetRequiredService<IImageStore>() as S3ImageStore,
                (store, database) => ActivatorUtilities.CreateInstance<StoreOwnership>(s, store, database))));
}
