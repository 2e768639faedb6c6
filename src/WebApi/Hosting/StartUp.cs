using Microsoft.Extensions.Options;
using PearlIo.Application.CachedImages;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Storage;
using PearlIo.WebApi.OgImages;

namespace PearlIo.WebApi.Hosting;

/// <summary>
/// What must have worked before the first request is taken: renderer, store and schema, the latter two where they are there. What
/// somebody must mend ends the start; what is away may come back.
/// </summary>
internal sealed partial class StartUp(
    IOptions<DatabaseOptions> database,
    DatabaseStart databaseStart,
    IOptions<StorageOptions> storage,
    IImageStore store,
    StoreOwnership ownership,
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
        await OpenStoreAsync(cancellationToken);
        await drawing;
        if (!environment.IsProduction())
        {
            LogOpen(environment.EnvironmentName);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task OpenStoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.ProbeAsync(cancellationToken);
            LogStore(store.Description);

            // Before the first card is put: an empty store is taken, one with cards is not.
            await ownership.ClaimAsync(cancellationToken);
        }
        catch (StoreAwayException e)
        {
            LogStoreAway(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartUpException($"{e.Message} {storage.Value.Advice}", e);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Database: {Address}")]
    private partial void LogDatabase(string address);

    [LoggerMessage(Level = LogLevel.Information, Message = "Storage: {Store}")]
    private partial void LogStore(string store);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason} Until it is back cards are drawn and answered, and not kept")]
    private partial void LogStoreAway(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The management API is open: {Environment} asks for no key, and listens on loopback only; a key that is sent is checked")]
    private partial void LogOpen(string environment);
}
