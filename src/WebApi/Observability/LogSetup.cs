using System.Globalization;
using PearlIo.WebApi.Hosting;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace PearlIo.WebApi.Observability;

/// <summary>Sets up the log: lines for people, JSON in Production.</summary>
internal static class LogSetup
{
    /// <summary>Replaces the framework's loggers.</summary>
    public static void Configure(ILoggingBuilder logging, ServerOptions options, IHostEnvironment environment)
    {
        // A wrong level is told by the validator, with all other wrong settings.
        var level = ServerOptions.TryReadLevel(options.LogLevel, out var read) ? read : LogEventLevel.Information;
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Is(level)
            .MinimumLevel.Override("Microsoft", Max(level, LogEventLevel.Warning))

            // A start that fails is told once, on standard error, without a stack.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
            .MinimumLevel.Override("System", Max(level, LogEventLevel.Warning));
        configuration = environment.IsProduction()
            ? configuration.WriteTo.Console(new JsonFormatter(renderMessage: true, formatProvider: CultureInfo.InvariantCulture))
            : configuration.WriteTo.Console(
                outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}", formatProvider: CultureInfo.InvariantCulture);
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Trace);
        logging.AddSerilog(configuration.CreateLogger(), dispose: true);
    }

    private static LogEventLevel Max(LogEventLevel a, LogEventLevel b) => a > b ? a : b;
}
