using MediatR;
using Microsoft.Extensions.Options;
using PearlIo.Application;
using PearlIo.Application.Access;
using PearlIo.Application.ApiKeys;
using PearlIo.Application.Common;
using PearlIo.Application.Migrations;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.Tenants;
using PearlIo.Infrastructure;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Hosting;

namespace PearlIo.WebApi.Commands;

/// <summary>Runs commands on the application, composed as the server composes it but for all that serves.</summary>
internal static class CommandHost
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    /// <summary>Runs an action, on behalf of the command line.</summary>
    /// <exception cref="StartUpException">The settings, the schema, the database or what draws do not let it; the message says what to do.</exception>
    public static async Task<int> RunAsync(Func<IServiceProvider, CancellationToken, Task<int>> action, CancellationToken cancellationToken)
    {
        PearlConfiguration.LoadFile();
        await using var services = BuildServices();
        try
        {
            using var scope = Enter(services, Tenant.DefaultId);
            return await action(services, cancellationToken);
        }
        catch (OptionsValidationException e)
        {
            throw new StartUpException(string.Join(Environment.NewLine, e.Failures), e);
        }
        catch (Exception e) when (e is MigrationException or DatabaseUnavailableException or RendererUnavailableException)
        {
            throw new StartUpException(e.Message, e);
        }
    }

    /// <summary>Runs use cases, on a schema that has all that they need.</summary>
    /// <exception cref="StartUpException">The settings, the schema or the database do not let it; the message says what to do.</exception>
    public static Task<int> RunAsync(Func<IMediator, IServiceProvider, CancellationToken, Task<int>> action, CancellationToken cancellationToken) =>
        RunAsync(
            async (services, token) =>
            {
                await PrepareSchemaAsync(services, token);
                return await action(services.GetRequiredService<IMediator>(), services, token);
            },
            cancellationToken);

    /// <summary>Makes everything until the end of the scope run on behalf of the command line in a tenant.</summary>
    public static IDisposable Enter(IServiceProvider services, Guid tenantId) =>
        services.GetRequiredService<CallerContext>().Enter(Caller.CommandLine(tenantId));

    /// <summary>Prints a value, or the failure in its place on standard error.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> AnswerAsync<T>(Result<T> result, Func<T, Task> print) => AnswerAsync(
        result,
        async value =>
        {
            await print(value);
            return 0;
        });

    /// <summary>Goes on with a value, or prints the failure in its place on standard error.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> AnswerAsync<T>(Result<T> result, Func<T, Task<int>> goOn)
    {
        if (result.TryGetValue(out var value, out var failure))
        {
            return await goOn(value);
        }

        foreach (var line in failure.Errors?.SelectMany(e => e.Value) ?? [failure.Message])
        {
            await Console.Error.WriteLineAsync($"pearl: {line}");
        }

        return failure.Kind == FailureKind.Invalid ? WrongUsage : Failed;
    }

    private static ServiceProvider BuildServices()
    {
        var builder = new ConfigurationBuilder();
        PearlConfiguration.AddTo(builder, settings: null);
        var configuration = builder.Build();
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(TimeProvider.System)
            .AddLogging()
            .AddMetrics()
            .AddPearlApplication()
            .AddPearlInfrastructure(configuration)
            .AddSingleton<IAdminKey, AdminKey>();
        services.AddOptions<ServerOptions>().Configure<IConfiguration>(ServerOptions.Bind);
        return services.BuildServiceProvider();
    }

    // A first key is made before the first start, too. A schema that others may be using is left to those who migrate.
    private static async Task PrepareSchemaAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var migrator = services.GetRequiredService<IDatabaseMigrator>();
        var status = await migrator.GetStatusAsync(cancellationToken);
        status.RequireUsable();
        if (status.Applied.Count == 0 && services.GetRequiredService<IOptions<DatabaseOptions>>().Value.MigrateAtStart)
        {
            await migrator.UpAsync(target: null, cancellationToken);
        }
        else if (status.Pending.Count > 0)
        {
            throw new StartUpException($"The database lacks {status.Pending.Count} migrations. Run 'pearl migrate up' first.");
        }
    }
}
