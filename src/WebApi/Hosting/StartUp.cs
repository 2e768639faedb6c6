using Microsoft.Extensions.Options;
using PearlIo.Application.CachedImages;
using PearlIo.Infrastructure.Persistence;
using PearlIo.WebApi.OgImages;

namespace PearlIo.WebApi.Hosting;

/// <summary>What must have worked before the first request is taken: store, renderer, and the schema where the database is there.</summary>
internal sealed partial class StartUp(
    IOptions<DatabaseOptions> database,
    DatabaseStart databaseStart,
    IImageStore store,
    Pictures pictures,
    IHostEnvironment environment,
    ILogger<StartUp> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Opening fonts takes the longest, and needs neither database nor store.
        var drawing = pictures.PrepareAsync(cancellationToken);
        LogDatabase(database.Value.Description);
        await databaseStart.TryAsync(cancellationToken);
        await ProbeStoreAsync(cancellationToken);
        await drawing;
        if (!environment.IsProduction())
        {
            LogOpen(environment.EnvironmentName);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task ProbeStoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.ProbeAsync(cancellationToken);
            LogStore(store.Description);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartUpException($"{e.Message} Set STORAGE_PATH to a folder that this program may write to.", e);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Database: {Address}")]
    private partial void LogDatabase(string address);

    [LoggerMessage(Level = LogLevel.Information, Message = "Storage: {Store}")]
    private partial void LogStore(string store);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The management API is open: {Environment} asks for no key, and listens on loopback only; a key that is sent is checked")]
    private partial void LogOpen(string environment);
}
