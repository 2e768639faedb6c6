using Microsoft.Extensions.Options;
using PearlIo.Application.Common;
using PearlIo.Application.Migrations;
using PearlIo.Infrastructure;
using PearlIo.WebApi.Hosting;

namespace PearlIo.WebApi.Commands;

/// <summary>Gives a command the application's services, without a server.</summary>
internal static class CommandHost
{
    /// <summary>Runs it.</summary>
    /// <exception cref="StartUpException">It cannot be done; the message says what to do.</exception>
    public static async Task<int> RunAsync(Func<IServiceProvider, CancellationToken, Task<int>> action, CancellationToken cancellationToken)
    {
        PearlConfiguration.LoadFile();
        var builder = new ConfigurationBuilder();
        PearlConfiguration.AddTo(builder, settings: null);
        var configuration = builder.Build();
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(TimeProvider.System)
            .AddLogging()
            .AddMetrics()
            .AddPearlInfrastructure(configuration)
            .BuildServiceProvider();
        try
        {
            return await action(services, cancellationToken);
        }
        catch (OptionsValidationException e)
        {
            throw new StartUpException(string.Join(Environment.NewLine, e.Failures), e);
        }
        catch (Exception e) when (e is MigrationException or DatabaseUnavailableException)
        {
            throw new StartUpException(e.Message, e);
        }
    }
}
