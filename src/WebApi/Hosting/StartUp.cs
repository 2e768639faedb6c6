using Microsoft.Extensions.Options;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Application.Migrations;
using PearlIo.Infrastructure.Persistence;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.OgImages;

namespace PearlIo.WebApi.Hosting;

/// <summary>What must have worked before the first request is taken: schema, store, renderer.</summary>
internal sealed partial class StartUp(
    IOptions<DatabaseOptions> database,
    IDatabaseMigrator migrator,
    KeyRequirement keyRequirement,
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
        await MigrateAsync(cancellationToken);
        await keyRequirement.CheckAsync(cancellationToken);
        await ProbeStoreAsync(cancellationToken);
        await drawing;
        if (!environment.IsProduction())
        {
            LogOpen(environment.EnvironmentName);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (database.Value.MigrateAtStart)
            {
                var change = await migrator.UpAsync(target: null, cancellationToken);
                LogMigrated(change.Applied.Count);
                WarnOfNewer(change.Newer);
                return;
            }

            var status = await migrator.GetStatusAsync(cancellationToken);
            status.RequireUsable();
            WarnOfNewer(status.Unknown);
            if (status.Pending.Count > 0)
            {
                throw new StartUpException($"The database lacks {status.Pending.Count} migrations and MIGRATE_AT_START is off. Run 'pearl migrate up' first.");
            }
        }
        catch (Exception e) when (e is MigrationException or DatabaseUnavailableException)
        {
            throw new StartUpException(e.Message, e);
        }
    }

    private void WarnOfNewer(IReadOnlyList<string> steps)
    {
        if (steps.Count > 0)
        {
            LogNewer(string.Join(", ", steps));
        }
    }

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

    [LoggerMessage(Level = LogLevel.Information, Message = "Schema is current, {Count} migrations applied just now")]
    private partial void LogMigrated(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The schema is newer than this program, which can work with it: {Steps}")]
    private partial void LogNewer(string steps);

    [LoggerMessage(Level = LogLevel.Information, Message = "Storage: {Store}")]
    private partial void LogStore(string store);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The management API is open: {Environment} asks for no key, and listens on loopback only; a key that is sent is checked")]
    private partial void LogOpen(string environment);
}
